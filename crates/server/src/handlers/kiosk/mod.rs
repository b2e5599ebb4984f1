//! Kiosks.

mod code;
mod enrol;
mod get;
mod list;
mod revoke;
mod scan;
mod scan_file;

pub use code::code;
pub use enrol::enrol;
pub use get::get;
pub use list::list;
pub use revoke::revoke;
pub use scan::scan;
pub(super) use scan::{Hands, Taker, deliver};
pub use scan_file::scan_file;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::{kiosk, scan as scans, station};
use domain::activity::LONGEST_SHIFT_HOURS;
use domain::can::{Action, Facts};
use domain::check_in::Place;
use domain::ids::{DeviceId, StationId};
use domain::kiosk::KioskState;
use domain::time::{Interval, Timestamp};

/// How long the cookie lives: as long as browsers keep any. What ends a kiosk is revoking it.
const COOKIE_DAYS: u16 = 400;

/// Whether the caller may manage the kiosks of the station.
async fn manages(app: &App, caller: &Caller, id: StationId) -> Result<(), Failure> {
    let station = station::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    caller.may(Action::ManageKiosks, &Facts { station: Some(id), ..Facts::in_division(station.division) })
}

/// The day that a station looks at now, and the begin of the longest shift that could still reach into it.
pub(crate) fn day_of(app: &App, now: Timestamp) -> (Interval, Timestamp) {
    let mut day = app.zone.whole(app.zone.day_of(now));
    // Late in the evening check-in is open for shifts of the next day already.
    let opens = now.plus_minutes(i64::from(app.policy().check_in.opens_minutes_before) + 1);
    day.end = day.end.max(opens);
    (day, day.start.plus_minutes(-LONGEST_SHIFT_HOURS * 60))
}

/// What a kiosk knows of itself and its day.
async fn state(app: &App, device: DeviceId, id: StationId, now: Timestamp) -> Result<KioskState, Failure> {
    let pool = app.store.read();
    let station = station::find(pool, id).await?.ok_or_else(Failure::not_found)?;
    let (place, (day, earliest)) = (Place::Station(id), day_of(app, now));
    Ok(KioskState {
        device,
        place,
        place_name: station.name,
        server_time: now,
        shifts: kiosk::shifts(pool, place, day, earliest, now).await?,
        present: scans::present(pool, place, now).await?,
        roster: kiosk::roster(pool, id, day, earliest).await?,
        known: None,
    })
}

/// The keyed hash the store keeps of an enrolment code.
fn code_hash(app: &App, code: &str) -> Vec<u8> {
    app.keys.vault.mac(b"kiosk_code", code)
}
