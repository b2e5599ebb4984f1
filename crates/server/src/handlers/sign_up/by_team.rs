//! `sign_up_by_team`: the team signs a volunteer up itself, in spite of its own conditions if need be.

use super::entering::Known;
use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sign_up::{self, NewSignUp};
use crate::store::{audit, message, party, scan};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::{SignUpByTeam, SignedUpByTeam};
use domain::can::Action;
use domain::problem::FieldCode;
use domain::sign_up::{Joining, Refusal, SignUpStatus, eligibility_by_team};

/// Serves [`SignUpByTeam`]. The reason is told to the person, and the audit log names the conditions that were set aside.
pub async fn by_team(app: App, call: Call<SignUpByTeam>) -> Answer<SignUpByTeam> {
    let (actor, shift, now, ticket, body) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let activity = sign_up::activity_of_shift(app.store.read(), shift).await?.ok_or_else(Failure::not_found)?;
    allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    let store = app.store.clone();
    let done = store
        .once(ticket, SignUpByTeam::STATUS, move |tx| {
            Box::pin(async move {
                let (person, name) = scan::volunteer(tx, body.number).await?.ok_or_else(|| Failure::field("number", FieldCode::Unknown))?;
                sign_up::hold_person(tx, person).await?;
                let known = Known::read(&app, tx, shift, person, None, now).await?;
                let set_aside = eligibility_by_team(known.row.facts(1), &known.applicant, &known.standing, app.policy(), &app.zone, now)?;
                if !sign_up::take_places(tx, shift, 1).await? {
                    return Err(Refusal::Full.into());
                }
                if let Some(waits) = known.standing.sign_up.filter(|_| known.standing.status == Some(SignUpStatus::Waitlisted)) {
                    party::part(tx, waits).await?;
                }
                let (row, reason) = (known.row, body.reason.as_str());
                let new = NewSignUp { id: app.id(), person, status: SignUpStatus::Confirmed, line: None, joining: &Joining::default(), party: None, places: 1, by_team: Some(reason) };
                let sign_up = sign_up::put(tx, &row, new, now).await?.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp))?;
                let content = MessageContent::SignedUpByTeam { activity, title: row.title, place: row.place, time: row.time, reason: reason.to_owned() };
                message::put(tx, app.id(), person, now, &content).await?;
                let detail = format!("{sign_up} {}", serde_json::to_string(&set_aside)?);
                audit::put(tx, &audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: SignUpByTeam::NAME, detail }).await?;
                Ok(SignedUpByTeam { sign_up, name, set_aside })
            })
        })
        .await?;
    Ok(Reply::of(done))
}
