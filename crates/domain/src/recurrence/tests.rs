//! Examples of the calendar's corners, and every rule against a day-by-day reading of RFC 5545.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn days(rule: &str, start: &str) -> Vec<String> {
    rule.parse::<Rule>().unwrap().days(day(start), &[], 100).iter().map(ToString::to_string).collect()
}

#[test]
fn every_week_on_some_days_until_a_day() {
    assert_eq!(days("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261210", "2026-11-28"), ["2026-12-01", "2026-12-03", "2026-12-08", "2026-12-10"]);
    assert_eq!(days("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=4", "2026-11-29"), ["2026-11-29", "2026-12-07", "2026-12-13", "2026-12-21"]);
    assert_eq!(days("FREQ=WEEKLY;COUNT=2", "2026-11-28"), ["2026-11-28", "2026-12-05"]);
}

#[test]
fn months_that_lack_a_day_are_left_out() {
    assert_eq!(days("FREQ=MONTHLY;COUNT=3", "2026-01-31"), ["2026-01-31", "2026-03-31", "2026-05-31"]);
    assert_eq!(days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;COUNT=2", "2028-02-01"), ["2028-02-29", "2032-02-29"]);
    assert_eq!(days("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2028-01-10"), ["2028-01-31", "2028-02-29", "2028-03-31"]);
    assert!(days("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30;COUNT=1", "2026-02-01").is_empty());
}

#[test]
fn the_nth_weekday_is_counted_from_either_end() {
    assert_eq!(days("FREQ=MONTHLY;BYDAY=2SA;COUNT=2", "2026-11-28"), ["2026-12-12", "2027-01-09"]);
    assert_eq!(days("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-11-01"), ["2026-11-27", "2026-12-25"]);
    assert_eq!(days("FREQ=MONTHLY;BYDAY=5SU;COUNT=2", "2026-11-01"), ["2026-11-29", "2027-01-31"]);
}

#[test]
fn days_that_are_left_out_still_count() {
    let rule: Rule = "FREQ=DAILY;COUNT=3".parse().unwrap();
    assert_eq!(rule.days(day("2026-12-31"), &[day("2027-01-01")], 100), [day("2026-12-31"), day("2027-01-02")]);
    assert_eq!(rule.days(day("2026-12-31"), &[], 2).len(), 2);
}

#[test]
fn what_is_not_understood_is_refused() {
    for text in [
        "", "FREQ=YEARLY;COUNT=1", "FREQ=DAILY", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=1;UNTIL=20261231", "FREQ=DAILY;INTERVAL=0;COUNT=1", "FREQ=WEEKLY;BYDAY=1MO;COUNT=1",
        "FREQ=WEEKLY;BYMONTHDAY=1;COUNT=1", "FREQ=MONTHLY;BYDAY=6MO;COUNT=1", "FREQ=MONTHLY;BYDAY=XX;COUNT=1", "FREQ=DAILY;UNTIL=20260230", "FREQ=DAILY;COUNT=1;BYHOUR=8",
        "FREQ=DAILY;COUNT=1;WKST=SU", "FREQ=MONTHLY;BYDAY=日;COUNT=1", "FREQ=DAILY;UNTIL=2026é231",
    ] {
        assert_eq!(text.parse::<Rule>(), Err(InvalidRule), "{text}");
    }
    let known: Rule = "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;WKST=MO;UNTIL=20271231T235959Z".parse().unwrap();
    assert_eq!(known.to_string(), "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR;UNTIL=20271231");
}

/// Any rule: also one that fits no day, or ends before it begins.
pub(super) fn rule() -> impl Strategy<Value = Rule> {
    let weekdays = |nth: bool| {
        let which = prop_oneof![3 => Just(None), 2 => (1_i8..=5).prop_map(Some), 1 => (-5_i8..=-1).prop_map(Some)];
        proptest::collection::vec((0_u8..7, which).prop_map(move |(weekday, which)| ByDay { weekday, nth: which.filter(|_| nth) }), 0..4)
    };
    let month_days = || proptest::collection::vec(prop_oneof![4 => 1_i8..=31, 1 => -31_i8..=-1], 0..3);
    let end = prop_oneof![(1_u16..40).prop_map(End::Count), (9_500_i64..25_000).prop_map(|n| End::Until(Day::from_unix_days(n).unwrap()))];
    let made = |frequency, interval, by_day, by_month_day, end| Rule { frequency, interval, by_day, by_month_day, end };
    prop_oneof![
        (1_u16..40, weekdays(false), month_days(), end.clone()).prop_map(move |(n, w, m, e)| made(Frequency::Daily, n, w, m, e)),
        (1_u16..9, weekdays(false), end.clone()).prop_map(move |(n, w, e)| made(Frequency::Weekly, n, w, Vec::new(), e)),
        (1_u16..15, weekdays(true), month_days(), end).prop_map(move |(n, w, m, e)| made(Frequency::Monthly, n, w, m, e)),
    ]
}

/// Whether `day` belongs to the rule that began at `start`, asked of the day alone.
fn belongs(rule: &Rule, start: Day, day: Day) -> bool {
    let (weekday, (year, month, number)) = (day.weekday(), day.parts());
    let length = (28..=31).rev().find(|last| Day::new(year, month, *last).is_some()).unwrap();
    let months = |day: Day| i64::from(day.parts().0) * 12 + i64::from(day.parts().1);
    let weeks = |day: Day| (day.unix_days() + 3).div_euclid(7);
    let rounds = match rule.frequency {
        Frequency::Daily => day.unix_days() - start.unix_days(),
        Frequency::Weekly => weeks(day) - weeks(start),
        Frequency::Monthly => months(day) - months(start),
    };
    let nth = |n: i8| i16::from(n) == (i16::from(number) + 6) / 7 || i16::from(n) == -((i16::from(length) - i16::from(number)) / 7 + 1);
    let by_day = rule.by_day.is_empty() || rule.by_day.iter().any(|by| by.weekday == weekday && by.nth.is_none_or(nth));
    let by_month_day = rule.by_month_day.is_empty() || rule.by_month_day.iter().any(|by| i16::from(*by) == i16::from(number) || i16::from(*by) == i16::from(number) - i16::from(length) - 1);
    let by_start = match rule.frequency {
        Frequency::Daily => true,
        Frequency::Weekly => !rule.by_day.is_empty() || weekday == start.weekday(),
        Frequency::Monthly => !rule.by_day.is_empty() || !rule.by_month_day.is_empty() || number == start.parts().2,
    };
    day >= start && rounds % i64::from(rule.interval) == 0 && by_day && by_month_day && by_start
}

/// Days after the first that are looked at one by one: more than four years, so that a leap day and, of the longest interval, some rounds are among
/// them.
const SPAN: i64 = 1_500;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_rule_gives_the_days_that_belong_to_it(rule in rule(), start in 10_000_i64..24_000) {
        let start = Day::from_unix_days(start).unwrap();
        let end = match rule.end { End::Until(until) => until, End::Count(_) => start.plus_days(SPAN) };
        let most = match rule.end { End::Count(count) => usize::from(count), End::Until(_) => usize::MAX };
        let days = (0..SPAN).map(|n| start.plus_days(n)).take_while(|day| *day <= end);
        let expected: Vec<Day> = days.filter(|day| belongs(&rule, start, *day)).take(most.min(60)).collect();
        // The rule is asked for no more than was looked at.
        let found: Vec<Day> = Rule { end: match rule.end { End::Until(until) => End::Until(until.min(start.plus_days(SPAN))), count => count }, ..rule }.days(start, &[], 60);
        let known: Vec<Day> = found.into_iter().filter(|day| *day < start.plus_days(SPAN)).collect();
        prop_assert_eq!(known, expected);
    }

    /// Another reading of RFC 5545, by people we do not know.
    #[test]
    fn a_rule_gives_the_days_that_another_library_gives(rule in rule(), start in 10_000_i64..24_000) {
        // It does not know the fifth from the end, and of `1MO,MO` it takes only the first; RFC 5545 knows the one, and takes both of the other.
        let nths = rule.by_day.iter().filter(|by| by.nth.is_some()).count();
        prop_assume!(rule.by_day.iter().all(|by| by.nth != Some(-5)) && (nths == 0 || nths == rule.by_day.len()));
        let start = Day::from_unix_days(start).unwrap();
        let last = start.plus_days(SPAN);
        let rule = if let End::Until(until) = rule.end { Rule { end: End::Until(until.clamp(start, last)), ..rule } } else { rule };
        // It takes an end of days only with a time, as the start has one.
        let text = if let End::Until(_) = rule.end { format!("{rule}T120000Z") } else { rule.to_string() };
        let read = |first: Day, rule: &str| format!("DTSTART:{}T120000Z\nRRULE:{rule}", first.to_string().replace('-', "")).parse::<rrule::RRuleSet>().unwrap();
        let end = *read(last, "FREQ=DAILY;COUNT=1").get_dt_start();
        let theirs = read(start, &text).before(end).all(60).dates;
        let theirs: Vec<Day> = theirs.iter().map(|at| Day::from_unix_days(at.timestamp().div_euclid(86_400)).unwrap()).collect();
        let ours: Vec<Day> = rule.days(start, &[], 60).into_iter().filter(|day| *day <= last).collect();
        prop_assert_eq!(ours, theirs);
    }

    #[test]
    fn a_rule_reads_back_from_its_text(rule in rule()) {
        prop_assert_eq!(rule.to_string().parse::<Rule>(), Ok(rule));
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in ".*") {
        let _ = text.parse::<Rule>();
    }
}
