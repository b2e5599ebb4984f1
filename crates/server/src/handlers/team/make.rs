//! `team_make`: a new team of a division.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, team};
use domain::api::Endpoint;
use domain::api::team::MakeTeam;
use domain::can::{Action, Facts};
use domain::problem::FieldCode;
use domain::team::check;

/// Serves [`MakeTeam`].
pub async fn make(app: App, call: Call<MakeTeam>) -> Answer<MakeTeam> {
    let (actor, now, ticket, draft) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    call.caller.may(Action::ManageTeams, &Facts::in_division(draft.division.clone()))?;
    if app.city.division_name(&draft.division).is_none() {
        return Err(Failure::field("division", FieldCode::Unknown));
    }
    check(&draft).map_err(|code| Failure::field("org_code", code))?;
    let id = app.id();
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: MakeTeam::NAME, detail: domain::ids::TeamId::from_raw(id).to_string() };
    let made = app
        .store
        .once(ticket, MakeTeam::STATUS, move |tx| {
            Box::pin(async move {
                let made = team::make(tx, id, &draft, now).await?;
                audit::put(tx, &entry).await?;
                Ok(made)
            })
        })
        .await?;
    Ok(Reply::of(made))
}
