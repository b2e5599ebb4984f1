//! `activity_publish`: a draft is shown to the public.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, audit};
use domain::activity::{ActivityStatus, may_publish};
use domain::api::Endpoint;
use domain::api::activity::PublishActivity;
use domain::can::Action;
use domain::problem::ErrorCode;

/// Serves [`PublishActivity`].
pub async fn publish(app: App, call: Call<PublishActivity>) -> Answer<PublishActivity> {
    let (actor, id, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    super::allowed(&app, &call.caller, id, Action::ManageActivities).await?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: PublishActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let published = store
        .once(ticket, PublishActivity::STATUS, move |tx| {
            Box::pin(async move {
                let mut detail = super::detail(&app, tx, id).await?;
                let no_draft = || Failure::of(ErrorCode::WrongStatus, "only a draft can be published");
                if detail.status != ActivityStatus::Draft {
                    return Err(no_draft());
                }
                may_publish(&detail.terms, detail.shifts.iter().map(|s| s.time), now)?;
                if !activity::publish(tx, id).await? {
                    return Err(no_draft());
                }
                audit::put(tx, &entry).await?;
                detail.status = ActivityStatus::Published;
                Ok(detail)
            })
        })
        .await?;
    Ok(Reply::of(published))
}
