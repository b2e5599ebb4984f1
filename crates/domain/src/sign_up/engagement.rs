//! What somebody does already when they want another place: it may overlap, fill the day, or be too far away to come in time.

use super::ShiftStanding;
use crate::ids::ShiftId;
use crate::policy::SignUpPolicy;
use crate::station::Position;
use crate::time::{Interval, Zone};
use serde::{Deserialize, Serialize};

/// Something the person has a place in, or awaits the team's word about.
#[derive(Debug, Clone, PartialEq)]
pub struct Engagement {
    pub shift: ShiftId,
    /// Of its activity.
    pub title: String,
    pub place: String,
    /// Where that is, when it is known.
    pub position: Option<Position>,
    pub time: Interval,
}

/// Somebody would hardly be at the one place in time after the other. A warning, not a refusal: they know better how they travel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TravelWarning {
    /// Title and place of the other activity.
    pub title: String,
    pub place: String,
    /// Minutes that the way takes, by the speed of the policy.
    pub needed_minutes: u32,
    /// Minutes that there are.
    pub left_minutes: u32,
}

/// A shift that somebody may want a place in.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub shift: ShiftId,
    pub time: Interval,
    /// Where it is, when it is known.
    pub position: Option<Position>,
}

impl Wanted {
    /// How the shift stands to somebody with these engagements; nothing is said of an own sign-up. Intervals are half-open: back to back
    /// is no overlap.
    pub fn among<'e>(self, engagements: impl IntoIterator<Item = &'e Engagement>, rules: &SignUpPolicy, zone: &Zone) -> ShiftStanding {
        let mut standing = ShiftStanding::of(self.shift);
        let day = zone.day_of(self.time.start);
        let mut shortest: Option<TravelWarning> = None;
        for other in engagements.into_iter().filter(|other| other.shift != self.shift) {
            if other.time.overlaps(self.time) {
                standing.overlaps.get_or_insert_with(|| other.title.clone());
                continue;
            }
            if zone.day_of(other.time.start) == day {
                standing.day_minutes = standing.day_minutes.saturating_add(minutes(other.time.millis()));
            }
            let warning = self.warning(other, rules);
            if warning.as_ref().is_some_and(|new| shortest.as_ref().is_none_or(|old| new.left_minutes < old.left_minutes)) {
                shortest = warning;
            }
        }
        standing.travel = shortest;
        standing
    }

    fn warning(self, other: &Engagement, rules: &SignUpPolicy) -> Option<TravelWarning> {
        let metres = self.position?.metres_to(other.position?);
        let needed_minutes = metres.div_ceil(u32::from(rules.travel_metres_per_minute.max(1)));
        let (earlier, later) = if other.time.start < self.time.start { (other.time, self.time) } else { (self.time, other.time) };
        let left_minutes = u32::try_from(later.start.seconds_since(earlier.end) / 60).unwrap_or(0);
        (left_minutes < needed_minutes).then(|| TravelWarning { title: other.title.clone(), place: other.place.clone(), needed_minutes, left_minutes })
    }
}

/// Whole minutes of a length in milliseconds.
pub(super) fn minutes(millis: i64) -> u32 {
    u32::try_from(millis / 60_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::defaults;
    use crate::time::Timestamp;

    /// Noon in Shanghai.
    const NOON: Timestamp = Timestamp::from_unix_ms(1_790_049_600_000);
    const HERE: Position = Position { latitude_e7: 257_700_000, longitude_e7: 1_130_000_000 };

    fn time(from: i64, to: i64) -> Interval {
        Interval { start: NOON.plus_minutes(from), end: NOON.plus_minutes(to) }
    }

    fn busy(from: i64, to: i64, position: Option<Position>) -> Engagement {
        Engagement { shift: ShiftId::from_raw(2), title: "图书整理".into(), place: "图书馆".into(), position, time: time(from, to) }
    }

    fn among(engagement: &Engagement) -> ShiftStanding {
        let zone = Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 };
        let wanted = Wanted { shift: ShiftId::from_raw(1), time: time(0, 60), position: Some(HERE) };
        wanted.among([engagement], &defaults().sign_up, &zone)
    }

    #[test]
    fn back_to_back_is_no_overlap_and_counts_for_the_day() {
        assert_eq!(among(&busy(59, 90, None)).overlaps.as_deref(), Some("图书整理"));
        let after = among(&busy(60, 90, None));
        assert_eq!((after.overlaps, after.day_minutes), (None, 30));
        assert_eq!(among(&busy(24 * 60, 25 * 60, None)).day_minutes, 0);
        let itself = Engagement { shift: ShiftId::from_raw(1), ..busy(0, 60, None) };
        assert_eq!(among(&itself), ShiftStanding::of(ShiftId::from_raw(1)));
    }

    #[test]
    fn who_cannot_be_there_in_time_is_warned_and_only_then() {
        // About 5.6 km to the north: 23 minutes at 250 m a minute.
        let far = Some(Position { latitude_e7: HERE.latitude_e7 + 500_000, ..HERE });
        let travel = |from, to, position| among(&busy(from, to, position)).travel.map(|warning| (warning.needed_minutes, warning.left_minutes));
        assert_eq!(travel(80, 120, far), Some((23, 20)));
        assert_eq!(travel(-60, -20, far), Some((23, 20)));
        assert_eq!(travel(83, 120, far), None);
        assert_eq!(travel(60, 120, Some(HERE)), None);
        assert_eq!(travel(60, 120, None), None);
    }
}
