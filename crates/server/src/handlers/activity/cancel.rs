//! `activity_cancel`: calls an activity off and tells everybody who signed up.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, audit};
use domain::api::Endpoint;
use domain::api::activity::CancelActivity;
use domain::api::message::MessageContent;
use domain::can::Action;
use domain::problem::ErrorCode;

/// Serves [`CancelActivity`].
pub async fn cancel(app: App, call: Call<CancelActivity>) -> Answer<CancelActivity> {
    let (actor, id, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let title = super::allowed(&app, &call.caller, id, Action::ManageActivities).await?.title;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: CancelActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let cancelled = store
        .once(ticket, CancelActivity::STATUS, move |tx| {
            Box::pin(async move {
                let cancelled = activity::call_off(tx, id, now).await?.ok_or_else(|| Failure::of(ErrorCode::WrongStatus, "only a published activity that has not ended can be called off"))?;
                let ids = app.ids.block(now, cancelled);
                activity::tell_called_off(tx, id, now, ids, &MessageContent::ActivityCancelled { activity: id, title }).await?;
                audit::put(tx, &entry).await?;
                super::detail(&app, tx, id).await
            })
        })
        .await?;
    Ok(Reply::of(cancelled))
}
