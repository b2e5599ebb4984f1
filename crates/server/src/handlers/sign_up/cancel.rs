//! `sign_up_cancel`: gives the place back at once to the next in line, or leaves the line.

use super::giving_up::{Going, leave, own_ending};
use super::party::wards_of;
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, sign_up};
use domain::api::Endpoint;
use domain::api::sign_up::CancelSignUp;

/// Serves [`CancelSignUp`]. A guardian's doing for a minor stands in the audit log.
pub async fn cancel(app: App, call: Call<CancelSignUp>) -> Answer<CancelSignUp> {
    let (actor, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, CancelSignUp::STATUS, move |tx| {
            Box::pin(async move {
                let held = sign_up::hold(tx, target).await?;
                if held.person != actor {
                    if wards_of(&app, tx, actor, now).await?.iter().all(|ward| ward.person != held.person) {
                        return Err(Failure::not_found());
                    }
                    audit::put(tx, &audit::Entry { id: app.id(), at: now, actor, person: Some(held.person), what: CancelSignUp::NAME, detail: target.to_string() }).await?;
                }
                let ending = own_ending(&app, tx, held, now).await?;
                leave(&app, tx, target, held, Going::Alone, ending, now).await?;
                super::shown(&app, tx, target, held.person, now).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
