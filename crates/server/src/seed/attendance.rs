//! Who goes to which shift, and what comes of it: sign-ups and records, as a plan in memory.
//!
//! Shifts are gone through in the order of time and a person takes one a day, so nothing of a
//! person's ever overlaps. The plan is a few bytes a sign-up; rows are made from it when written.

use super::activities::Activity;
use super::calendar::Calendar;
use super::crowd::Crowd;
use super::draw::Draft;
use domain::activity::ActivityStatus;
use domain::check_in::credited_minutes;
use domain::policy::Policy;
use domain::time::{Interval, Timestamp};

/// A shift.
pub(super) struct Shift {
    /// Place in the list of activities.
    pub(super) activity: u32,
    /// Place in the activity's positions.
    pub(super) position: u8,
    pub(super) start: Timestamp,
    /// Where its sign-ups begin in [`Plan::going`]; they end where the next shift's begin.
    first: u32,
    pub(super) taken: u16,
}

/// What came of a sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Still to come, or never came.
    Confirmed,
    Cancelled,
    /// Came: a credited record of this grade.
    Served(char),
    /// Came and forgot to check out.
    Pending,
}

/// A sign-up.
pub(super) struct Going {
    pub(super) person: u32,
    pub(super) fate: Fate,
    /// Seconds after the shift's begin of the check-in, and before its end of the check-out.
    pub(super) late: u16,
    pub(super) early: u16,
}

impl Going {
    /// Check-in and check-out.
    pub(super) fn served(&self, shift: Interval) -> Interval {
        Interval { start: shift.start.plus_seconds(i64::from(self.late)), end: shift.end.plus_seconds(-i64::from(self.early)) }
    }

    /// Minutes the record is worth, by the rule the kiosk goes by.
    pub(super) fn minutes(&self, shift: Interval, policy: &Policy) -> u32 {
        match self.fate {
            Fate::Served(_) => credited_minutes(self.served(shift), shift, &[], policy).min(u32::from(policy.records.daily_cap_minutes)),
            _ => 0,
        }
    }
}

/// All shifts in the order of time, and who goes.
pub(super) struct Plan {
    pub(super) shifts: Vec<Shift>,
    pub(super) going: Vec<Going>,
    pub(super) records: usize,
}

impl Plan {
    /// Plans the shifts of `activities` with about `records` records, and sums the credited minutes
    /// of the people up.
    pub(super) fn new(activities: &[Activity<'_>], records: usize, crowd: &mut Crowd, calendar: &Calendar, policy: &Policy, seed: u64) -> Self {
        let mut shifts = shifts_of(activities);
        let mut going = Vec::with_capacity(records + records / 8);
        let of = |shift: &Shift| activities.get(shift.activity as usize);
        let is_past = |shift: &Shift| shift.start < calendar.now();
        // Records go to shifts that took place.
        let places = |shift: &Shift| of(shift).filter(|a| a.status == ActivityStatus::Published && is_past(shift)).map_or(0, |a| usize::from(a.capacity));
        let mut places_left: usize = shifts.iter().map(places).sum();
        let mut records_left = records;
        let mut draft = Draft::new(crowd, calendar, policy, seed);
        for shift in &mut shifts {
            shift.first = u32::try_from(going.len()).unwrap_or(u32::MAX);
            let Some(activity) = of(shift) else { continue };
            draft.let_in(shift.start);
            let own = places(shift);
            if own > 0 {
                // A share by places of what is left: what one shift fell short of, later ones get.
                let wanted = draft.about(records_left * own, places_left).min(own).min(records_left);
                places_left -= own;
                records_left -= draft.past(activity, shift, wanted, &mut going);
            } else if !is_past(shift) && activity.status != ActivityStatus::Draft {
                draft.coming(activity, shift, &mut going);
            }
        }
        Self { shifts, going, records: records - records_left }
    }

    /// The sign-ups of the `n`th shift.
    pub(super) fn of(&self, n: usize) -> &[Going] {
        let from = self.shifts.get(n).map_or(self.going.len(), |s| s.first as usize);
        let to = self.shifts.get(n + 1).map_or(self.going.len(), |s| s.first as usize);
        self.going.get(from..to).unwrap_or_default()
    }
}

fn shifts_of(activities: &[Activity<'_>]) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for (number, activity) in (0_u32..).zip(activities) {
        for start in &activity.occasions {
            for position in (0_u8..).take(activity.positions.len()) {
                shifts.push(Shift { activity: number, position, start: *start, first: 0, taken: 0 });
            }
        }
    }
    // The demonstration's own first: its people are not to be drawn for something else that day.
    shifts.sort_by_key(|s| (s.start, activities.get(s.activity as usize).is_some_and(|a| !a.demo), s.activity, s.position));
    shifts
}
