//! How far the device's clock is from the server's, out of what single answers tell. Pure.

/// One answer that told the server's clock. All in milliseconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The server's clock, at some moment between the other two.
    pub(super) server: i64,
    /// The device's clock when the server was asked.
    pub(super) asked: i64,
    /// The device's clock when the answer came.
    pub(super) came: i64,
}

impl Reading {
    /// The server's clock minus the device's, after this reading. What was known before stays as
    /// long as the reading does not contradict it: a slow answer tells little.
    pub(super) fn settle(self, before: Option<i64>) -> i64 {
        let doubt = (self.came - self.asked).max(0) / 2;
        let offset = self.server - self.asked - doubt;
        before.filter(|known| (known - offset).abs() <= doubt).unwrap_or(offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The answer to what was asked at 0 by the device's clock, `took` long, of a server that is `ahead`.
    fn reading(ahead: i64, took: i64) -> Reading {
        Reading { server: ahead + took / 2, asked: 0, came: took }
    }

    #[test]
    fn the_first_reading_is_believed() {
        assert_eq!(reading(90_000, 400).settle(None), 90_000);
        assert_eq!(reading(-5, 0).settle(None), -5);
    }

    #[test]
    fn a_slow_answer_does_not_spoil_a_better_one() {
        assert_eq!(reading(1_500, 10_000).settle(Some(20)), 20);
        assert_eq!(reading(40, 100).settle(Some(20)), 20);
    }

    #[test]
    fn a_clock_that_was_set_is_noticed_at_the_next_answer() {
        assert_eq!(reading(3_600_000, 10_000).settle(Some(20)), 3_600_000);
        assert_eq!(reading(20, 100).settle(Some(3_600_000)), 20);
    }

    #[test]
    fn a_device_clock_that_jumped_back_meanwhile_leaves_no_doubt_to_hide_in() {
        assert_eq!(Reading { server: 1_000, asked: 500, came: 100 }.settle(Some(0)), 500);
    }
}
