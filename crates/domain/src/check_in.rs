//! Check-in and check-out (签到 / 签退): what one scan means.
//!
//! [`decide`] is a pure function from what is known to what happens. A scan is a fact and is kept
//! whatever comes out of it; presence and hours are derived. Source of the figures: the policy.

use crate::credential;
use crate::ids::{RecordId, ShiftId};
use crate::policy::{CheckInPolicy, Policy};
use crate::sign_up::SignUpStatus;
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};

/// A shift at this station that the person has a place in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub shift: ShiftId,
    pub time: Interval,
    pub status: SignUpStatus,
    /// In/out pairs made today at this shift's activity.
    pub pairs_today: u8,
}

/// The person is checked in somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRecord {
    pub record: RecordId,
    pub shift: ShiftId,
    pub shift_time: Interval,
    pub checked_in_at: Timestamp,
    /// Whether the shift is held at the station that scans.
    pub here: bool,
}

/// All that is known when a valid code is scanned.
#[derive(Debug, Clone, Copy)]
pub struct Scanned<'a> {
    /// When the kiosk saw the code.
    pub at: Timestamp,
    pub candidates: &'a [Candidate],
    pub open: Option<OpenRecord>,
    /// The last check-out at this station, to tell a nervous second scan from a new arrival.
    pub last_check_out: Option<Timestamp>,
    /// Minutes credited already for the same day.
    pub credited_today: u32,
    /// Intervals credited already that day; no moment is credited twice.
    pub credited_intervals: &'a [Interval],
}

/// What a scan does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A record is opened.
    CheckIn { shift: ShiftId },
    /// The record is closed and credited; `capped` when the day's cap took something away.
    CheckOut { record: RecordId, credited_minutes: u32, capped: bool },
    /// Nothing changes.
    Refuse(ScanRefusal),
}

/// Why a scan changes nothing. The kiosk shows it with the one next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ScanRefusal {
    /// The same code a moment ago.
    JustScanned,
    /// No place in any shift here today.
    NotSignedUp,
    /// Check-in opens at that time.
    TooEarly { opens_at: Timestamp },
    /// The shift has ended.
    TooLate { ended_at: Timestamp },
    /// As many in/out pairs as a day allows.
    TooManyPairs { most: u8 },
    /// Still checked in at another place: check out there first.
    OpenElsewhere,
    /// The code is not believed.
    Code {
        #[serde(flatten)]
        fault: credential::Refusal,
    },
    /// A card on paper, and nobody has said that the face fits.
    FaceNotConfirmed,
    /// The number is unknown.
    UnknownVolunteer,
    /// The scan's own time lies too far from the server's clock.
    ClockWrong,
}

/// Decides what the scan of a valid code does.
pub fn decide(scanned: Scanned<'_>, policy: &Policy) -> Decision {
    let rules = &policy.check_in;
    match scanned.open {
        Some(open) if open.here && !is_over(open, scanned.at, rules) => check_out(scanned, open, policy),
        Some(open) if !open.here && !is_over(open, scanned.at, rules) => Decision::Refuse(ScanRefusal::OpenElsewhere),
        _ => check_in(scanned, rules),
    }
}

/// Whether check-out of an open record is no longer taken: from then on it is pending.
pub fn is_over(open: OpenRecord, at: Timestamp, rules: &CheckInPolicy) -> bool {
    at >= open.shift_time.end.plus_minutes(i64::from(rules.closes_minutes_after))
}

fn moments_ago(earlier: Timestamp, at: Timestamp, rules: &CheckInPolicy) -> bool {
    at.seconds_since(earlier).abs() < i64::from(rules.same_scan_seconds)
}

fn check_in(scanned: Scanned<'_>, rules: &CheckInPolicy) -> Decision {
    if scanned.last_check_out.is_some_and(|out| moments_ago(out, scanned.at, rules)) {
        return Decision::Refuse(ScanRefusal::JustScanned);
    }
    let opens_at = |c: &Candidate| c.time.start.plus_minutes(-i64::from(rules.opens_minutes_before));
    let having_a_place = || scanned.candidates.iter().filter(|c| c.status != SignUpStatus::Cancelled);
    let open_now = having_a_place().filter(|c| opens_at(c) <= scanned.at && scanned.at < c.time.end);
    // Of several open shifts the one that began last is meant: somebody who comes at 13:50 for
    // 14:00 does not come for the shift that ends at 14:00, unless it is the only one.
    let running_or_next = open_now.min_by_key(|c| (c.time.start.unix_ms().saturating_sub(scanned.at.unix_ms())).abs());
    if let Some(chosen) = running_or_next {
        return if chosen.pairs_today >= rules.max_pairs_per_day {
            Decision::Refuse(ScanRefusal::TooManyPairs { most: rules.max_pairs_per_day })
        } else {
            Decision::CheckIn { shift: chosen.shift }
        };
    }
    let coming = having_a_place().map(opens_at).filter(|opens| *opens > scanned.at).min();
    let gone = having_a_place().map(|c| c.time.end).filter(|end| *end <= scanned.at).max();
    Decision::Refuse(match (coming, gone) {
        (Some(opens_at), _) => ScanRefusal::TooEarly { opens_at },
        (None, Some(ended_at)) => ScanRefusal::TooLate { ended_at },
        (None, None) => ScanRefusal::NotSignedUp,
    })
}

fn check_out(scanned: Scanned<'_>, open: OpenRecord, policy: &Policy) -> Decision {
    if moments_ago(open.checked_in_at, scanned.at, &policy.check_in) || scanned.at <= open.checked_in_at {
        return Decision::Refuse(ScanRefusal::JustScanned);
    }
    let served = Interval { start: open.checked_in_at, end: scanned.at };
    let earned = credited_minutes(served, open.shift_time, scanned.credited_intervals, policy);
    let left = u32::from(policy.records.daily_cap_minutes).saturating_sub(scanned.credited_today);
    Decision::CheckOut { record: open.record, credited_minutes: earned.min(left), capped: earned > left }
}

/// Minutes credited for being there during `served`: the part inside the shift (early arrival and
/// staying on count only where the policy says so) less what `credited` covers already, rounded by
/// the policy; nothing when that is shorter than its shortest stay.
pub fn credited_minutes(served: Interval, shift: Interval, credited: &[Interval], policy: &Policy) -> u32 {
    let rules = &policy.check_in;
    let window = Interval {
        start: if rules.early_arrival_credited { shift.start.min(served.start) } else { shift.start },
        end: if rules.late_stay_credited { shift.end.max(served.end) } else { shift.end },
    };
    let Some(counted) = served.intersection(window) else { return 0 };
    let mut covered: Vec<Interval> = credited.iter().filter_map(|c| c.intersection(counted)).collect();
    covered.sort_by_key(|c| c.start);
    let mut twice = 0;
    let mut reached = counted.start;
    for part in covered {
        let fresh = Interval { start: part.start.max(reached), end: part.end };
        twice += fresh.millis();
        reached = reached.max(part.end);
    }
    let fresh = counted.millis() - twice;
    if fresh < i64::from(rules.session_minimum_minutes) * 60_000 { 0 } else { policy.rounding.minutes(fresh) }
}

#[cfg(test)]
#[path = "check_in_tests.rs"]
mod tests;
