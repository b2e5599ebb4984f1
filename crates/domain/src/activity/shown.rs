//! What a list and a page tell of an activity at a moment.

use super::{ActivityDetail, ActivityStatus, ActivitySummary, Shift};
use crate::ids::PositionId;
use crate::station::Position as MapPosition;
use crate::time::Timestamp;

/// Shifts of one position that are shown before somebody asks for all.
pub const SHIFTS_AT_FIRST: usize = 6;

/// What a line of a list says of an activity's places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vacancy {
    Cancelled,
    /// No shift is to come, and one has not ended.
    UnderWay,
    Over,
    Full,
    /// Nobody else can have a place before so many people who wait for one.
    Waiting(u32),
    /// So many places are free.
    Left(u32),
}

impl Vacancy {
    /// Whether somebody may still get a place.
    pub fn has_places(self) -> bool {
        matches!(self, Self::Left(_))
    }
}

impl ActivitySummary {
    /// What is said of its places at `now`.
    pub fn vacancy(&self, now: Timestamp) -> Vacancy {
        match (self.status, self.places, self.places_left) {
            (ActivityStatus::Cancelled, ..) => Vacancy::Cancelled,
            (_, 0, _) if self.ends_at > now => Vacancy::UnderWay,
            (_, 0, _) => Vacancy::Over,
            (_, _, 0) => Vacancy::Full,
            (_, _, left) => Vacancy::Left(left),
        }
    }
}

impl Shift {
    /// What is said of its places at `now`. A free place that somebody in line will be offered is nobody else's.
    pub fn vacancy(&self, now: Timestamp) -> Vacancy {
        match self.capacity.saturating_sub(self.taken).saturating_sub(self.waiting) {
            _ if self.called_off => Vacancy::Cancelled,
            _ if self.has_ended(now) => Vacancy::Over,
            0 if self.waiting > 0 => Vacancy::Waiting(self.waiting),
            0 => Vacancy::Full,
            left => Vacancy::Left(left),
        }
    }

    /// Whether it is over at `now`.
    pub fn has_ended(&self, now: Timestamp) -> bool {
        self.time.end <= now
    }
}

impl ActivityDetail {
    /// The next shift that takes place and has not ended, or the first one when there is none; none without shifts.
    pub fn next_shift(&self, now: Timestamp) -> Option<&Shift> {
        self.shifts.iter().min_by_key(|shift| (shift.called_off || shift.has_ended(now), shift.time.start))
    }

    /// Where the activity stands for those who want a place in `shift`.
    pub const fn status_of(&self, shift: &Shift) -> ActivityStatus {
        if shift.called_off { ActivityStatus::Cancelled } else { self.status }
    }

    /// Whether it was published and nothing of it is to come at `now`: it is finished, and nobody had to say so.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.status == ActivityStatus::Published && self.shifts.iter().all(|shift| shift.called_off || shift.has_ended(now))
    }

    /// The shifts of one position, soonest first; what is over comes last, as it only matters to those who were there.
    pub fn shifts_of(&self, position: PositionId, now: Timestamp) -> Vec<&Shift> {
        let mut shifts: Vec<&Shift> = self.shifts.iter().filter(|shift| shift.position == position).collect();
        shifts.sort_by_key(|shift| (shift.has_ended(now), shift.time.start));
        shifts
    }

    /// Where it is on the map: at its own place, else where its station is.
    pub fn whereabouts(&self) -> Option<MapPosition> {
        self.map_position.or(self.station_position)
    }

    /// How many people are wanted in all.
    pub fn people(&self) -> u32 {
        self.shifts.iter().filter(|shift| !shift.called_off || self.status == ActivityStatus::Cancelled).map(|shift| shift.capacity).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{ActivityId, ShiftId, TeamId};
    use crate::time::Interval;
    use serde_json::json;

    const NOON: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

    fn shift(id: i64, begins_in_minutes: i64, taken: u32) -> Shift {
        let start = NOON.plus_minutes(begins_in_minutes);
        Shift { id: ShiftId::from_raw(id), position: PositionId::from_raw(1), time: Interval { start, end: start.plus_minutes(60) }, capacity: 2, taken, waiting: 0, called_off: false, occurrence: None }
    }

    #[test]
    fn a_shift_says_over_before_full_and_full_before_free() {
        assert_eq!(shift(1, -60, 0).vacancy(NOON), Vacancy::Over);
        assert_eq!(shift(1, -59, 2).vacancy(NOON), Vacancy::Full);
        assert_eq!(shift(1, 5, 1).vacancy(NOON), Vacancy::Left(1));
        assert_eq!(shift(1, 5, 3).vacancy(NOON), Vacancy::Full);
        let with_line = |taken, waiting| Shift { waiting, ..shift(1, 5, taken) }.vacancy(NOON);
        assert_eq!([with_line(2, 3), with_line(1, 1), with_line(0, 1)], [Vacancy::Waiting(3), Vacancy::Waiting(1), Vacancy::Left(1)]);
        assert_eq!(Shift { called_off: true, ..shift(1, 5, 0) }.vacancy(NOON), Vacancy::Cancelled);
    }

    fn detail(shifts: &[Shift]) -> ActivityDetail {
        let terms = json!({"summary": "摘要", "content": "内容", "conditions": null, "risks": "无", "safeguards": "手套", "contact": null, "minimum_age": null,
                           "dangerous": false, "indoor": false, "insurance": null});
        serde_json::from_value(json!({
            "id": ActivityId::from_raw(1), "title": "活动", "category": "health", "status": "published", "division": "431002", "division_path": [],
            "team": TeamId::from_raw(1), "team_name": "队", "station": null, "station_name": null, "place": "广场", "map_position": null, "terms": terms,
            "positions": [], "shifts": shifts,
        }))
        .unwrap()
    }

    #[test]
    fn what_is_to_come_comes_before_what_is_over() {
        let all = detail(&[shift(1, 120, 0), shift(2, -120, 0), shift(3, -30, 0), shift(4, -500, 0)]);
        let order: Vec<i64> = all.shifts_of(PositionId::from_raw(1), NOON).iter().map(|shift| shift.id.raw()).collect();
        assert_eq!((order, all.people()), (vec![3, 1, 4, 2], 8));
        assert!(all.shifts_of(PositionId::from_raw(2), NOON).is_empty());
        assert_eq!(all.next_shift(NOON).map(|shift| shift.id.raw()), Some(3));
        assert_eq!(all.next_shift(NOON.plus_minutes(600)).map(|shift| shift.id.raw()), Some(4));
    }

    #[test]
    fn a_shift_that_is_called_off_counts_no_more_and_nobody_can_have_a_place_in_it() {
        let mut all = detail(&[shift(1, 60, 0), shift(2, 120, 0)]);
        all.shifts[0].called_off = true;
        assert_eq!((all.next_shift(NOON).map(|shift| shift.id.raw()), all.people()), (Some(2), 2));
        assert_eq!(all.shifts.iter().map(|shift| all.status_of(shift)).collect::<Vec<_>>(), [ActivityStatus::Cancelled, ActivityStatus::Published]);
        let ends_at = all.shifts[1].time.end;
        assert!(!all.is_over(ends_at.plus_seconds(-1)) && all.is_over(ends_at));
    }
}
