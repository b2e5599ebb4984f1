//! `activity_changes`: what was changed, by whom and when.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::activity_change;
use domain::api::activity::ListChanges;
use domain::can::Action;

/// Serves [`ListChanges`].
pub async fn changes(app: App, call: Call<ListChanges>) -> Answer<ListChanges> {
    super::allowed(&app, &call.caller, call.path, Action::ManageActivities).await?;
    let size = usize::from(call.query.size.unwrap_or_default().get());
    Ok(Reply::of(activity_change::list(app.store.read(), call.path, call.query.after, size).await?))
}
