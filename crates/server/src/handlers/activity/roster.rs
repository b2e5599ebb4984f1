//! `activity_roster`: who signed up and who is in, with whole names.

use crate::app::App;
use crate::handlers::Look;
use crate::http::{Answer, Call, Reply};
use crate::store::{correction, roster};
use domain::activity::MOST_PEOPLE;
use domain::api::Endpoint;
use domain::api::activity::{GetRoster, Roster};
use domain::can::Action;

/// Lines of one roster: as many people as one shift may have.
pub(super) const MOST_LINES: usize = MOST_PEOPLE as usize;

/// Serves [`GetRoster`]. Nothing is shown before it is written down who looked at whom.
pub async fn roster(app: App, call: Call<GetRoster>) -> Answer<GetRoster> {
    let (actor, id, now) = (call.caller.person()?, call.path, call.now);
    super::allowed(&app, &call.caller, id, Action::SeeRoster).await?;
    let pool = app.store.read();
    let roster::Lines { lines, more } = roster::lines(pool, id, None, MOST_LINES).await?;
    let look = Look { actor, what: GetRoster::NAME, detail: id.to_string() };
    look.write_down(&app, lines.iter().map(|line| line.person), now).await?;
    let (scans, corrections) = (correction::scans(pool, id, MOST_LINES).await?, correction::of_activity(pool, id, MOST_LINES).await?);
    Ok(Reply::of(Roster { lines, more, present: roster::present(pool, id, now).await?, scans, corrections }))
}
