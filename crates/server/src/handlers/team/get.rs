//! `team_get`: one team.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::team;
use domain::api::team::GetTeam;

/// Serves [`GetTeam`].
pub async fn get(app: App, call: Call<GetTeam>) -> Answer<GetTeam> {
    team::find(app.store.read(), call.path).await?.map(Reply::of).ok_or_else(Failure::not_found)
}
