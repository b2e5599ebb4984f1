//! `sign_up_make`: takes a place in a shift, exactly once and never one too many.

use super::entering::{Said, enter};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::sign_up;
use domain::api::Endpoint;
use domain::api::sign_up::MakeSignUp;
use domain::sign_up::ShiftChoice;

/// Serves [`MakeSignUp`].
pub async fn make(app: App, call: Call<MakeSignUp>) -> Answer<MakeSignUp> {
    let (person, shift, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let made = store
        .once(ticket, MakeSignUp::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                enter(&app, tx, ShiftChoice { shift, waits: false }, person, &Said::default(), now).await
            })
        })
        .await?;
    Ok(Reply::of(made))
}
