//! A volunteer's own scan, the board of a place, words about scans, and records entered by hand.

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
use crate::handlers::activity::allowed;
use crate::http::{Caller, Failure};
use crate::store::station;
use domain::attendance::OwnHand;
use domain::can::{Action, Facts};
use domain::check_in::Place;
use domain::ids::PersonId;
use domain::problem::ErrorCode;

/// The caller, when they may settle what happens at the place.
async fn settles(app: &App, caller: &Caller, place: Place) -> Result<PersonId, Failure> {
    match place {
        Place::Station(id) => {
            let station = station::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
            caller.may(Action::SettleAttendance, &Facts { station: Some(id), ..Facts::in_division(station.division) })?;
        }
        Place::Activity(id) => _ = allowed(app, caller, id, Action::SettleAttendance).await?,
    }
    caller.person()
}

fn own_hand(_: OwnHand) -> Failure {
    Failure::of(ErrorCode::OwnEntry, "nobody decides on their own hours, or approves what they entered")
}
