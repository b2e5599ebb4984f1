//! `team_volunteers`: the volunteers of whom a team has said something.

use crate::app::App;
use crate::handlers::Look;
use crate::http::{Answer, Call, Reply};
use crate::store::team_volunteer;
use domain::api::Endpoint;
use domain::api::team::{ListTeamVolunteers, MOST_TEAM_VOLUNTEERS, TeamVolunteers};

/// Serves [`ListTeamVolunteers`]. Nothing is shown before it is written down who looked at whom.
pub async fn volunteers(app: App, call: Call<ListTeamVolunteers>) -> Answer<ListTeamVolunteers> {
    let (actor, team, now) = (call.caller.person()?, call.path, call.now);
    super::runs(&app, &call.caller, team).await?;
    let volunteers = team_volunteer::list(app.store.read(), team, MOST_TEAM_VOLUNTEERS).await?;
    let look = Look { actor, what: ListTeamVolunteers::NAME, detail: team.to_string() };
    look.write_down(&app, volunteers.iter().map(|one| one.person), now).await?;
    Ok(Reply::of(TeamVolunteers { volunteers }))
}
