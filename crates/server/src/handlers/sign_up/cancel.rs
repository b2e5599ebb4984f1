//! `sign_up_cancel`: gives the place back at once to the next in line, or leaves the line.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity_change, sign_up, sign_up_list};
use domain::api::Endpoint;
use domain::api::sign_up::CancelSignUp;
use domain::problem::ErrorCode;
use domain::sign_up::Ending;

/// Serves [`CancelSignUp`].
pub async fn cancel(app: App, call: Call<CancelSignUp>) -> Answer<CancelSignUp> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, CancelSignUp::STATUS, move |tx| {
            Box::pin(async move {
                let held = sign_up::hold_own(tx, target, person).await?;
                if !held.status.is_open() {
                    return Err(super::stands_otherwise());
                }
                let row = sign_up::shift(tx, held.shift).await?;
                let ending = Ending::of_own_doing(held.status, row.time.start, &app.policy().sign_up, now)
                    .ok_or_else(|| Failure::of(ErrorCode::CancelTooLate, "the shift has begun"))?
                    .excused(activity_change::was_moved(tx, target).await?);
                super::give_up(&app, tx, target, held, ending, now).await?;
                super::release_wards(&app, tx, person, held.shift, now).await?;
                sign_up_list::one(tx, target).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
