//! `activity_message`: words of the team to people on its roster.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity_change, audit, message, team_message};
use domain::activity::{MOST_PEOPLE, tells_a_phone};
use domain::api::Endpoint;
use domain::api::activity::{SendTeamMessage, Sent};
use domain::api::message::MessageContent;
use domain::can::Action;
use domain::ids::PersonId;
use domain::problem::{ErrorCode, FieldCode, Problem};
use std::collections::BTreeSet;

/// Serves [`SendTeamMessage`]. Who is told stands on the roster; a name that does not is not told and not counted.
pub async fn message(app: App, call: Call<SendTeamMessage>) -> Answer<SendTeamMessage> {
    let (actor, id, now, ticket, sent) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let title = super::allowed(&app, &call.caller, id, Action::ManageActivities).await?.title;
    if sent.people.as_ref().is_some_and(|people| people.is_empty() || people.len() > MOST_PEOPLE as usize) {
        return Err(Failure::field("people", FieldCode::OutOfRange));
    }
    // The contact that everybody with a place can read is the activity's.
    if tells_a_phone(sent.text.as_str()) {
        return Err(Failure::field("text", FieldCode::Forbidden));
    }
    let chosen: Option<BTreeSet<PersonId>> = sent.people.map(|people| people.into_iter().collect());
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: SendTeamMessage::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let done = store
        .once(ticket, SendTeamMessage::STATUS, move |tx| {
            Box::pin(async move {
                let rules = &app.policy().publishing;
                let (last, count) = team_message::sent_since(tx, id, app.zone.start_of(app.zone.day_of(now))).await?;
                let next_at = last.map(|last| last.plus_minutes(rules.message_gap_minutes.into())).filter(|next| *next > now);
                if next_at.is_some() || count >= u32::from(rules.messages_per_day) {
                    let next_at = next_at.unwrap_or_else(|| app.zone.whole(app.zone.day_of(now)).end);
                    let mut problem = Problem::new(ErrorCode::TooManyRequests, "the team told its people something a moment ago, or often today");
                    problem.retry_after_seconds = u32::try_from(next_at.seconds_since(now) + 1).ok();
                    return Err(problem.into());
                }
                let people: BTreeSet<PersonId> = activity_change::concerned(tx, id, now).await?.into_iter().map(|(person, _)| person).collect();
                let people: Vec<PersonId> = people.into_iter().filter(|person| chosen.as_ref().is_none_or(|chosen| chosen.contains(person))).collect();
                if people.is_empty() {
                    return Err(Failure::field("people", FieldCode::Unknown));
                }
                let content = MessageContent::FromTeam { activity: id, title, text: sent.text.to_string() };
                for person in &people {
                    message::put(tx, app.id(), *person, now, &content).await?;
                }
                let people = u32::try_from(people.len()).unwrap_or(u32::MAX);
                team_message::put(tx, app.id(), id, actor, now, people, sent.text.as_str()).await?;
                audit::put(tx, &entry).await?;
                Ok(Sent { people })
            })
        })
        .await?;
    Ok(Reply::of(done))
}
