//! Stars (星级): one to five, by credited hours.
//! Source: the Ministry of Civil Affairs' 2012 method for recording voluntary service, kept as policy data.

use crate::policy::StarPolicy;
use serde::{Deserialize, Serialize};

/// Where a volunteer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StarProgress {
    /// 0 to 5.
    pub star: u8,
    /// Credited minutes still missing to the next star; none at five stars.
    pub minutes_to_next: Option<u64>,
}

/// The star that `credited_minutes` earn under `policy`. Only whole hours count.
pub fn progress(credited_minutes: u64, policy: &StarPolicy) -> StarProgress {
    let earned = |hours: &&u32| credited_minutes >= u64::from(**hours) * 60;
    let star = policy.hours.iter().take_while(earned).count();
    let minutes_to_next = policy.hours.get(star).map(|hours| u64::from(*hours) * 60 - credited_minutes);
    StarProgress { star: star as u8, minutes_to_next }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn policy() -> StarPolicy {
        StarPolicy { hours: [100, 300, 600, 1000, 1500] }
    }

    #[test]
    fn stars_begin_exactly_at_their_hours() {
        for (minutes, star, missing) in [
            (0, 0, Some(6_000)),
            (5_999, 0, Some(1)),
            (6_000, 1, Some(12_000)),
            (17_999, 1, Some(1)),
            (18_000, 2, Some(18_000)),
            (36_000, 3, Some(24_000)),
            (60_000, 4, Some(30_000)),
            (89_999, 4, Some(1)),
            (90_000, 5, None),
            (u64::MAX, 5, None),
        ] {
            assert_eq!(progress(minutes, &policy()), StarProgress { star, minutes_to_next: missing }, "{minutes} minutes");
        }
    }

    proptest! {
        #[test]
        fn more_minutes_never_cost_a_star(a in 0_u64..200_000, b in 0_u64..200_000) {
            let (less, more) = (a.min(b), a.max(b));
            prop_assert!(progress(less, &policy()).star <= progress(more, &policy()).star);
        }
    }
}
