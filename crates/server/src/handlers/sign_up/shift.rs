//! `sign_up_move`: changes to another shift without losing the place.

use super::entering::{Known, take};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity_change, joining, sign_up};
use domain::api::Endpoint;
use domain::api::sign_up::MoveSignUp;
use domain::problem::{ErrorCode, FieldCode};
use domain::sign_up::{Ending, Opening, Refusal, SignUpStatus, may_bring};

/// Serves [`MoveSignUp`]. The new place is taken first; whatever is refused leaves the old one as it was.
pub async fn shift(app: App, call: Call<MoveSignUp>) -> Answer<MoveSignUp> {
    let (person, target, to, now, ticket) = (call.caller.person()?, call.path, call.body.shift, call.now, call.ticket()?);
    let store = app.store.clone();
    let moved = store
        .once(ticket, MoveSignUp::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let from = sign_up::shift_of(tx, target).await?.ok_or_else(Failure::not_found)?;
                // In one order, so that two people who change places never wait for each other.
                sign_up::hold_shift(tx, from.min(to)).await?;
                sign_up::hold_shift(tx, from.max(to)).await?;
                let held = sign_up::hold_own(tx, target, person).await?;
                if from == to {
                    return Err(Failure::field("shift", FieldCode::Unexpected));
                }
                if !matches!(held.status, SignUpStatus::Confirmed | SignUpStatus::Pending) {
                    return Err(super::stands_otherwise());
                }
                let left = sign_up::shift(tx, from).await?;
                let known = Known::read(&app, tx, to, person, Some(from), now).await?;
                if known.row.activity != left.activity {
                    return Err(Failure::field("shift", FieldCode::Unknown));
                }
                let ending = Ending::of_own_doing(held.status, left.time.start, &app.policy().sign_up, now)
                    .ok_or_else(|| Failure::of(ErrorCode::CancelTooLate, "the shift has begun"))?
                    .excused(activity_change::was_moved(tx, target).await?);
                let said = joining::of(tx, target).await?;
                if known.opening(&app, said.places(), now)? != Opening::Place {
                    return Err(Refusal::Full.into());
                }
                may_bring(&said.companions, known.row.facts(said.places()), &known.applicant, app.policy(), &app.zone)?;
                let taken = take(&app, tx, &known.row, person, &said, now).await?;
                super::give_up(&app, tx, target, held, ending, now).await?;
                super::release_wards(&app, tx, person, from, now).await?;
                Ok(taken)
            })
        })
        .await?;
    Ok(Reply::of(moved))
}
