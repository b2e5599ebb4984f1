//! Rows of the form that came from a rule: what is changed for several is read as if each had been typed, and nothing is doubled.

use super::*;
use domain::recurrence::{End, Frequency};

/// Before every shift of these tests.
const NOW: Timestamp = Timestamp::from_unix_ms(1_777_000_000_000);

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Fridays of May 2026 by one rule.
fn fridays() -> WrittenPosition {
    let shift = WrittenShift { day: "2026-05-01".into(), from: "08:30".into(), to: "11:00".into(), capacity: "5".into(), ..WrittenShift::default() };
    let mut position = WrittenPosition { name: "清洁".into(), shifts: vec![shift], ..WrittenPosition::default() };
    let rule = Rule { frequency: Frequency::Weekly, interval: 1, by_day: Vec::new(), by_month_day: Vec::new(), end: End::Until(day("2026-05-31")) };
    let (programme, days) = position.programme(0, rule, &[day("2026-05-15")], &zone()).unwrap();
    position.begin(0, programme, &days, &zone());
    position
}

fn rows(position: &WrittenPosition) -> Vec<String> {
    position.shifts.iter().map(|shift| format!("{} {}", &shift.day[5..], shift.from)).collect()
}

#[test]
fn a_rule_becomes_rows_that_know_it() {
    let position = fridays();
    assert_eq!(rows(&position), ["05-01 08:30", "05-08 08:30", "05-22 08:30", "05-29 08:30"]);
    assert!(position.shifts.iter().all(|shift| shift.occurrence.is_some_and(|of| of.day.to_string() == shift.day)));
    let unfinished = WrittenPosition { shifts: vec![WrittenShift::default()], ..WrittenPosition::default() };
    assert!(unfinished.programme(0, position.programmes[0].rule.clone(), &[], &zone()).is_none());
}

#[test]
fn a_changed_row_asks_and_what_it_is_for_follows_when_the_form_is_read() {
    let mut position = fridays();
    assert!(!position.asks_scope(1, None, &zone()));
    position.shifts[1].from = "09:00".into();
    assert!(position.asks_scope(1, None, &zone()));
    assert_eq!((rows(&position.settled(None, NOW, &zone())), position.reach(1, NOW, &zone())), (rows(&position), 0));
    position.shifts[1].scope = Scope::Following;
    let settled = position.settled(None, NOW, &zone());
    assert_eq!((rows(&settled), position.reach(1, NOW, &zone())), (vec!["05-01 08:30".into(), "05-08 09:00".into(), "05-22 09:00".into(), "05-29 09:00".into()], 2));
    assert_eq!((settled.programmes.len(), position.programmes.len()), (2, 1), "only what is sent has another rule");
    // On another day it is an exception, whatever was chosen before.
    position.shifts[1].day = "2026-05-09".into();
    assert!(!position.asks_scope(1, None, &zone()));
    assert_eq!(position.settled(None, NOW, &zone()), position);
}

#[test]
fn rows_that_are_taken_out_take_their_days_along() {
    let mut position = fridays();
    position.remove(2, Scope::Following, NOW, &zone());
    assert_eq!((rows(&position), position.programmes[0].rule.end), (vec!["05-01 08:30".into(), "05-08 08:30".into()], End::Until(day("2026-05-21"))));
    position.remove(0, Scope::All, NOW, &zone());
    assert_eq!((position.shifts.len(), position.programmes.len()), (0, 0));
}

#[test]
fn a_rule_goes_on_without_holidays_and_without_what_is_there_already() {
    let mut position = fridays();
    position.shifts.push(WrittenShift { day: "2026-06-12".into(), from: "10:00".into(), to: "12:00".into(), capacity: "1".into(), ..WrittenShift::default() });
    let (programme, days) = position.extended(0, day("2026-06-30"), &[day("2026-06-19")], &zone()).unwrap();
    assert_eq!(days, [day("2026-06-05"), day("2026-06-26")]);
    position.extend(0, programme, &days, &zone());
    assert_eq!(rows(&position)[3..], ["05-29 08:30", "06-05 08:30", "06-26 08:30", "06-12 10:00"]);
}

#[test]
fn a_copy_takes_a_rule_of_weeks_along_and_leaves_one_of_months() {
    let mut copy = fridays();
    copy.put_later(2);
    assert_eq!((rows(&copy)[0].as_str(), copy.programmes[0].first, copy.shifts[1].occurrence.unwrap().day), ("05-15 08:30", day("2026-05-15"), day("2026-05-22")));
    let mut monthly = fridays();
    monthly.programmes[0].rule.frequency = Frequency::Monthly;
    monthly.put_later(2);
    assert!(monthly.programmes.is_empty() && monthly.shifts.iter().all(|shift| shift.occurrence.is_none()));
}
