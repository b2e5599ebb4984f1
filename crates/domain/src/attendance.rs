//! Attendance (在岗): who is in, late, expected or gone; whose hours somebody may settle; and how a
//! record that is entered by hand is read.
//!
//! The server goes by the same functions as the keeper's board, which explains with them.

use crate::activity::LONGEST_SHIFT_HOURS;
use crate::api::attendance::{BoardScan, BoardShift, Entry};
use crate::check_in;
use crate::ids::{PersonId, ShiftId};
use crate::policy::Policy;
use crate::problem::FieldCode;
use crate::sign_up::{RosterLine, SignUpStatus};
use crate::time::{Interval, Timestamp, Zone};

/// Where somebody is who has a place in a shift, or came without; ordered by what matters first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// Checked in and not out.
    In,
    /// Has a place, the shift has begun, and nobody came: a call may help.
    Late,
    /// Has a place, and the shift has not begun.
    Expected,
    /// Checked out.
    Gone,
    /// Had a place and did not come, and the shift is over.
    Missed,
}

impl Presence {
    /// What `line` says at `now`, for a shift of that time; nothing of somebody who has no place.
    pub fn of(line: &RosterLine, shift: Interval, now: Timestamp) -> Option<Self> {
        match (line.checked_in_at, line.checked_out_at, line.status) {
            (Some(_), None, _) => Some(Self::In),
            (Some(_), Some(_), _) | (None, _, Some(SignUpStatus::Attended)) => Some(Self::Gone),
            (None, _, None | Some(SignUpStatus::Pending | SignUpStatus::Waitlisted | SignUpStatus::Offered | SignUpStatus::Cancelled)) => None,
            (None, _, Some(SignUpStatus::Confirmed)) if now < shift.start => Some(Self::Expected),
            (None, _, Some(SignUpStatus::Confirmed)) if now < shift.end => Some(Self::Late),
            (None, _, Some(SignUpStatus::Confirmed)) => Some(Self::Missed),
        }
    }
}

/// How many are where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub present: u32,
    pub expected: u32,
    pub late: u32,
    pub gone: u32,
}

impl Counts {
    /// Counts the lines of a day's shifts. Somebody with two shifts is counted in each of them.
    pub fn of(lines: &[RosterLine], shifts: &[BoardShift], now: Timestamp) -> Self {
        let time_of = |id: ShiftId| shifts.iter().find(|shift| shift.id == id).map(|shift| shift.time);
        let mut counts = Self::default();
        for presence in lines.iter().filter_map(|line| Presence::of(line, time_of(line.shift)?, now)) {
            match presence {
                Presence::In => counts.present += 1,
                Presence::Expected => counts.expected += 1,
                Presence::Late => counts.late += 1,
                Presence::Gone => counts.gone += 1,
                Presence::Missed => {}
            }
        }
        counts
    }
}

/// Why somebody has no say in a matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnHand {
    /// It is about their own hours.
    Hours,
    /// They entered the record themselves: a second person has to approve it.
    Entry,
}

/// Whether `actor` may settle what `person` gains hours by.
///
/// # Errors
/// When both are one.
pub fn may_settle(person: PersonId, actor: PersonId) -> Result<(), OwnHand> {
    if person == actor { Err(OwnHand::Hours) } else { Ok(()) }
}

/// Whether `actor` may decide on `entry`. Whoever entered it may take it back, but not approve it where the policy
/// asks for a second person.
///
/// # Errors
/// Why not.
pub fn may_decide(entry: &Entry, actor: PersonId, approve: bool, policy: &Policy) -> Result<(), OwnHand> {
    may_settle(entry.person, actor)?;
    let needs_second = approve && policy.evidence.grade_d_needs_second_approval;
    if needs_second && entry.entered_by == actor { Err(OwnHand::Entry) } else { Ok(()) }
}

/// Whether a stay of that time can be entered by hand at `now`.
///
/// # Errors
/// What is wrong with it: no time at all, longer than any shift, or not over yet.
pub fn check_entered(time: Interval, now: Timestamp) -> Result<(), FieldCode> {
    let long = time.millis();
    let fits = long > 0 && long <= LONGEST_SHIFT_HOURS * 3_600_000 && time.end <= now;
    if fits { Ok(()) } else { Err(FieldCode::OutOfRange) }
}

/// The stay that two times of the clock, in minutes since midnight, mean for a shift: it begins at that time nearest
/// to the shift, and ends when the clock next shows the other.
pub fn stay_by_clock(shift: Interval, from: i64, to: i64, zone: &Zone) -> Interval {
    let day = zone.day_of(shift.start);
    let at = |days: i64| zone.start_of(day.plus_days(days)).plus_minutes(from);
    let start = [0, 1, -1].map(at).into_iter().min_by_key(|at| distance(shift, *at)).unwrap_or(shift.start);
    Interval { start, end: start.plus_minutes((to - from).rem_euclid(24 * 60)) }
}

/// The shift that a scan is most likely for: one in which the person has a place and could check in or out
/// at that time, else the one nearest to it.
pub fn likely_shift(scan: &BoardScan, shifts: &[BoardShift], lines: &[RosterLine], policy: &Policy) -> Option<ShiftId> {
    let rank = |shift: &&BoardShift| {
        let open = Interval { start: check_in::opens_at(shift.time.start, policy), end: check_in::closes_at(shift.time.end, policy) };
        let has_place = lines.iter().any(|line| line.person == scan.person && line.shift == shift.id && line.sign_up.is_some());
        (!(has_place && distance(open, scan.at) == 0), distance(shift.time, scan.at))
    };
    shifts.iter().min_by_key(rank).map(|shift| shift.id)
}

/// Milliseconds between `at` and the nearest instant of `time`.
fn distance(time: Interval, at: Timestamp) -> i64 {
    (time.start.unix_ms() - at.unix_ms()).max(at.unix_ms() - time.end.unix_ms()).max(0)
}

#[cfg(test)]
mod tests;
