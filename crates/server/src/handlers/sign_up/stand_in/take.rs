//! `stand_in_take`: takes somebody's place over.

use crate::app::App;
use crate::handlers::sign_up::entering::{Known, answered};
use crate::handlers::sign_up::{release_wards, shown, stands_otherwise, tell_confirmed, with_place};
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sign_up::{self, NewSignUp};
use crate::store::{message, party};
use domain::api::Endpoint;
use domain::api::message::MessageContent;
use domain::api::sign_up::TakeStandIn;
use domain::sign_up::{Ending, Joining, Opening, Refusal, ShiftFacts, SignUpStatus, eligibility};

/// Serves [`TakeStandIn`]. The place is never free in between, so it does not go to the line: its holder chose who gets it.
pub async fn take(app: App, call: Call<TakeStandIn>) -> Answer<TakeStandIn> {
    let (person, target, now, ticket, said) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let store = app.store.clone();
    let taken = store
        .once(ticket, TakeStandIn::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let held = sign_up::hold(tx, target).await?;
                let offered = super::seen_by(tx, target, person).await?;
                if offered.person == person || held.status != SignUpStatus::Confirmed || held.places != 1 {
                    return Err(stands_otherwise());
                }
                let known = Known::read(&app, tx, held.shift, person, None, now).await?;
                let row = &known.row;
                // The place is there, and is nobody else's.
                let facts = ShiftFacts { taken: row.taken.saturating_sub(1).min(row.capacity.saturating_sub(1)), waiting: 0, ..row.facts(1) };
                if eligibility(facts, Some(&known.applicant), Some(&known.standing), app.policy(), &app.zone, now)? != Opening::Place {
                    return Err(Refusal::AlreadySignedUp.into());
                }
                let joining = Joining { answers: answered(row, &said.answers, said.accepts_risks)?, companions: Vec::new() };
                sign_up::end(tx, target, Ending::Withdrawn, None, now).await?;
                let status = with_place(row);
                if let Some(waits) = known.standing.sign_up.filter(|_| known.standing.status == Some(SignUpStatus::Waitlisted)) {
                    party::part(tx, waits).await?;
                }
                let new = NewSignUp { id: app.id(), person, status, line: None, joining: &joining, party: None, places: 1, by_team: None };
                let kept = sign_up::put(tx, row, new, now).await?.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp))?;
                tell_confirmed(&app, tx, row, person, status, now).await?;
                let found = MessageContent::StandInFound { activity: row.activity, title: row.title.clone() };
                message::put(tx, app.id(), held.person, now, &found).await?;
                release_wards(&app, tx, held.person, held.shift, now).await?;
                shown(&app, tx, kept, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(taken))
}
