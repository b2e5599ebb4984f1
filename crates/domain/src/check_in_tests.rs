//! Tables and properties of [`super`]: one line per thing a person can do at a kiosk.

use super::*;
use crate::policy::tests::defaults;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_unix_ms(minute * MINUTE)
}

fn span(from: i64, to: i64) -> Interval {
    Interval { start: at(from), end: at(to) }
}

fn candidate(shift: i64, from: i64, to: i64) -> Candidate {
    Candidate { shift: ShiftId::from_raw(shift), time: span(from, to), status: SignUpStatus::Confirmed, pairs_today: 0 }
}

fn scan(minute: i64, candidates: &[Candidate], open: Option<OpenRecord>) -> Decision {
    decide(Scanned { at: at(minute), candidates, open, last_check_out: None, credited_today: 0, credited_intervals: &[] }, &defaults())
}

fn open(from: i64, to: i64, checked_in: i64, here: bool) -> OpenRecord {
    OpenRecord { record: RecordId::from_raw(7), shift: ShiftId::from_raw(1), shift_time: span(from, to), checked_in_at: at(checked_in), here }
}

#[test]
fn check_in_opens_an_hour_before_and_closes_at_the_end() {
    let shift = [candidate(1, 600, 720)];
    let in_ = Decision::CheckIn { shift: ShiftId::from_raw(1) };
    assert_eq!(scan(539, &shift, None), Decision::Refuse(ScanRefusal::TooEarly { opens_at: at(540) }));
    assert_eq!(scan(540, &shift, None), in_);
    assert_eq!(scan(719, &shift, None), in_);
    assert_eq!(scan(720, &shift, None), Decision::Refuse(ScanRefusal::TooLate { ended_at: at(720) }));
    assert_eq!(scan(600, &[], None), Decision::Refuse(ScanRefusal::NotSignedUp));
}

#[test]
fn a_cancelled_place_is_no_place() {
    let shift = [Candidate { status: SignUpStatus::Cancelled, ..candidate(1, 600, 720) }];
    assert_eq!(scan(600, &shift, None), Decision::Refuse(ScanRefusal::NotSignedUp));
}

#[test]
fn between_two_shifts_the_nearer_beginning_is_meant() {
    let shifts = [candidate(1, 600, 720), candidate(2, 720, 840)];
    assert_eq!(scan(610, &shifts, None), Decision::CheckIn { shift: ShiftId::from_raw(1) });
    assert_eq!(scan(710, &shifts, None), Decision::CheckIn { shift: ShiftId::from_raw(2) });
}

#[test]
fn check_out_credits_only_what_lies_inside_the_shift() {
    for (checked_in, out, minutes) in [(540, 720, 120), (600, 700, 100), (630, 800, 90), (540, 590, 0), (715, 959, 5), (716, 959, 0)] {
        let credited = Decision::CheckOut { record: RecordId::from_raw(7), credited_minutes: minutes, capped: false };
        assert_eq!(scan(out, &[], Some(open(600, 720, checked_in, true))), credited, "{checked_in}-{out}");
    }
}

#[test]
fn a_second_scan_in_the_same_minute_changes_nothing() {
    let just = Decision::Refuse(ScanRefusal::JustScanned);
    let scanned = |seconds| Scanned {
        at: at(600).plus_seconds(seconds), candidates: &[], open: Some(open(600, 720, 600, true)),
        last_check_out: None, credited_today: 0, credited_intervals: &[],
    };
    assert_eq!(decide(scanned(59), &defaults()), just);
    assert_eq!(decide(scanned(-300), &defaults()), just, "a scan from before the check-in is not a check-out");
    assert!(matches!(decide(scanned(60), &defaults()), Decision::CheckOut { credited_minutes: 0, .. }));
    let shift = [candidate(1, 600, 720)];
    let after_out = Scanned { open: None, candidates: &shift, last_check_out: Some(at(600)), ..scanned(30) };
    assert_eq!(decide(after_out, &defaults()), just);
}

#[test]
fn a_fourth_pair_is_refused() {
    let shift = [Candidate { pairs_today: 3, ..candidate(1, 600, 720) }];
    assert_eq!(scan(600, &shift, None), Decision::Refuse(ScanRefusal::TooManyPairs { most: 3 }));
}

#[test]
fn somebody_still_in_elsewhere_is_sent_there() {
    let shift = [candidate(2, 720, 840)];
    assert_eq!(scan(720, &shift, Some(open(600, 720, 600, false))), Decision::Refuse(ScanRefusal::OpenElsewhere));
    assert_eq!(scan(960, &[candidate(2, 950, 990)], Some(open(600, 720, 600, false))), Decision::CheckIn { shift: ShiftId::from_raw(2) }, "a forgotten record no longer holds");
}

#[test]
fn a_forgotten_check_out_does_not_credit_the_next_morning() {
    assert_eq!(scan(960, &[], Some(open(600, 720, 600, true))), Decision::Refuse(ScanRefusal::NotSignedUp));
}

#[test]
fn the_daily_cap_holds() {
    let scanned = Scanned { at: at(720), candidates: &[], open: Some(open(600, 720, 600, true)), last_check_out: None, credited_today: 900, credited_intervals: &[] };
    assert_eq!(decide(scanned, &defaults()), Decision::CheckOut { record: RecordId::from_raw(7), credited_minutes: 60, capped: true });
}

#[test]
fn a_city_may_credit_early_arrival_and_staying_on() {
    let mut policy = defaults();
    assert_eq!(credited_minutes(span(540, 780), span(600, 720), &[], &policy), 120);
    policy.check_in.early_arrival_credited = true;
    assert_eq!(credited_minutes(span(540, 780), span(600, 720), &[], &policy), 180);
    policy.check_in.late_stay_credited = true;
    assert_eq!(credited_minutes(span(540, 780), span(600, 720), &[], &policy), 240);
}

proptest! {
    #[test]
    fn credit_never_exceeds_the_shift_the_stay_or_what_is_left(
        shift in (0_i64..1000, 1_i64..600), stay in (0_i64..1000, 1_i64..600),
        earlier in proptest::collection::vec((0_i64..1000, 1_i64..300), 0..5),
    ) {
        let of = |(from, length): (i64, i64)| span(from, from + length);
        let credited: Vec<Interval> = earlier.into_iter().map(of).collect();
        let minutes = i64::from(credited_minutes(of(stay), of(shift), &credited, &defaults()));
        // The same by brute force, minute by minute.
        let inside = |m: i64, i: Interval| i.start <= at(m) && at(m) < i.end;
        let expected = (0..2000).filter(|m| inside(*m, of(stay)) && inside(*m, of(shift)) && !credited.iter().any(|c| inside(*m, *c))).count();
        prop_assert_eq!(minutes, if expected < 5 { 0 } else { expected as i64 });
    }
}
