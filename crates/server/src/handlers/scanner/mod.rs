//! Scanners: leaders' phones that take scans and ticks for an activity of their own.

mod get;
mod open;
mod scan;

pub use get::get;
pub use open::open;
pub use scan::scan;

use super::Look;
use crate::app::App;
use crate::http::Failure;
use crate::store::{kiosk, roster, scan as scans};
use domain::api::Endpoint;
use domain::api::scanner::GetScanner;
use domain::check_in::Place;
use domain::ids::{ActivityId, DeviceId, PersonId};
use domain::kiosk::{Expected, KioskState, Listed};
use domain::sign_up::{RosterLine, SignUpStatus};
use domain::time::Timestamp;

/// People on the list of one day.
const MOST_LISTED: usize = 3_000;

/// What a scanner knows of its day, as `viewer` may see it. Nothing is shown before it is written down who looked at whom.
async fn state(app: &App, viewer: PersonId, device: DeviceId, activity: ActivityId, title: String, now: Timestamp) -> Result<KioskState, Failure> {
    let pool = app.store.read();
    let (place, (day, earliest)) = (Place::Activity(activity), super::kiosk::day_of(app, now));
    let shifts = kiosk::shifts(pool, place, day, earliest, now).await?;
    let mut lines = roster::lines(pool, activity, Some(earliest), MOST_LISTED).await?.lines;
    lines.retain(|line| shifts.iter().any(|shift| shift.id == line.shift) && is_listed(line));
    let look = Look { actor: viewer, what: GetScanner::NAME, detail: activity.to_string() };
    look.write_down(app, lines.iter().map(|line| line.person), now).await?;
    Ok(KioskState {
        device,
        place,
        place_name: title,
        server_time: now,
        shifts,
        present: scans::present(pool, place, now).await?,
        roster: lines.into_iter().map(|line| listed(line, viewer)).collect(),
        known: None,
    })
}

/// Whoever has no place is on the list only when they came all the same.
fn is_listed(line: &RosterLine) -> bool {
    line.status.is_some_and(SignUpStatus::has_place) || line.checked_in_at.is_some()
}

fn listed(line: RosterLine, viewer: PersonId) -> Expected {
    let RosterLine { person, number, name, shift, checked_in_at, checked_out_at, credited_minutes, .. } = line;
    let present = checked_in_at.is_some() && checked_out_at.is_none();
    Expected { number, shift, present, listed: Some(Listed { name, is_self: person == viewer, checked_in_at, checked_out_at, credited_minutes }) }
}
