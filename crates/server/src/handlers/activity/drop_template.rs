//! `activity_template_drop`: an activity is a pattern no more.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{audit, template};
use domain::api::Endpoint;
use domain::api::activity::DropTemplate;
use domain::can::Action;

/// Serves [`DropTemplate`].
pub async fn drop_template(app: App, call: Call<DropTemplate>) -> Answer<DropTemplate> {
    let (actor, activity, now) = (call.caller.person()?, call.path, call.now);
    super::allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: DropTemplate::NAME, detail: activity.to_string() };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                template::drop(tx, activity).await?;
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
