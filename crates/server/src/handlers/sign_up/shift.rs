//! `sign_up_move`: changes to another shift without losing the place.

use super::entering::{Known, take};
use super::giving_up::{Going, leave, own_ending};
use super::party::{Party, hold_wards};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{joining, party, sign_up};
use domain::api::Endpoint;
use domain::api::sign_up::MoveSignUp;
use domain::problem::FieldCode;
use domain::sign_up::{Opening, Refusal, SignUpStatus};

/// Serves [`MoveSignUp`]. The new place is taken first; whatever is refused leaves the old one as it was. A guardian moves with all of their party;
/// a minor who moves goes alone.
pub async fn shift(app: App, call: Call<MoveSignUp>) -> Answer<MoveSignUp> {
    let (person, target, to, now, ticket) = (call.caller.person()?, call.path, call.body.shift, call.now, call.ticket()?);
    let store = app.store.clone();
    let moved = store
        .once(ticket, MoveSignUp::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let wards: Vec<_> = party::members(tx, target).await?.into_iter().map(|member| member.person).collect();
                hold_wards(tx, &wards).await?;
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
                let known = Known::read(&app, tx, to, person, Some(from), now).await?;
                if known.row.activity != sign_up::shift(tx, from).await?.activity {
                    return Err(Failure::field("shift", FieldCode::Unknown));
                }
                let ending = own_ending(&app, tx, held, now).await?;
                let said = joining::of(tx, target).await?;
                let all = Party::read(&app, tx, known, said, &wards, Some(from), now).await?;
                if all.opening(&app, now)? != Opening::Place {
                    return Err(Refusal::Full.into());
                }
                let taken = take(&app, tx, &all, now).await?;
                leave(&app, tx, target, held, Going::Everybody, ending, now).await?;
                Ok(taken)
            })
        })
        .await?;
    Ok(Reply::of(moved))
}
