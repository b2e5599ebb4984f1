//! `account_id_card`: the identity card number, given once, kept sealed.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::person::{self, IdCardKept};
use crate::vault::Kind;
use domain::api::account::GiveIdCard;
use domain::id_card::IdCard;
use domain::problem::{ErrorCode, Problem, FieldCode};

/// Serves [`GiveIdCard`].
pub async fn give_id_card(app: App, call: Call<GiveIdCard>) -> Answer<GiveIdCard> {
    // Whether a number is taken must not be found out by trying many.
    app.limits.guess(call.peer)?;
    let (person, now) = (call.caller.person()?, call.now);
    let card = IdCard::parse(&call.body.id_card, app.zone.day_of(now)).map_err(|fault| Failure::field("id_card", fault))?;
    let sealed = app.keys.vault.seal(Kind::IdCard, card.expose())?;
    let birth = card.birth();
    match app.store.write(move |tx| Box::pin(async move { person::keep_id_card(tx, person, &sealed, birth).await })).await? {
        IdCardKept::Kept => Ok(Reply::of(super::profile(&app, person).await?)),
        IdCardKept::Known => Err(Failure::of(ErrorCode::IdCardKnown, "another identity card number is known already")),
        IdCardKept::Taken => Err(Problem::new(ErrorCode::IdCardTaken, "the number belongs to another account").field("id_card", FieldCode::Unknown).into()),
    }
}
