//! `account_card_code`: a short-lived code for the card's screen.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::person;
use domain::api::account::{CardCode, MakeCardCode};
use domain::credential;

/// Serves [`MakeCardCode`].
pub async fn card_code(app: App, call: Call<MakeCardCode>) -> Answer<MakeCardCode> {
    let volunteer = person::volunteer(app.store.read(), call.caller.person()?).await?;
    let issued_at = call.now;
    let expires_at = issued_at.plus_seconds(i64::from(app.policy().card.code_ttl_seconds));
    let text = credential::issue(&app.keys.card, volunteer.number, issued_at, expires_at);
    Ok(Reply::of(CardCode { text, issued_at, expires_at }))
}
