//! `activity_change`: what an activity says is put anew, and whoever signed up is told what is otherwise.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, activity_change, audit, message};
use crate::waitlist;
use domain::activity::{ActivityDetail, ActivityDraft, ActivityStatus, Change, Changed, DraftFault, Shift, Step, changes, check_change, missing, needs_review};
use domain::api::Endpoint;
use domain::api::activity::ChangeActivity;
use domain::api::message::MessageContent;
use domain::can::{Action, Facts};
use domain::ids::{PersonId, ShiftId};
use domain::time::{Interval, Timestamp};
use sqlx::AnyConnection;
use std::collections::BTreeMap;

/// Serves [`ChangeActivity`]. Activity and shifts are held from the moment the revision is claimed, so that what the rule looks at is what is changed.
pub async fn change(app: App, call: Call<ChangeActivity>) -> Answer<ChangeActivity> {
    let (actor, id, now, ticket, change) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    let known = super::allowed(&app, &call.caller, id, Action::ManageActivities).await?;
    let there = Facts { division: Some(change.draft.division.clone()), station: change.draft.station, ..known.facts.clone() };
    call.caller.may(Action::ManageActivities, &there)?;
    let reviews = call.caller.may(Action::ReviewActivities, &known.facts).is_ok();
    super::check_whole(&app, &change.draft).await?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: ChangeActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let changed = store
        .once(ticket, ChangeActivity::STATUS, move |tx| {
            Box::pin(async move {
                if !activity_change::claim(tx, id, change.revision).await? {
                    return Err(super::changed_meanwhile());
                }
                let before = activity::detail(tx, id).await?;
                if before.status.after(Step::Change).is_none() || before.is_over(now) {
                    return Err(super::stands_otherwise());
                }
                check_change(&before, &change.draft, now).map_err(super::faulty)?;
                let asks_review = |terms| needs_review(terms, &app.policy().publishing);
                if before.status == ActivityStatus::Published && !reviews && asks_review(&change.draft.terms) && !asks_review(&before.terms) {
                    return Err(DraftFault::ReviewNeeded.into());
                }
                let made = changes(&before, &change.draft);
                let gone: Vec<Shift> = missing(&before, &change.draft).into_iter().cloned().collect();
                activity_change::apply(tx, &before, &change.draft, &gone, || app.id()).await?;
                if before.status == ActivityStatus::Published {
                    follow(&app, tx, &before, &change.draft, &made, &gone, now).await?;
                }
                let all: Vec<Change> = made.into_iter().map(|one| one.what).collect();
                activity_change::put(tx, app.id(), id, actor, now, &all).await?;
                audit::put(tx, &entry).await?;
                super::detail(&app, tx, id).await
            })
        })
        .await?;
    Ok(Reply::of(changed))
}

/// What follows for people who signed up: sign-ups move with their shift, those of a shift that is gone end, everybody is told once, and
/// places that were added go to who waits.
async fn follow(app: &App, tx: &mut AnyConnection, before: &ActivityDetail, draft: &ActivityDraft, made: &[Changed], gone: &[Shift], now: Timestamp) -> Result<(), Failure> {
    let mut lost: BTreeMap<PersonId, Vec<Interval>> = BTreeMap::new();
    for shift in gone {
        for person in activity_change::end_sign_ups(tx, shift.id, now).await? {
            lost.entry(person).or_default().push(shift.time);
        }
    }
    for (person, mut also) in lost {
        let content = MessageContent::ShiftCalledOff { activity: before.id, title: before.title.clone(), time: also.remove(0), also };
        message::put(tx, app.id(), person, now, &content).await?;
    }
    for (shift, to) in made.iter().filter_map(|one| if let Change::Time { to, .. } = &one.what { one.shift.zip(Some(*to)) } else { None }) {
        activity_change::move_sign_ups(tx, shift, to, app.policy().sign_up.closes_at(to.start)).await?;
    }
    let mut told: BTreeMap<PersonId, Vec<ShiftId>> = BTreeMap::new();
    for (person, shift) in activity_change::concerned(tx, before.id, now).await? {
        told.entry(person).or_default().push(shift);
    }
    for (person, shifts) in told {
        let concerns = |one: &&Changed| one.what.is_told() && one.shift.is_none_or(|shift| shifts.contains(&shift));
        let changes: Vec<Change> = made.iter().filter(concerns).map(|one| one.what.clone()).collect();
        if !changes.is_empty() {
            message::put(tx, app.id(), person, now, &MessageContent::ActivityChanged { activity: before.id, title: draft.title.to_string(), changes }).await?;
        }
    }
    for shift in made.iter().filter_map(|one| if matches!(one.what, Change::Capacity { from, to, .. } if to > from) { one.shift } else { None }) {
        waitlist::add_places(app, tx, shift, now).await?;
    }
    Ok(())
}
