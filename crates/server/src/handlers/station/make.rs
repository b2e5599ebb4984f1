//! `station_make`: a new station of a division.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, station};
use domain::api::Endpoint;
use domain::api::station::MakeStation;
use domain::can::{Action, Facts};
use domain::ids::StationId;
use domain::problem::FieldCode;

/// Serves [`MakeStation`].
pub async fn make(app: App, call: Call<MakeStation>) -> Answer<MakeStation> {
    let (actor, now, ticket, draft) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    call.caller.may(Action::ManageStations, &Facts::in_division(draft.division.clone()))?;
    if app.city.division_name(&draft.division).is_none() {
        return Err(Failure::field("division", FieldCode::Unknown));
    }
    if draft.position.is_some_and(|p| !p.is_on_earth()) {
        return Err(Failure::field("position", FieldCode::OutOfRange));
    }
    let id = app.id();
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: MakeStation::NAME, detail: StationId::from_raw(id).to_string() };
    let made = app
        .store
        .once(ticket, MakeStation::STATUS, move |tx| {
            Box::pin(async move {
                let made = station::make(tx, id, &draft, now).await?;
                audit::put(tx, &entry).await?;
                Ok(made)
            })
        })
        .await?;
    Ok(Reply::of(made))
}
