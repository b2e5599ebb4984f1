//! `activity_make`: a new draft of a team.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{activity, audit, team};
use domain::api::Endpoint;
use domain::api::activity::{MadeActivity, MakeActivity};
use domain::can::{Action, Facts};
use domain::ids::ActivityId;
use domain::problem::FieldCode;

/// Serves [`MakeActivity`]. The right is asked for twice: where the activity takes place, and where
/// the team is at home, so that nobody acts in the name of a team that is not theirs.
pub async fn make(app: App, call: Call<MakeActivity>) -> Answer<MakeActivity> {
    let (actor, now, ticket, new) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    let here = Facts { team: Some(new.team), ..Facts::in_division(new.draft.division.clone()) };
    call.caller.may(Action::ManageActivities, &here)?;
    let team = team::find(app.store.read(), new.team).await?.ok_or_else(|| Failure::field("team", FieldCode::Unknown))?;
    call.caller.may(Action::ManageActivities, &Facts { team: Some(team.id), ..Facts::in_division(team.division) })?;
    super::check_whole(&app, &new.draft).await?;
    if new.draft.names_kept_parts() {
        return Err(Failure::field("draft.positions", FieldCode::Unexpected));
    }
    let id = ActivityId::from_raw(app.id());
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: MakeActivity::NAME, detail: id.to_string() };
    let store = app.store.clone();
    let made = store
        .once(ticket, MakeActivity::STATUS, move |tx| {
            Box::pin(async move {
                activity::make(tx, id, new.team, &new.draft, || app.id(), now).await?;
                audit::put(tx, &entry).await?;
                Ok(MadeActivity { id })
            })
        })
        .await?;
    Ok(Reply::of(made))
}
