//! `sign_up_join`: signs up for several shifts at once, with answers, companions and minors.

use super::entering::{Said, enter};
use super::party::{agree, answers_for, hold_wards};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sign_up;
use domain::api::Endpoint;
use domain::api::sign_up::{JoinActivity, Joined};
use domain::guardian::CONSENT;
use domain::ids::{PersonId, ShiftId};
use domain::problem::{ErrorCode, FieldCode};
use domain::sign_up::{MOST_SHIFTS_AT_ONCE, ShiftChoice};
use std::collections::BTreeSet;

/// Serves [`JoinActivity`]. All of the shifts, or none: whoever wants three Saturdays and gets one has to think anew, and should do so
/// before anything is changed. The refusal names the shift it is about. A guardian agrees by the same request that the minors they bring take part.
pub async fn join(app: App, call: Call<JoinActivity>) -> Answer<JoinActivity> {
    let (person, activity, now, ticket, body) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let different: BTreeSet<ShiftId> = body.shifts.iter().map(|choice| choice.shift).collect();
    if different.len() != body.shifts.len() || !(1..=MOST_SHIFTS_AT_ONCE).contains(&body.shifts.len()) {
        return Err(Failure::field("shifts", if body.shifts.is_empty() { FieldCode::Required } else { FieldCode::OutOfRange }));
    }
    // The guardian comes along, and nobody comes twice.
    let people: BTreeSet<PersonId> = body.wards.iter().copied().chain([person]).collect();
    if people.len() != body.wards.len() + 1 {
        return Err(Failure::field("wards", FieldCode::OutOfRange));
    }
    if !body.wards.is_empty() && body.consent.as_deref() != Some(CONSENT) {
        return Err(Failure::field("consent", if body.consent.is_none() { FieldCode::Required } else { FieldCode::Unknown }));
    }
    let said = Said { answers: body.answers, accepts_risks: body.accepts_risks, companions: body.companions, wards: body.wards };
    // Shifts are held in one order, so that two people who want the same ones never wait for each other.
    let mut ordered: Vec<(usize, ShiftChoice)> = body.shifts.into_iter().enumerate().collect();
    ordered.sort_by_key(|(_, choice)| choice.shift);
    let store = app.store.clone();
    let joined = store
        .once(ticket, JoinActivity::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                hold_wards(tx, &said.wards).await?;
                answers_for(&app, tx, person, &said.wards, now).await?;
                let mut sign_ups = Vec::with_capacity(ordered.len());
                for (at, choice) in ordered {
                    let one = enter(&app, tx, choice, person, &said, now).await.map_err(|failure| about(failure, at))?;
                    if one.activity != activity {
                        return Err(Failure::field(&field(at), FieldCode::Unknown));
                    }
                    agree(&app, tx, person, one.id, now).await?;
                    sign_ups.push((at, one));
                }
                sign_ups.sort_by_key(|(at, _)| *at);
                Ok(Joined { sign_ups: sign_ups.into_iter().map(|(_, one)| one).collect() })
            })
        })
        .await?;
    Ok(Reply::of(joined))
}

fn field(at: usize) -> String {
    format!("shifts[{at}].shift")
}

/// A refusal says which of the shifts it is about.
fn about(failure: Failure, at: usize) -> Failure {
    match failure {
        Failure::Told(problem) if problem.code == ErrorCode::SignUpRefused => problem.field(field(at), FieldCode::Unexpected).into(),
        other => other,
    }
}
