//! When people are told.

use super::*;
use crate::policy::tests::defaults;
use crate::time::Day;

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

/// This time of the clock on 1 May, or so many days later.
fn at(days: i64, hour: i64, minute: i64) -> Timestamp {
    zone().start_of(Day::new(2026, 5, 1).unwrap().plus_days(days)).plus_minutes(hour * 60 + minute)
}

#[test]
fn quiet_hours_end_in_the_morning_that_comes_next() {
    let night = QuietHours { from: 22 * 60, until: 7 * 60 };
    let end = |now| night.end_after(&zone(), now);
    assert_eq!([at(0, 21, 59), at(1, 7, 0), at(0, 12, 0)].map(end), [None; 3]);
    assert_eq!([at(0, 22, 0), at(0, 23, 59), at(1, 0, 0), at(1, 6, 59)].map(end), [Some(at(1, 7, 0)); 4]);
    let noon = QuietHours { from: 12 * 60, until: 14 * 60 };
    assert_eq!([at(0, 11, 59), at(0, 14, 0)].map(|now| noon.end_after(&zone(), now)), [None; 2]);
    assert_eq!(noon.end_after(&zone(), at(0, 12, 0)), Some(at(0, 14, 0)));
    let never = QuietHours { from: 600, until: 600 };
    assert!((0..24).all(|hour| never.end_after(&zone(), at(0, hour, 0)).is_none()));
    let until_midnight = QuietHours { from: 20 * 60, until: 0 };
    assert_eq!(until_midnight.end_after(&zone(), at(0, 20, 0)), Some(at(1, 0, 0)));
}

#[test]
fn what_would_be_too_late_in_the_morning_goes_out_at_night() {
    let (rules, night) = (defaults().notices, QuietHours { from: 22 * 60, until: 7 * 60 });
    let leaves = |deadline| leaves_at(night, &zone(), &rules, deadline, at(0, 23, 0));
    assert_eq!(leaves(None), at(1, 7, 0));
    assert_eq!(leaves(Some(at(1, 8, 0))), at(0, 23, 0));
    assert_eq!(leaves(Some(at(1, 23, 0))), at(1, 7, 0));
    assert_eq!(leaves(Some(at(0, 22, 0))), at(1, 7, 0), "what is over does not wake anybody");
    assert_eq!(leaves_at(night, &zone(), &rules, None, at(0, 12, 0)), at(0, 12, 0));
}

#[test]
fn tries_become_rarer_and_end() {
    let (mut rules, now) = (defaults().notices, at(0, 12, 0));
    rules.retries_after_minutes = vec![1, 30];
    assert_eq!([1, 2, 3].map(|attempts| next_try(&rules, attempts, now)), [Some(now.plus_minutes(1)), Some(now.plus_minutes(30)), None]);
}

#[test]
fn only_the_nearest_reminder_is_due() {
    assert_eq!(reminders(&defaults().notices).collect::<Vec<_>>(), [(1440, 120), (120, 0)]);
}

#[test]
fn text_messages_cost_and_are_for_what_the_city_has_chosen() {
    let mut rules = defaults().notices;
    let (activity, title) = (crate::ids::ActivityId::from_raw(1), String::new());
    let off = MessageContent::ActivityCancelled { activity, title: title.clone(), reason: None };
    assert!(may_be_texted(&rules, &off) && !may_be_texted(&rules, &MessageContent::CalledOff { activity, title }));
    rules.text_messages.clear();
    assert!(!may_be_texted(&rules, &off));
}
