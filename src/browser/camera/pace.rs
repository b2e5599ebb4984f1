//! How often a picture is looked at: often enough that nobody waits for it, and with rests that keep a slow phone cool.

/// From one look to the next where the device keeps up: twenty-five a second, nearly as many as a camera shows.
const PERIOD_MS: i32 = 40;
/// No rest is shorter, so that the page itself gets its turn.
const LEAST_MS: i32 = 15;
/// No rest is longer.
const MOST_MS: i32 = 400;

/// From a code that was read to the next look. Whoever held it up waits for what comes of it, which should have the device to itself; and
/// nobody else is faster than that.
pub(super) const AFTER_CODE_MS: i32 = 250;

/// How long to rest after a look that took `took_ms`: what is left of the period, and at least half of what it took.
pub(super) fn rest_ms(took_ms: i32) -> i32 {
    (PERIOD_MS - took_ms).max(took_ms / 2).clamp(LEAST_MS, MOST_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_that_keeps_up_looks_at_least_ten_times_a_second() {
        for took in 0..=66 {
            assert!(took + rest_ms(took) <= 100, "{took}");
        }
    }

    #[test]
    fn a_device_that_does_not_rests_a_third_of_the_time() {
        for took in 67..=800 {
            assert!(rest_ms(took) * 2 >= took - 1, "{took}");
        }
        assert_eq!(rest_ms(i32::MAX), MOST_MS);
    }
}
