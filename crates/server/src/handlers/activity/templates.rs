//! `activity_templates`: the patterns of a team.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{team, template};
use domain::api::Page;
use domain::api::activity::ListTemplates;
use domain::can::{Action, Facts};

/// Serves [`ListTemplates`].
pub async fn templates(app: App, call: Call<ListTemplates>) -> Answer<ListTemplates> {
    let pool = app.store.read();
    let team = team::find(pool, call.path).await?.ok_or_else(Failure::not_found)?;
    call.caller.may(Action::ManageActivities, &Facts { team: Some(team.id), ..Facts::in_division(team.division) })?;
    Ok(Reply::of(Page { items: template::list(pool, team.id).await?, next: None }))
}
