//! `sign_up_wait`: joins the waiting list of a shift.

use super::entering::{Said, enter};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::sign_up;
use domain::api::Endpoint;
use domain::api::sign_up::JoinWaitlist;
use domain::sign_up::ShiftChoice;

/// Serves [`JoinWaitlist`].
pub async fn wait(app: App, call: Call<JoinWaitlist>) -> Answer<JoinWaitlist> {
    let (person, shift, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let made = store
        .once(ticket, JoinWaitlist::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                enter(&app, tx, ShiftChoice { shift, waits: true }, person, &Said::default(), now).await
            })
        })
        .await?;
    Ok(Reply::of(made))
}
