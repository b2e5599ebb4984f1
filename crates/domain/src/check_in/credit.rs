//! How much of a stay is credited.

use crate::policy::Policy;
use crate::time::{Interval, Zone};

/// Time that is credited already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub time: Interval,
    pub minutes: u32,
}

/// What a stay gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    pub minutes: u32,
    /// The day's cap took something away.
    pub capped: bool,
}

/// The credit for being there during `served`, when `credited` is credited already: [`credited_minutes`]
/// up to the cap of the day on which it ends. Credit counts for the day on which its time ends.
pub fn credit(served: Interval, shift: Interval, credited: &[Settled], zone: &Zone, policy: &Policy) -> Credit {
    let times: Vec<Interval> = credited.iter().map(|one| one.time).collect();
    let earned = credited_minutes(served, shift, &times, policy);
    let day = zone.day_of(served.end);
    let today: u32 = credited.iter().filter(|one| zone.day_of(one.time.end) == day).map(|one| one.minutes).sum();
    let left = u32::from(policy.records.daily_cap_minutes).saturating_sub(today);
    Credit { minutes: earned.min(left), capped: earned > left }
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
