//! `activity_review`: what a team handed in is published, or given back with words.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, activity_change, audit, message};
use domain::activity::{Change, Step, may_publish};
use domain::api::Endpoint;
use domain::api::activity::ReviewActivity;
use domain::api::message::MessageContent;
use domain::can::Action;
use domain::problem::FieldCode;

/// Serves [`ReviewActivity`]. The reviewer names the revision they looked at: what was changed since is looked at again.
pub async fn review(app: App, call: Call<ReviewActivity>) -> Answer<ReviewActivity> {
    let (actor, id, now, ticket, review) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    super::allowed(&app, &call.caller, id, Action::ReviewActivities).await?;
    if !review.approve && review.words.is_none() {
        return Err(Failure::field("words", FieldCode::Required));
    }
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: ReviewActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let reviewed = store
        .once(ticket, ReviewActivity::STATUS, move |tx| {
            Box::pin(async move {
                let before = activity::detail(tx, id).await?;
                let to = before.status.after(Step::SendBack).and_then(|back| if review.approve { before.status.after(Step::Publish) } else { Some(back) });
                let to = to.ok_or_else(super::stands_otherwise)?;
                if review.approve {
                    may_publish(&before.terms, before.shifts.iter().map(|s| s.time), now)?;
                }
                let by_whom = activity::submitted_by(tx, id).await?;
                if before.revision != review.revision || !activity::become_status(tx, id, before.status, to, None).await? {
                    return Err(super::changed_meanwhile());
                }
                let words = review.words.map(|words| words.to_string());
                if let Some(person) = by_whom {
                    let title = before.title;
                    let content = match &words {
                        Some(words) if !review.approve => MessageContent::ReviewSentBack { activity: id, title, words: words.clone() },
                        _ => MessageContent::ReviewPassed { activity: id, title },
                    };
                    message::put(tx, app.id(), person, now, &content).await?;
                }
                activity_change::put(tx, app.id(), id, actor, now, &[Change::Status { to, words }]).await?;
                audit::put(tx, &entry).await?;
                super::detail(&app, tx, id).await
            })
        })
        .await?;
    Ok(Reply::of(reviewed))
}
