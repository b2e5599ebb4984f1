//! `card_renew`: a fresh credential for the phone that has the card.

use super::{Holding, credential_ends, issue, issued};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::card::{self, Card, Form};
use crate::store::{person, sign_up};
use domain::api::card::RenewCredential;
use domain::problem::ErrorCode;

/// Serves [`RenewCredential`]. The new one stands at the same place of the status list, so that
/// revoking the card revokes every credential of it.
pub async fn renew(app: App, call: Call<RenewCredential>) -> Answer<RenewCredential> {
    let (key, now, session, device) = (call.body.key, call.now, call.caller.session, call.device);
    let volunteer = person::volunteer(app.store.read(), call.caller.person()?).await?;
    let store = app.store.clone();
    let renewed = store
        .write(move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, volunteer.id).await?;
                let live = card::live(tx, volunteer.id, Form::Phone).await?.filter(|card| card.key == Some(key));
                let live = live.ok_or_else(|| Failure::of(ErrorCode::CardGone, "the card is not on this phone any more"))?;
                let holding = Holding { place: live.place, class: live.class, key: Some(key), expires_at: credential_ends(&app, now) };
                let credential = issue(&app, &volunteer, holding, now)?;
                let fresh = Card { session, device, issued_at: credential.claims.issued_at, expires_at: credential.claims.expires_at, credential: credential.write(), ..live };
                card::renew(tx, &fresh).await?;
                Ok(issued(&fresh))
            })
        })
        .await?;
    Ok(Reply::of(renewed))
}
