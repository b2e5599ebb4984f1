//! Wrong PINs: five are free, then each costs a pause that doubles.

use serde::{Deserialize, Serialize};

/// Tries before the first pause.
const FREE: u32 = 5;
const FIRST_MS: i64 = 30_000;
const LONGEST_MS: i64 = 60 * 60_000;

/// The tries since the last right one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tries {
    wrong: u32,
    /// When the last was made, by the device's clock.
    last_ms: i64,
}

impl Tries {
    /// One more, made at `now_ms`.
    pub(super) fn one_more(self, now_ms: i64) -> Self {
        Self { wrong: self.wrong.saturating_add(1), last_ms: now_ms }
    }

    /// How long no try counts any more at `now_ms`. A clock that was put back makes no pause longer than it was.
    pub(super) fn pause_at(self, now_ms: i64) -> Option<i64> {
        let doublings = self.wrong.checked_sub(FREE)?;
        let whole = FIRST_MS.saturating_mul(1 << doublings.min(16)).min(LONGEST_MS);
        let left = whole - (now_ms - self.last_ms).max(0);
        (left > 0).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(wrong: u32) -> Tries {
        (0..wrong).fold(Tries::default(), |tries, _| tries.one_more(1_000))
    }

    #[test]
    fn five_tries_are_free_and_then_each_pause_is_twice_as_long_up_to_an_hour() {
        assert_eq!(after(4).pause_at(1_000), None);
        let pauses: Vec<i64> = (5..14).filter_map(|wrong| after(wrong).pause_at(1_000)).map(|ms| ms / 1_000).collect();
        assert_eq!(pauses, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
        assert_eq!(after(200).pause_at(1_000), Some(LONGEST_MS));
    }

    #[test]
    fn a_pause_ends_and_a_clock_that_is_put_back_does_not_lengthen_it() {
        assert_eq!(after(5).pause_at(1_000 + FIRST_MS - 1), Some(1));
        assert_eq!(after(5).pause_at(1_000 + FIRST_MS), None);
        assert_eq!(after(5).pause_at(-9_999_999), Some(FIRST_MS));
    }
}
