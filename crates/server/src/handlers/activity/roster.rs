//! `activity_roster`: who signed up and who is in, with whole names.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{audit, roster};
use domain::api::Endpoint;
use domain::api::activity::{GetRoster, Roster};
use domain::can::Action;
use domain::ids::PersonId;
use std::collections::BTreeSet;

/// Serves [`GetRoster`]. Nothing is shown before it is written down who looked at whom.
pub async fn roster(app: App, call: Call<GetRoster>) -> Answer<GetRoster> {
    let (actor, id, now) = (call.caller.person()?, call.path, call.now);
    super::allowed(&app, &call.caller, id, Action::SeeRoster).await?;
    let lines = roster::lines(app.store.read(), id).await?;
    let seen: BTreeSet<PersonId> = lines.iter().map(|line| line.person).collect();
    let looks: Vec<audit::Entry> = seen.into_iter().map(|person| audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: GetRoster::NAME, detail: id.to_string() }).collect();
    if !looks.is_empty() {
        app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &looks).await })).await?;
    }
    Ok(Reply::of(Roster { lines, present: roster::present(app.store.read(), id, now).await? }))
}
