//! `activity_roster`: who signed up and who is in, with whole names.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{audit, roster};
use domain::activity::MOST_PEOPLE;
use domain::api::Endpoint;
use domain::api::activity::{GetRoster, Roster};
use domain::can::Action;
use domain::ids::PersonId;
use std::collections::BTreeSet;

/// Lines of one roster: as many people as one shift may have.
const MOST_LINES: usize = MOST_PEOPLE as usize;
/// The page renews the roster by itself: within so many minutes it is the same look.
const LOOK_MINUTES: i64 = 60;

/// Serves [`GetRoster`]. Nothing is shown before it is written down who looked at whom.
pub async fn roster(app: App, call: Call<GetRoster>) -> Answer<GetRoster> {
    let (actor, id, now) = (call.caller.person()?, call.path, call.now);
    super::allowed(&app, &call.caller, id, Action::SeeRoster).await?;
    let pool = app.store.read();
    let roster::Lines { lines, more } = roster::lines(pool, id, MOST_LINES).await?;
    let detail = id.to_string();
    let known = audit::seen_since(pool, actor, GetRoster::NAME, &detail, now.plus_minutes(-LOOK_MINUTES)).await?;
    let seen: BTreeSet<PersonId> = lines.iter().map(|line| line.person).filter(|person| !known.contains(person)).collect();
    let looks: Vec<audit::Entry> = seen.into_iter().map(|person| audit::Entry { id: app.id(), at: now, actor, person: Some(person), what: GetRoster::NAME, detail: detail.clone() }).collect();
    if !looks.is_empty() {
        app.store.write(move |tx| Box::pin(async move { audit::put_all(tx, &looks).await })).await?;
    }
    Ok(Reply::of(Roster { lines, more, present: roster::present(app.store.read(), id, now).await? }))
}
