//! `card_revoke_of`: an administrator takes whatever cards somebody has.

use super::{Revocation, managed, revoke_all};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::card::{Form, Reason};
use domain::api::Endpoint;
use domain::api::card::RevokeCardsOf;

/// Serves [`RevokeCardsOf`]. The person sees in their account who did it.
pub async fn revoke_of(app: App, call: Call<RevokeCardsOf>) -> Answer<RevokeCardsOf> {
    let (actor, person) = (call.caller.person()?, call.path);
    managed(&app, &call.caller, person).await?;
    revoke_all(app, Revocation { actor, person, forms: &[Form::Phone, Form::Paper], reason: Reason::Taken, what: RevokeCardsOf::NAME }, call.now).await?;
    Ok(Reply::of(()))
}
