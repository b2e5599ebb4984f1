//! `activity_cancel`: calls an activity off and tells everybody who signed up.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, activity_change, audit};
use domain::activity::{ActivityStatus, Change};
use domain::api::Endpoint;
use domain::api::activity::CancelActivity;
use domain::api::message::MessageContent;
use domain::can::Action;
use domain::problem::ErrorCode;

/// Serves [`CancelActivity`].
pub async fn cancel(app: App, call: Call<CancelActivity>) -> Answer<CancelActivity> {
    let (actor, id, now, ticket, reason) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body.reason.to_string());
    let title = super::allowed(&app, &call.caller, id, Action::ManageActivities).await?.title;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: CancelActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let cancelled = store
        .once(ticket, CancelActivity::STATUS, move |tx| {
            Box::pin(async move {
                let cancelled = activity::call_off(tx, id, now).await?.ok_or_else(|| Failure::of(ErrorCode::WrongStatus, "only a published activity that has not ended can be called off"))?;
                let ids = app.ids.block(now, cancelled);
                let status = Change::Status { to: ActivityStatus::Cancelled, words: Some(reason.clone()) };
                activity_change::put(tx, app.id(), id, actor, now, &[status]).await?;
                activity::tell_called_off(tx, id, now, ids, &MessageContent::ActivityCancelled { activity: id, title, reason: Some(reason) }).await?;
                audit::put(tx, &entry).await?;
                super::detail(&app, tx, id).await
            })
        })
        .await?;
    Ok(Reply::of(cancelled))
}
