//! What is wrong with a kiosk, by what it told of itself and when.

use super::Kiosk;
use crate::policy::Policy;
use crate::time::Timestamp;

/// A kiosk that is open tells how it is every minute; after so many it is off, asleep or without network.
const SEEN_MINUTES: i64 = 10;
/// Scans that wait longer than this wait for more than a network that comes and goes.
const WAITING_MINUTES: i64 = 60;

/// Something to look after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ailment {
    /// Not heard of for ten minutes, or never.
    Unseen,
    /// Scans wait to be sent for more than an hour.
    Waiting,
    /// Its clock is farther from the server's than the policy allows.
    Clock,
}

/// What is wrong with `kiosk` at `now`; nothing is with one that was revoked.
pub fn ailments(kiosk: &Kiosk, policy: &Policy, now: Timestamp) -> Vec<Ailment> {
    if kiosk.revoked {
        return Vec::new();
    }
    let report = &kiosk.report;
    let tolerance = u32::from(policy.check_in.clock_tolerance_seconds);
    let checks = [
        (kiosk.last_seen_at.is_none_or(|seen| seen < now.plus_minutes(-SEEN_MINUTES)), Ailment::Unseen),
        (report.oldest.is_some_and(|oldest| oldest < now.plus_minutes(-WAITING_MINUTES)), Ailment::Waiting),
        (report.clock_ahead_seconds.is_some_and(|ahead| ahead.unsigned_abs() > tolerance), Ailment::Clock),
    ];
    checks.into_iter().filter(|(ails, _)| *ails).map(|(_, ailment)| ailment).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::DeviceId;
    use crate::kiosk::KioskReport;
    use crate::policy::tests::defaults;

    const NOW: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

    fn kiosk(seen_minutes_ago: i64, report: KioskReport) -> Kiosk {
        Kiosk { id: DeviceId::from_raw(1), name: "门口平板".into(), enrolled_at: NOW.plus_minutes(-999), last_seen_at: Some(NOW.plus_minutes(-seen_minutes_ago)), revoked: false, report }
    }

    #[test]
    fn a_kiosk_ails_only_beyond_each_limit() {
        let fine = KioskReport { waiting: Some(3), oldest: Some(NOW.plus_minutes(-60)), clock_ahead_seconds: Some(-90), ..KioskReport::default() };
        assert_eq!(ailments(&kiosk(10, fine), &defaults(), NOW), []);
        let bad = KioskReport { waiting: Some(3), oldest: Some(NOW.plus_minutes(-61)), clock_ahead_seconds: Some(-91), ..KioskReport::default() };
        assert_eq!(ailments(&kiosk(11, bad), &defaults(), NOW), [Ailment::Unseen, Ailment::Waiting, Ailment::Clock]);
    }

    #[test]
    fn one_that_never_came_is_unseen_and_one_that_was_revoked_is_nobodys_worry() {
        let never = Kiosk { last_seen_at: None, ..kiosk(0, KioskReport::default()) };
        assert_eq!(ailments(&never, &defaults(), NOW), [Ailment::Unseen]);
        assert_eq!(ailments(&Kiosk { revoked: true, ..never }, &defaults(), NOW), []);
    }
}
