//! How the board names shifts and moments: short, for nearly all of them are of today.

use crate::city::{city, today};
use crate::i18n::format;
use crate::t;
use crate::ui::Choice;
use domain::api::attendance::{BoardScan, BoardShift};
use domain::check_in::Side;
use domain::time::{Interval, Timestamp};

/// `14:05`, with the date when it is another day's.
pub(super) fn when(at: Timestamp) -> String {
    let clock = format::clock(at);
    if city().zone.day_of(at) == today() { clock } else { format!("{} {clock}", format::day(at)) }
}

/// `09:00–12:00`, with the date when it is another day's.
pub(super) fn span(time: Interval) -> String {
    format!("{}–{}", when(time.start), if city().zone.day_of(time.start) == city().zone.day_of(time.end) { format::clock(time.end) } else { when(time.end) })
}

/// Time, position and activity.
pub(super) fn shift(shift: &BoardShift) -> String {
    format!("{} {} · {}", span(shift.time), shift.position, shift.activity)
}

/// The shifts as choices; their ids are the values.
pub(super) fn choices(shifts: &[BoardShift]) -> Vec<Choice> {
    shifts.iter().map(|one| Choice { value: one.id.to_string(), label: shift(one) }).collect()
}

/// The kiosk, and whether the person's own phone read its code instead of being read.
pub(super) fn device(scan: &BoardScan) -> String {
    match scan.side {
        Side::Place => scan.kiosk.clone(),
        Side::Volunteer => format!("{} · {}", scan.kiosk, t!(scan.own_phone)),
    }
}

/// What tells a scan from all others.
pub(super) fn key(scan: &BoardScan) -> (i64, i64) {
    (scan.device.raw(), scan.scan.raw())
}
