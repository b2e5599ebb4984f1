//! Pages of administrators, and the entrance for staff.

mod board;
mod boards;
mod kiosks;
mod log_in;
mod people;
mod reports;
mod station;
mod stations;
mod teams;

pub use board::board;
pub use boards::boards;
pub use log_in::log_in;
pub use people::people;
pub use reports::reports;
pub use station::station;
pub use stations::stations;
pub use teams::teams;

use crate::i18n::problems;
use crate::session;
use domain::can::{self, Action, Denied, Facts};
use domain::division::DivisionCode;
use leptos::prelude::*;

/// The first division the person administers: where forms begin.
fn own_division() -> Option<DivisionCode> {
    let roles = session::who().with_untracked(session::Who::roles);
    can::administered(&roles).first().map(|code| (*code).clone())
}

/// Why the person may not do `action` in `division`, in words; none when they may.
fn out_of_scope(action: Action, division: &DivisionCode) -> Option<String> {
    let viewer = session::who().with_untracked(session::Who::viewer);
    can::may(&viewer, action, &Facts::in_division(division.clone())).err().map(|denied: Denied| problems::denied(denied).to_owned())
}
