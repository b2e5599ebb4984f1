//! `activity_template_keep`: an activity becomes a pattern of its team.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{audit, template};
use domain::api::Endpoint;
use domain::api::activity::{KeepTemplate, Template};
use domain::can::Action;

/// Serves [`KeepTemplate`].
pub async fn keep_template(app: App, call: Call<KeepTemplate>) -> Answer<KeepTemplate> {
    let (actor, activity, now, name) = (call.caller.person()?, call.path, call.now, call.body.name);
    super::allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: KeepTemplate::NAME, detail: activity.to_string() };
    let kept = Template { activity, name: name.to_string() };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                template::keep(tx, activity, name.as_str()).await?;
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(kept))
}
