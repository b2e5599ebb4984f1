//! `sign_up_wait`: joins the waiting list of a shift.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{sign_up, sign_up_list};
use domain::api::Endpoint;
use domain::api::sign_up::JoinWaitlist;
use domain::sign_up::{Opening, Refusal, SignUpStatus};

/// Serves [`JoinWaitlist`]. The shift is held before anybody looks at it, so that no place becomes free between the look and the
/// joining.
pub async fn wait(app: App, call: Call<JoinWaitlist>) -> Answer<JoinWaitlist> {
    let (person, shift, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let made = store
        .once(ticket, JoinWaitlist::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                sign_up::hold_shift(tx, shift).await?;
                match super::opening(&app, tx, shift, person, now).await? {
                    (row, Opening::Place) => super::take(&app, tx, &row, person, now).await,
                    (row, Opening::Line) => {
                        let kept = sign_up::put(tx, app.id(), &row, person, SignUpStatus::Waitlisted, Some(app.id()), now).await?;
                        sign_up_list::one(tx, kept.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp))?).await
                    }
                    (_, Opening::Offer) => Err(Refusal::AlreadySignedUp.into()),
                }
            })
        })
        .await?;
    Ok(Reply::of(made))
}
