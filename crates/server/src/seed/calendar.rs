//! The days around which the city is made, and ids that follow from its instants.

use domain::ids;
use domain::time::{Day, Timestamp, Zone};

/// Today, and the city's zone.
pub(super) struct Calendar {
    pub(super) zone: Zone,
    pub(super) today: Day,
}

impl Calendar {
    /// Begin of today: the city is as it stood then, so that it depends on the day alone.
    pub(super) fn now(&self) -> Timestamp {
        self.zone.start_of(self.today)
    }

    /// The instant `minute` after midnight of the day `days` after today.
    pub(super) fn at(&self, days: i64, minute: i64) -> Timestamp {
        self.now().plus_minutes(days * 1440 + minute)
    }
}

/// Ids of one table, rising with the instants they are asked for.
#[derive(Debug, Default)]
pub(super) struct Counter(i64);

impl Counter {
    /// The next id, made at `at`.
    pub(super) fn next(&mut self, at: Timestamp) -> i64 {
        self.0 = ids::seed(at.unix_ms(), 0).max(self.0 + 1);
        self.0
    }
}
