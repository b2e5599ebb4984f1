//! Whatever rule, shift, scope and change: what has begun, other shifts and exceptions stay, and the rules still make the days of the shifts.

use super::*;
use crate::recurrence::tests::rule;
use crate::recurrence::{End, Rule, are_followed};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const MORNING: Pattern = Pattern { from: 9 * 60, minutes: 120, capacity: 5 };
const AFTERNOON: Pattern = Pattern { from: 14 * 60, minutes: 180, capacity: 8 };

fn member(key: usize, programme: u16, day: Day, pattern: Pattern) -> Member {
    Member { key, occurrence: Occurrence { programme, day }, time: pattern.on(day, &zone()), capacity: pattern.capacity }
}

/// A programme with a shift on each of its days.
fn series(rule: &str, first: &str) -> Series {
    let (programme, days) = Programme::begin(rule.parse().unwrap(), day(first), MORNING, &[], 50);
    let all = [day(first)].into_iter().chain(days).enumerate().map(|(key, day)| member(key, 0, day, MORNING)).collect();
    Series { programmes: vec![programme], members: all }
}

fn tuesdays() -> Series {
    series("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229", "2026-12-01")
}

fn noon_of(text: &str) -> Timestamp {
    zone().start_of(day(text)).plus_minutes(12 * 60)
}

fn starts(series: &Series) -> Vec<u16> {
    series.members.iter().map(|one| zone().minute_of_day(one.time.start) / 60).collect()
}

fn days_of(series: &Series, programme: usize) -> Vec<String> {
    series.programmes[programme].days().iter().map(ToString::to_string).collect()
}

#[test]
fn only_this_one_becomes_an_exception_that_later_changes_leave_alone() {
    let moved = tuesdays().change(1, Scope::One, AFTERNOON, noon_of("2026-11-01"), &zone());
    assert_eq!((starts(&moved), &moved.programmes), (vec![9, 14, 9, 9, 9], &tuesdays().programmes));
    let evening = Pattern { from: 19 * 60, ..MORNING };
    let all = moved.change(0, Scope::All, evening, noon_of("2026-11-01"), &zone());
    assert_eq!((starts(&all), all.programmes[0].pattern), (vec![19, 14, 19, 19, 19], evening));
}

#[test]
fn those_that_follow_get_a_rule_of_their_own() {
    let split = tuesdays().change(2, Scope::Following, AFTERNOON, noon_of("2026-11-01"), &zone());
    assert_eq!(starts(&split), [9, 9, 14, 14, 14]);
    assert_eq!(split.programmes.iter().map(|one| (one.rule.to_string(), one.first.to_string(), one.pattern)).collect::<Vec<_>>(), [
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261214".into(), "2026-12-01".into(), MORNING),
        ("FREQ=WEEKLY;BYDAY=TU;UNTIL=20261229".into(), "2026-12-15".into(), AFTERNOON),
    ]);
    assert_eq!(split.members.iter().map(|one| one.occurrence.programme).collect::<Vec<_>>(), [0, 0, 1, 1, 1]);
    let from_the_first = tuesdays().change(0, Scope::Following, AFTERNOON, noon_of("2026-11-01"), &zone());
    assert_eq!((from_the_first.programmes.len(), starts(&from_the_first)), (1, vec![14; 5]));
}

#[test]
fn all_leaves_what_has_begun_and_moves_nothing_into_the_past() {
    let now = noon_of("2026-12-08");
    let all = tuesdays().change(3, Scope::All, AFTERNOON, now, &zone());
    assert_eq!(starts(&all), [9, 9, 14, 14, 14]);
    let evening = Pattern { from: 20 * 60, ..MORNING };
    let earlier = tuesdays().change(0, Scope::All, evening, noon_of("2026-11-01"), &zone()).change(3, Scope::All, AFTERNOON, noon_of("2026-12-08").plus_minutes(180), &zone());
    assert_eq!(starts(&earlier), [20, 20, 14, 14, 14], "the one of today would have begun an hour ago");
}

#[test]
fn a_shift_that_is_taken_out_is_a_day_the_rule_leaves_out() {
    let less = tuesdays().remove(2, Scope::One, noon_of("2026-11-01"));
    assert_eq!((less.members.len(), &less.programmes[0].except), (4, &vec![day("2026-12-15")]));
    let following = less.remove(3, Scope::Following, noon_of("2026-11-01"));
    assert_eq!((following.members.len(), days_of(&following, 0)), (2, vec!["2026-12-01".to_owned(), "2026-12-08".to_owned()]));
    let begun = tuesdays().remove(4, Scope::All, noon_of("2026-12-08"));
    assert_eq!((begun.members.len(), begun.programmes[0].rule.end), (2, End::Until(day("2026-12-08"))));
    assert_eq!(tuesdays().remove(4, Scope::All, noon_of("2026-11-01")), Series { programmes: Vec::new(), members: Vec::new() });
}

#[test]
fn a_rule_that_is_gone_leaves_the_others_with_their_shifts() {
    let split = tuesdays().change(2, Scope::Following, AFTERNOON, noon_of("2026-11-01"), &zone());
    let rest = split.clone().remove(0, Scope::All, noon_of("2026-11-01"));
    assert_eq!((rest.programmes.len(), rest.members.iter().map(|one| one.occurrence.programme).collect::<Vec<_>>()), (1, vec![0, 0, 0]));
    assert_eq!(rest.programmes[0], split.programmes[1]);
}

#[test]
fn a_programme_goes_on_without_doubling_days() {
    let programme = tuesdays().remove(4, Scope::One, noon_of("2026-11-01")).programmes.remove(0);
    let (longer, days) = programme.extended(day("2027-01-20"), &[day("2027-01-12")], 50);
    assert_eq!(days, [day("2027-01-05"), day("2027-01-19")], "neither the day that was taken out nor the holiday");
    assert_eq!((longer.except.clone(), longer.rule.end), (vec![day("2026-12-29"), day("2027-01-12")], End::Until(day("2027-01-20"))));
    assert_eq!(longer.extended(day("2026-12-01"), &[], 50), (longer.clone(), Vec::new()));
    let (cut, days) = programme.extended(day("2027-12-31"), &[], 2);
    assert_eq!((days.len(), cut.rule.end), (2, End::Until(day("2027-01-12"))));
}

#[test]
fn leap_days_and_month_ends_split_where_they_are() {
    for (rule, first, at) in [
        ("FREQ=MONTHLY;COUNT=4", "2026-01-31", 2), ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=29;COUNT=3", "2028-02-29", 1), ("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=5", "2028-01-31", 1),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=6", "2026-12-28", 1), ("FREQ=DAILY;INTERVAL=3;COUNT=5", "2028-02-26", 1),
    ] {
        let whole = series(rule, first);
        let days = days_of(&whole, 0);
        let split = whole.change(at, Scope::Following, AFTERNOON, noon_of("2026-01-01"), &zone());
        assert_eq!([days_of(&split, 0), days_of(&split, 1)].concat(), days, "{rule}");
    }
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![Just(Scope::One), Just(Scope::Following), Just(Scope::All)]
}

/// A programme that begins with one of its days, its shifts, and which of them are exceptions already.
fn any_series() -> impl Strategy<Value = Series> {
    (rule(), 18_000_i64..22_000, proptest::collection::vec(any::<bool>(), 12), proptest::collection::vec(any::<bool>(), 12)).prop_filter_map("a rule without days", |(rule, start, apart, out)| {
        let start = Day::from_unix_days(start)?;
        let until = start.plus_days(3_000);
        let rule = if let End::Count(_) = rule.end { rule } else { Rule { end: End::Until(until), ..rule } };
        let first = rule.days(start, &[], 1).first().copied()?;
        let leave_out: Vec<Day> = rule.days(first, &[], 12).into_iter().zip(out).skip(1).filter_map(|(day, out)| out.then_some(day)).collect();
        let (programme, days) = Programme::begin(rule, first, MORNING, &leave_out, 10);
        let days = programme.days().first().filter(|day| **day == first).copied().into_iter().chain(days);
        let all: Vec<Member> = days.zip(apart).enumerate().map(|(key, (day, apart))| member(key, 0, day, if apart { Pattern { from: 600, ..MORNING } } else { MORNING })).collect();
        (!all.is_empty()).then_some(Series { programmes: vec![programme], members: all })
    })
}

fn all_days(series: &Series) -> BTreeSet<Day> {
    series.programmes.iter().flat_map(Programme::days).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_change_touches_only_what_it_is_for(series in any_series(), pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), scope in scope()) {
        let (chosen, now) = (series.members[pick.index(series.members.len())], series.members[at.index(series.members.len())].time.end);
        let after = series.clone().change(chosen.key, scope, AFTERNOON, now, &zone());
        prop_assert_eq!(after.members.len(), series.members.len());
        for (before, one) in series.members.iter().zip(&after.members) {
            prop_assert_eq!((before.key, before.occurrence.day), (one.key, one.occurrence.day));
            let is_exception = before.time != MORNING.on(before.occurrence.day, &zone());
            let in_scope = match scope { Scope::One => false, Scope::Following => before.occurrence.day >= chosen.occurrence.day, Scope::All => true };
            let new_time = AFTERNOON.on(before.occurrence.day, &zone());
            let changes = before.key == chosen.key || (in_scope && !is_exception && before.time.start > now && new_time.start > now);
            let expected = if changes { (new_time, AFTERNOON.capacity) } else { (before.time, before.capacity) };
            prop_assert_eq!((one.time, one.capacity), expected);
        }
        prop_assert_eq!(all_days(&after), all_days(&series));
        prop_assert!(are_followed(&after.programmes, after.members.iter().map(|one| one.occurrence)));
    }

    #[test]
    fn taking_out_leaves_the_rest_and_what_has_begun(series in any_series(), pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), scope in scope()) {
        let (chosen, now) = (series.members[pick.index(series.members.len())], series.members[at.index(series.members.len())].time.end);
        let after = series.clone().remove(chosen.key, scope, now);
        let stays = |one: &&Member| one.key != chosen.key && match scope {
            Scope::One => true,
            Scope::Following => one.occurrence.day < chosen.occurrence.day || one.time.start <= now,
            Scope::All => one.time.start <= now,
        };
        let plain = |one: &Member| (one.key, one.occurrence.day, one.time, one.capacity);
        prop_assert_eq!(after.members.iter().map(plain).collect::<Vec<_>>(), series.members.iter().filter(stays).map(plain).collect::<Vec<_>>());
        prop_assert!(are_followed(&after.programmes, after.members.iter().map(|one| one.occurrence)));
    }
}
