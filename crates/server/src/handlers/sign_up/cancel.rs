//! `sign_up_cancel`: gives the place back, until the deadline of the policy.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{message, sign_up};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::CancelSignUp;
use domain::problem::ErrorCode;
use domain::sign_up::SignUpStatus;

/// Serves [`CancelSignUp`].
pub async fn cancel(app: App, call: Call<CancelSignUp>) -> Answer<CancelSignUp> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let note = app.id();
    let rules = app.policy().sign_up.clone();
    let done = app
        .store
        .once(ticket, CancelSignUp::STATUS, move |tx| {
            Box::pin(async move {
                let (shift, status) = sign_up::own(tx, target, person).await?;
                let row = sign_up::shift(tx, shift).await?;
                if status != SignUpStatus::Confirmed {
                    return Err(Failure::of(ErrorCode::NotSignedUp, "the sign-up is not confirmed any more"));
                }
                if now >= rules.cancellable_until(row.time.start) {
                    return Err(Failure::of(ErrorCode::CancelTooLate, "the deadline for calling off has passed"));
                }
                if !sign_up::cancel(tx, target, now).await? {
                    return Err(Failure::of(ErrorCode::NotSignedUp, "the sign-up is not confirmed any more"));
                }
                sign_up::free_place(tx, shift).await?;
                message::put(tx, note, person, now, &MessageContent::CalledOff { activity: row.activity, title: row.title.clone() }).await?;
                Ok(super::answer(row, target, SignUpStatus::Cancelled, now))
            })
        })
        .await?;
    Ok(Reply::of(done))
}
