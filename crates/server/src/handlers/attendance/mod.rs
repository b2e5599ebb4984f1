//! A volunteer's own scan, a station's board, words about scans, and records entered by hand.

mod board;
mod decide;
mod enter;
mod rule;
mod scan;

pub use board::board;
pub use decide::decide;
pub use enter::enter;
pub use rule::rule;
pub use scan::scan;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::station;
use domain::attendance::OwnHand;
use domain::can::{Action, Facts};
use domain::ids::{PersonId, StationId};
use domain::problem::ErrorCode;

/// The caller, when they may settle what happens at the station.
async fn settles(app: &App, caller: &Caller, id: StationId) -> Result<PersonId, Failure> {
    let station = station::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    caller.may(Action::SettleAttendance, &Facts { station: Some(id), ..Facts::in_division(station.division) })?;
    caller.person()
}

fn own_hand(_: OwnHand) -> Failure {
    Failure::of(ErrorCode::OwnEntry, "nobody decides on their own hours, or approves what they entered")
}
