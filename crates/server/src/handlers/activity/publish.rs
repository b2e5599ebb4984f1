//! `activity_publish`: a draft is shown to the public, or handed to a reviewer first.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{activity, activity_change, audit};
use domain::activity::{ActivityStatus, Change, Step, may_publish, needs_review};
use domain::api::Endpoint;
use domain::api::activity::PublishActivity;
use domain::can::Action;

/// Serves [`PublishActivity`]. What reviewers publish themselves is not looked at twice.
pub async fn publish(app: App, call: Call<PublishActivity>) -> Answer<PublishActivity> {
    let (actor, id, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let known = super::allowed(&app, &call.caller, id, Action::ManageActivities).await?;
    let reviews = call.caller.may(Action::ReviewActivities, &known.facts).is_ok();
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: PublishActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let published = store
        .once(ticket, PublishActivity::STATUS, move |tx| {
            Box::pin(async move {
                let before = activity::detail(tx, id).await?;
                let step = if !reviews && needs_review(&before.terms, &app.policy().publishing) { Step::Submit } else { Step::Publish };
                // What waits for a reviewer is published by their word.
                let to = before.status.after(step).filter(|_| before.status == ActivityStatus::Draft).ok_or_else(super::stands_otherwise)?;
                may_publish(&before.terms, before.shifts.iter().map(|s| s.time), now)?;
                if !activity::become_status(tx, id, before.status, to, Some(actor)).await? {
                    return Err(super::stands_otherwise());
                }
                activity_change::put(tx, app.id(), id, actor, now, &[Change::Status { to, words: None }]).await?;
                audit::put(tx, &entry).await?;
                super::detail(&app, tx, id).await
            })
        })
        .await?;
    Ok(Reply::of(published))
}
