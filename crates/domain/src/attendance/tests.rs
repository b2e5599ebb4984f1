//! Tables of [`super`]: what the board shows, and who may settle what.

use super::*;
use crate::api::attendance::ScanMeaning;
use crate::check_in::Side;
use crate::ids::{ActivityId, DeviceId, EntryId, ScanId, SignUpId};
use crate::policy::tests::defaults;
use crate::volunteer::VolunteerNumber;
use proptest::prelude::*;

/// Midnight in Shanghai before the first of May 2026.
const MIDNIGHT: Timestamp = Timestamp::from_unix_ms(1_777_564_800_000);

fn at(hour: i64, minute: i64) -> Timestamp {
    MIDNIGHT.plus_minutes(hour * 60 + minute)
}

fn span(from: i64, to: i64) -> Interval {
    Interval { start: at(from, 0), end: at(to, 0) }
}

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

/// Somebody with a place in the first shift who has not come.
fn line() -> RosterLine {
    RosterLine {
        sign_up: Some(SignUpId::from_raw(1)), person: PersonId::from_raw(1), number: VolunteerNumber::from_random(1), name: "林知遥".into(), shift: ShiftId::from_raw(1),
        status: Some(SignUpStatus::Confirmed), ending: None, checked_in_at: None, checked_out_at: None, credited_minutes: 0,
        answers: Vec::new(), companions: Vec::new(), by_team: None,
    }
}

fn shift(id: i64, from: i64, to: i64) -> BoardShift {
    BoardShift { id: ShiftId::from_raw(id), activity_id: ActivityId::from_raw(id), activity: "站点值守".into(), position: "引导".into(), time: span(from, to) }
}

fn scan(at: Timestamp) -> BoardScan {
    BoardScan {
        device: DeviceId::from_raw(1), scan: ScanId::from_raw(1), kiosk: "门口平板".into(), side: Side::Place, at, person: PersonId::from_raw(1), number: VolunteerNumber::from_random(1),
        name: "林知遥".into(), meaning: ScanMeaning::ToBeMatched, refusal: None,
    }
}

fn entry(person: i64, entered_by: i64) -> Entry {
    Entry {
        id: EntryId::from_raw(1), shift: ShiftId::from_raw(1), activity: "站点值守".into(), person: PersonId::from_raw(person), number: VolunteerNumber::from_random(1),
        name: "林知遥".into(), time: span(9, 10), reason: "终端断电".into(), entered_by: PersonId::from_raw(entered_by), entered_by_name: "站点".into(), entered_at: at(12, 0),
    }
}

#[test]
fn whoever_has_not_come_is_expected_then_late_then_missed() {
    let of = |now| Presence::of(&line(), span(9, 12), now);
    assert_eq!((of(at(8, 59)), of(at(9, 0)), of(at(11, 59)), of(at(12, 0))), (Some(Presence::Expected), Some(Presence::Late), Some(Presence::Late), Some(Presence::Missed)));
}

#[test]
fn whoever_came_is_in_until_the_check_out_whatever_the_time() {
    let came = RosterLine { checked_in_at: Some(at(8, 50)), ..line() };
    let went = RosterLine { checked_out_at: Some(at(10, 0)), ..came.clone() };
    for now in [at(8, 55), at(10, 0), at(14, 0)] {
        assert_eq!((Presence::of(&came, span(9, 12), now), Presence::of(&went, span(9, 12), now)), (Some(Presence::In), Some(Presence::Gone)));
    }
    let walk_in = RosterLine { sign_up: None, status: None, ..came };
    assert_eq!(Presence::of(&walk_in, span(9, 12), at(10, 0)), Some(Presence::In));
}

#[test]
fn a_place_given_back_awaits_nobody() {
    let cancelled = RosterLine { status: Some(SignUpStatus::Cancelled), ..line() };
    assert_eq!(Presence::of(&cancelled, span(9, 12), at(10, 0)), None);
    // Came all the same.
    let came = RosterLine { checked_in_at: Some(at(9, 0)), ..cancelled };
    assert_eq!(Presence::of(&came, span(9, 12), at(10, 0)), Some(Presence::In));
    let attended = RosterLine { status: Some(SignUpStatus::Attended), ..line() };
    assert_eq!(Presence::of(&attended, span(9, 12), at(10, 0)), Some(Presence::Gone));
}

#[test]
fn the_numbers_count_each_line_once_and_nobody_who_missed_a_shift() {
    let shifts = [shift(1, 9, 12), shift(2, 13, 15), shift(3, 6, 8)];
    let of = |shift: i64, came: Option<Timestamp>, went: Option<Timestamp>| RosterLine { shift: ShiftId::from_raw(shift), checked_in_at: came, checked_out_at: went, ..line() };
    let lines = [of(1, None, None), of(1, Some(at(9, 0)), None), of(2, None, None), of(2, None, None), of(3, None, None), of(3, Some(at(6, 0)), Some(at(8, 0))), of(4, None, None)];
    assert_eq!(Counts::of(&lines, &shifts, at(10, 0)), Counts { present: 1, expected: 2, late: 1, gone: 1 });
}

#[test]
fn nobody_settles_their_own_hours_nor_approves_their_own_entry() {
    let policy = defaults();
    let one_hand = { let mut policy = defaults(); policy.evidence.grade_d_needs_second_approval = false; policy };
    let me = PersonId::from_raw(7);
    assert_eq!(may_decide(&entry(1, 2), me, true, &policy), Ok(()));
    assert_eq!(may_decide(&entry(1, 7), me, true, &policy), Err(OwnHand::Entry));
    assert_eq!(may_decide(&entry(1, 7), me, false, &policy), Ok(()), "what somebody entered they may take back");
    assert_eq!(may_decide(&entry(1, 7), me, true, &one_hand), Ok(()));
    for approve in [true, false] {
        assert_eq!(may_decide(&entry(7, 2), me, approve, &one_hand), Err(OwnHand::Hours));
    }
}

#[test]
fn a_stay_to_enter_is_over_and_no_longer_than_a_day() {
    assert_eq!(check_entered(span(9, 10), at(10, 0)), Ok(()));
    for (time, now) in [(span(9, 9), at(10, 0)), (span(10, 9), at(12, 0)), (span(9, 11), at(10, 0)), (span(0, 25), at(48, 0))] {
        assert_eq!(check_entered(time, now), Err(FieldCode::OutOfRange), "{time:?}");
    }
}

#[test]
fn times_of_the_clock_are_read_near_the_shift() {
    let read = |shift: Interval, from: (i64, i64), to: (i64, i64)| stay_by_clock(shift, from.0 * 60 + from.1, to.0 * 60 + to.1, &zone());
    let day = span(9, 12);
    assert_eq!(read(day, (8, 50), (11, 30)), Interval { start: at(8, 50), end: at(11, 30) });
    assert_eq!(read(day, (9, 0), (9, 0)).millis(), 0);
    let night = span(22, 30);
    assert_eq!(read(night, (21, 50), (5, 30)), Interval { start: at(21, 50), end: at(29, 30) });
    assert_eq!(read(night, (1, 0), (6, 0)), Interval { start: at(25, 0), end: at(30, 0) });
    let just_after_midnight = span(0, 3);
    assert_eq!(read(just_after_midnight, (23, 50), (2, 0)), Interval { start: at(-1, 50), end: at(2, 0) });
}

#[test]
fn a_scan_is_likely_for_the_persons_own_shift_else_for_the_nearest() {
    let shifts = [shift(1, 9, 12), shift(2, 12, 15), shift(3, 19, 21)];
    let placed = |shift: i64| [RosterLine { shift: ShiftId::from_raw(shift), ..line() }];
    let likely = |at, lines: &[RosterLine]| likely_shift(&scan(at), &shifts, lines, &defaults()).map(ShiftId::raw);
    assert_eq!(likely(at(10, 0), &[]), Some(1));
    assert_eq!(likely(at(11, 30), &placed(2)), Some(2), "the own shift, for which check-in is open");
    assert_eq!(likely(at(10, 0), &placed(3)), Some(1), "the own shift is hours away");
    assert_eq!(likely(at(17, 30), &[]), Some(3));
    assert_eq!(likely_shift(&scan(at(9, 0)), &[], &[], &defaults()), None);
}

proptest! {
    #[test]
    fn a_stay_by_the_clock_shows_both_times_and_lies_within_a_day_of_the_shift(start in 0_i64..2_000, long in 1_i64..1_440, from in 0_i64..1_440, to in 0_i64..1_440) {
        let shift = Interval { start: MIDNIGHT.plus_minutes(start), end: MIDNIGHT.plus_minutes(start + long) };
        let stay = stay_by_clock(shift, from, to, &zone());
        prop_assert_eq!((i64::from(zone().minute_of_day(stay.start)), i64::from(zone().minute_of_day(stay.end))), (from, to));
        prop_assert!(stay.millis() < 24 * 3_600_000);
        prop_assert!(distance(shift, stay.start) <= 12 * 3_600_000);
    }
}
