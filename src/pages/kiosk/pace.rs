//! How often a server that does not answer is asked: soon at first, then ever more rarely, and never by all kiosks of a city at
//! the same moment.

use std::time::Duration;

/// The first wait, at most.
const FIRST: Duration = Duration::from_secs(2);
/// No wait is longer.
const LONGEST: Duration = Duration::from_secs(60);

/// How it went so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pace {
    failures: u32,
}

impl Pace {
    /// One more attempt failed: how long to wait now. `chance` is any number; it puts the wait between half and the whole of its
    /// length. `asked` is what the server asked for, if it did.
    pub(super) fn failed(&mut self, chance: u32, asked: Option<Duration>) -> Duration {
        let whole = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let wait = whole.mul_f64(0.5 + f64::from(chance) / f64::from(u32::MAX) / 2.0);
        asked.map_or(wait, |asked| asked.min(LONGEST) + wait)
    }

    /// The server answered, or the network is said to be there again.
    pub(super) fn begin_anew(&mut self) {
        *self = Self::default();
    }

    /// Whether the last attempt failed.
    pub(super) fn is_slow(self) -> bool {
        self.failures > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_does_not_answer_is_asked_ever_more_rarely_up_to_a_minute() {
        let mut pace = Pace::default();
        let waits: Vec<u64> = (0..7).map(|_| pace.failed(u32::MAX, None).as_secs()).collect();
        assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60]);
        assert!(pace.is_slow());
        pace.begin_anew();
        assert!(!pace.is_slow() && pace.failed(u32::MAX, None).as_secs() == 2);
        for _ in 0..100 {
            assert!(pace.failed(0, None) <= LONGEST);
        }
    }

    #[test]
    fn kiosks_that_failed_together_do_not_come_back_together() {
        let wait = |chance| Pace { failures: 9 }.failed(chance, None).as_secs();
        assert_eq!((wait(0), wait(u32::MAX / 2), wait(u32::MAX)), (30, 44, 60));
    }

    #[test]
    fn what_the_server_asks_for_is_waited_at_least() {
        assert_eq!(Pace::default().failed(0, Some(Duration::from_secs(30))), Duration::from_secs(31));
        assert!(Pace::default().failed(0, Some(Duration::from_secs(9_999))) < Duration::from_secs(62));
    }
}
