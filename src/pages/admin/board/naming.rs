//! How the board names shifts and moments: short, for nearly all of them are of today.

use crate::i18n::format;
use crate::t;
use crate::ui::Choice;
use domain::api::attendance::{BoardScan, BoardShift};
use domain::check_in::Side;

/// Time, position and activity.
pub(super) fn shift(shift: &BoardShift) -> String {
    format!("{} {} · {}", format::short_span(shift.time), shift.position, shift.activity)
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
