//! `sign_up_cancel_party`: a guardian gives back for themselves and all minors who came with them.

use super::giving_up::{Going, leave, own_ending};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::sign_up;
use domain::api::Endpoint;
use domain::api::sign_up::CancelParty;

/// Serves [`CancelParty`].
pub async fn cancel_party(app: App, call: Call<CancelParty>) -> Answer<CancelParty> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, CancelParty::STATUS, move |tx| {
            Box::pin(async move {
                let held = sign_up::hold_own(tx, target, person).await?;
                let ending = own_ending(&app, tx, held, now).await?;
                leave(&app, tx, target, held, Going::Everybody, ending, now).await?;
                super::shown(&app, tx, target, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
