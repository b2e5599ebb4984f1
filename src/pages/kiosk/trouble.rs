//! When the kiosk had better not be used: what it cannot do any more, and the one thing that helps. What is scanned all the same is kept
//! as far as there is any way to.

use super::courier::Kiosk;
use super::queue::Standing;
use crate::city::now;
use crate::t;
use crate::trust::{self, Ages};
use domain::time::Timestamp;
use leptos::prelude::*;

/// Why it is out of order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Scans are in memory only, and the device takes no more.
    NoRoom,
    /// No network, and no keys to check codes with.
    NoKeys,
    /// No network, and the list of revoked credentials is too old or missing: every code would be sent away.
    OldList,
    /// No network, and the clock is so far behind that every code seems to come from another time.
    Clock,
}

impl Trouble {
    /// The worst there is, at `now`. `behind` is whether the clock is proved to be behind.
    fn of(standing: Standing, online: bool, ages: Ages, behind: bool, longest_seconds: i64, now: Timestamp) -> Option<Self> {
        let list_is_old = ages.list_from.is_none_or(|from| now > from.plus_seconds(longest_seconds));
        if standing.unkept > 0 {
            Some(Self::NoRoom)
        } else if online || ages.reached.is_none() {
            // The server answers for what the device cannot, or has not been asked yet.
            None
        } else if ages.keys_from.is_none() {
            Some(Self::NoKeys)
        } else if behind {
            Some(Self::Clock)
        } else {
            list_is_old.then_some(Self::OldList)
        }
    }

    /// What is the matter, and what helps.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NoRoom => (t!(kiosk.trouble_room), t!(kiosk.trouble_room_next)),
            Self::NoKeys => (t!(kiosk.trouble_keys), t!(kiosk.trouble_net_next)),
            Self::OldList => (t!(kiosk.trouble_list), t!(kiosk.trouble_net_next)),
            Self::Clock => (t!(kiosk.trouble_clock), t!(kiosk.trouble_clock_next)),
        }
    }
}

/// What is the matter with `kiosk`, followed as it changes.
pub(super) fn trouble(kiosk: Kiosk) -> Memo<Option<Trouble>> {
    Memo::new(move |_| {
        let behind = kiosk.trust.seconds_behind().is_some();
        Trouble::of(kiosk.standing.get(), kiosk.online.get(), kiosk.trust.ages.get(), behind, trust::longest_status_seconds(), now())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;
    const NOW: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

    fn found(unkept: usize, online: bool, keys: bool, list_days: Option<i64>, behind: bool) -> Option<Trouble> {
        let standing = Standing { unkept, ..Standing::default() };
        let ages = Ages { keys_from: keys.then_some(NOW), list_from: list_days.map(|days| NOW.plus_seconds(-days * DAY)), reached: Some(online) };
        Trouble::of(standing, online, ages, behind, 7 * DAY, NOW)
    }

    #[test]
    fn a_kiosk_that_can_ask_or_check_is_in_order() {
        assert_eq!(found(0, true, false, None, true), None, "the server answers");
        assert_eq!(found(0, false, true, Some(7), false), None, "it can check by itself");
    }

    #[test]
    fn a_kiosk_that_can_neither_is_out_of_order_and_says_what_is_worst() {
        assert_eq!(found(0, false, false, None, true), Some(Trouble::NoKeys));
        assert_eq!(found(0, false, true, Some(8), true), Some(Trouble::Clock));
        assert_eq!(found(0, false, true, Some(8), false), Some(Trouble::OldList));
        assert_eq!(found(0, false, true, None, false), Some(Trouble::OldList));
        assert_eq!(found(1, true, true, Some(0), false), Some(Trouble::NoRoom));
    }

    #[test]
    fn nothing_is_said_before_the_server_was_asked() {
        let ages = Ages::default();
        assert_eq!(Trouble::of(Standing::default(), false, ages, false, 7 * DAY, NOW), None);
    }
}
