//! `card_revoke`: the phone's card is given up, wherever that phone is.

use super::{Revocation, revoke_all};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::card::{Form, Reason};
use domain::api::Endpoint;
use domain::api::card::RevokePhone;

/// Serves [`RevokePhone`].
pub async fn revoke(app: App, call: Call<RevokePhone>) -> Answer<RevokePhone> {
    let person = call.caller.person()?;
    revoke_all(app, Revocation { actor: person, person, forms: &[Form::Phone], reason: Reason::GivenUp, what: RevokePhone::NAME }, call.now).await?;
    Ok(Reply::of(()))
}
