//! `card_paper_revoke`: the card on paper is given up.

use super::{Revocation, revoke_all};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::card::{Form, Reason};
use domain::api::Endpoint;
use domain::api::card::RevokePaper;

/// Serves [`RevokePaper`].
pub async fn revoke_paper(app: App, call: Call<RevokePaper>) -> Answer<RevokePaper> {
    let person = call.caller.person()?;
    revoke_all(app, Revocation { actor: person, person, forms: &[Form::Paper], reason: Reason::GivenUp, what: RevokePaper::NAME }, call.now).await?;
    Ok(Reply::of(()))
}
