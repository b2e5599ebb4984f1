//! Tables and properties of [`super`]: one line per thing a person can do at a kiosk.

use super::*;
use crate::ids::{ActivityId, DeviceId, PersonId, ScanId, ShiftId, StationId};
use crate::policy::tests::defaults;
use crate::record::EvidenceGrade;
use crate::time::{Interval, Zone};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
/// A station, and another one.
const HERE: i64 = 1;
const THERE: i64 = 2;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_unix_ms(minute * MINUTE)
}

fn span(from: i64, to: i64) -> Interval {
    Interval { start: at(from), end: at(to) }
}

/// A shift at [`HERE`] in which the person has a place, of the activity with the same number.
fn shift(number: i64, from: i64, to: i64) -> Candidate {
    let station = Some(StationId::from_raw(HERE));
    Candidate { shift: ShiftId::from_raw(number), activity: ActivityId::from_raw(number), station, time: span(from, to), has_place: true }
}

/// A scan at [`HERE`] by kiosk 1.
fn scan(minute: i64) -> Fact {
    let key = ScanKey { device: DeviceId::from_raw(1), scan: ScanId::from_raw(minute) };
    let place = Place::Station(StationId::from_raw(HERE));
    Fact { key, at: at(minute), place, side: Side::Place, grade: EvidenceGrade::B, chosen: None, walk_in: false, own_hand: false, kept: false, ruling: None }
}

/// The same scan, of which the person was told that it is noted.
fn kept(minute: i64) -> Fact {
    Fact { kept: true, ..scan(minute) }
}

fn by(device: i64, fact: Fact) -> Fact {
    Fact { key: ScanKey { device: DeviceId::from_raw(device), ..fact.key }, ..fact }
}

fn elsewhere(fact: Fact) -> Fact {
    by(9, Fact { place: Place::Station(StationId::from_raw(THERE)), ..fact })
}

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".to_owned(), utc_offset_minutes: 480 }
}

fn reading(facts: &[Fact], shifts: &[Candidate]) -> Reading {
    read(facts, Known { shifts, settled: &[], entered: &[], zone: &zone(), policy: &defaults() })
}

/// What each scan means, in the order of time.
fn meanings(facts: &[Fact], shifts: &[Candidate]) -> Vec<Meaning> {
    reading(facts, shifts).meanings.into_iter().map(|(_, meaning)| meaning).collect()
}

/// What the last of the scans means.
fn last(facts: &[Fact], shifts: &[Candidate]) -> Meaning {
    meanings(facts, shifts).pop().unwrap()
}

fn into(number: i64) -> Meaning {
    Meaning::In { shift: ShiftId::from_raw(number) }
}

fn out_of(number: i64, credited_minutes: u32) -> Meaning {
    Meaning::Out { shift: ShiftId::from_raw(number), credited_minutes, capped: false }
}

fn seen(number: i64) -> Meaning {
    Meaning::Merged { shift: ShiftId::from_raw(number) }
}

#[test]
fn whoever_holds_or_brings_the_device_has_their_own_hand_in_it() {
    let who = PersonId::from_raw;
    assert!(is_own_hand(who(1), who(1), who(2)) && is_own_hand(who(2), who(1), who(2)));
    assert!(!is_own_hand(who(3), who(1), who(2)));
}

#[test]
fn a_scan_by_ones_own_hand_counts_only_when_somebody_else_says_so() {
    let shifts = [shift(1, 600, 720)];
    let own = |fact: Fact| Fact { own_hand: true, ..fact };
    assert_eq!(meanings(&[own(scan(600))], &shifts), [Meaning::Refused(ScanRefusal::OwnHand)]);
    assert_eq!(meanings(&[own(kept(600))], &shifts), [Meaning::Review(ScanRefusal::OwnHand)]);
    let ruled = Fact { ruling: Some(Ruling::Counts(ShiftId::from_raw(1))), ..own(kept(600)) };
    assert_eq!(meanings(&[ruled], &shifts), [Meaning::In { shift: ShiftId::from_raw(1) }]);
    let seen = reading(&[scan(600), by(2, own(kept(601))), by(2, own(kept(700)))], &shifts);
    assert!(seen.meanings[1..].iter().all(|(_, meaning)| *meaning == Meaning::Review(ScanRefusal::OwnHand)), "it strengthens nothing and ends nothing");
    assert_eq!(seen.stays[0].end, End::Open);
}

#[test]
fn check_in_opens_an_hour_before_and_closes_at_the_end() {
    let shifts = [shift(1, 600, 720)];
    assert_eq!(last(&[scan(539)], &shifts), Meaning::Refused(ScanRefusal::TooEarly { opens_at: at(540) }));
    assert_eq!(last(&[scan(540)], &shifts), into(1));
    assert_eq!(last(&[scan(719)], &shifts), into(1));
    assert_eq!(last(&[scan(720)], &shifts), Meaning::Refused(ScanRefusal::TooLate { ended_at: at(720) }));
    assert_eq!(last(&[scan(600)], &[]), Meaning::Refused(ScanRefusal::NotSignedUp));
}

#[test]
fn a_shift_without_a_place_or_at_another_station_is_none_to_check_in_to() {
    for other in [Candidate { has_place: false, ..shift(1, 600, 720) }, Candidate { station: None, ..shift(1, 600, 720) }] {
        assert_eq!(last(&[scan(600)], &[other]), Meaning::Refused(ScanRefusal::NotSignedUp));
    }
    let leader = Fact { place: Place::Activity(ActivityId::from_raw(1)), ..scan(600) };
    assert_eq!(last(&[leader], &[Candidate { station: None, ..shift(1, 600, 720) }]), into(1), "its leader stands wherever it is held");
}

#[test]
fn between_two_shifts_the_nearer_beginning_is_meant_unless_one_is_chosen() {
    let shifts = [shift(1, 600, 720), shift(2, 720, 840)];
    assert_eq!(last(&[scan(610)], &shifts), into(1));
    assert_eq!(last(&[scan(710)], &shifts), into(2));
    assert_eq!(last(&[Fact { chosen: Some(ShiftId::from_raw(1)), ..scan(710) }], &shifts), into(1));
}

#[test]
fn check_out_credits_only_what_lies_inside_the_shift() {
    for (checked_in, out, minutes) in [(540, 720, 120), (600, 700, 100), (630, 800, 90), (540, 590, 0), (715, 959, 5), (716, 959, 0)] {
        assert_eq!(last(&[scan(checked_in), scan(out)], &[shift(1, 600, 720)]), out_of(1, minutes), "{checked_in}-{out}");
    }
}

#[test]
fn a_second_scan_in_the_same_minute_changes_nothing() {
    let shifts = [shift(1, 600, 720)];
    let just = Meaning::Refused(ScanRefusal::JustScanned);
    let after = |seconds| Fact { at: at(600).plus_seconds(seconds), ..scan(700) };
    assert_eq!(last(&[scan(600), after(59)], &shifts), just);
    assert_eq!(last(&[scan(600), after(60)], &shifts), out_of(1, 0));
    assert_eq!(last(&[scan(540), scan(600), after(30)], &shifts), just, "nor after a check-out");
    assert_eq!(last(&[scan(600), Fact { kept: true, ..after(59) }], &shifts), seen(1), "whoever was told that it is noted is not refused");
}

#[test]
fn a_fourth_pair_is_refused_and_another_day_begins_anew() {
    // Eight hours before midnight in Shanghai is the end of a day in UTC.
    let shifts = [shift(1, 600, 1200)];
    let pairs: Vec<Fact> = [600, 610, 620, 630, 640, 650].map(scan).to_vec();
    let with = |minute| last(&[&pairs[..], &[scan(minute)]].concat(), &shifts);
    assert_eq!(with(660), Meaning::Refused(ScanRefusal::TooManyPairs { most: 3 }));
    assert_eq!(with(970), into(1));
}

#[test]
fn somebody_still_in_elsewhere_is_sent_there() {
    let there = Candidate { station: Some(StationId::from_raw(THERE)), ..shift(1, 600, 720) };
    let elsewhere_open = Meaning::Refused(ScanRefusal::OpenElsewhere);
    assert_eq!(last(&[elsewhere(scan(600)), scan(720)], &[there, shift(2, 720, 840)]), elsewhere_open);
    assert_eq!(last(&[elsewhere(scan(600)), scan(960)], &[there, shift(2, 950, 990)]), into(2), "a forgotten check-out no longer holds");
    assert_eq!(last(&[elsewhere(scan(600)), kept(700)], &[there, shift(2, 720, 840)]), Meaning::Review(ScanRefusal::OpenElsewhere), "nobody told them: somebody must look");
}

#[test]
fn a_forgotten_check_out_does_not_credit_the_next_morning() {
    let read = reading(&[scan(600), scan(960)], &[shift(1, 600, 720)]);
    assert_eq!(read.meanings[1].1, Meaning::Refused(ScanRefusal::TooLate { ended_at: at(720) }));
    assert_eq!((read.stays.len(), read.stays[0].end), (1, End::Forgotten));
}

#[test]
fn the_daily_cap_holds_over_all_that_is_credited() {
    let settled = [Settled { time: span(-400, 500), minutes: 900 }];
    let read = read(&[scan(600), scan(720)], Known { shifts: &[shift(1, 600, 720)], settled: &settled, entered: &[], zone: &zone(), policy: &defaults() });
    assert_eq!(read.meanings[1].1, Meaning::Out { shift: ShiftId::from_raw(1), credited_minutes: 60, capped: true });
}

#[test]
fn what_is_entered_afterwards_gives_only_what_scans_do_not() {
    let entered = [Entered { time: span(580, 700), shift: span(600, 720) }, Entered { time: span(690, 710), shift: span(600, 720) }];
    let minutes = |facts: &[Fact]| {
        let read = read(facts, Known { shifts: &[shift(1, 600, 720)], settled: &[], entered: &entered, zone: &zone(), policy: &defaults() });
        (read.stays.iter().map(Stay::credited_minutes).sum::<u32>(), read.entered)
    };
    assert_eq!(minutes(&[]), (0, vec![100, 10]));
    assert_eq!(minutes(&[scan(600), scan(630)]), (30, vec![70, 10]), "whichever came first");
    assert_eq!(minutes(&[scan(600), scan(720)]), (120, vec![0, 0]));
}

#[test]
fn a_scan_that_arrives_late_means_what_it_would_have_meant_in_time() {
    let shifts = [shift(1, 600, 720)];
    let facts = [kept(600), kept(715)];
    assert_eq!(meanings(&facts[1..], &shifts), [into(1)], "alone the going looks like a coming");
    assert_eq!(meanings(&[facts[1], facts[0]], &shifts), [into(1), out_of(1, 115)]);
}

#[test]
fn two_kiosks_that_see_the_same_coming_and_going_make_one_stay_and_are_flagged() {
    let read = reading(&[kept(600), by(2, kept(601)), by(2, kept(718)), kept(720)], &[shift(1, 600, 720)]);
    let all: Vec<Meaning> = read.meanings.iter().map(|(_, meaning)| *meaning).collect();
    assert_eq!(all, [into(1), seen(1), out_of(1, 118), seen(1)]);
    assert_eq!((read.stays.len(), read.stays[0].two_kiosks), (1, true));
    assert_eq!(read.stays[0].grade(), EvidenceGrade::B);
    assert_eq!(meanings(&[scan(600), by(2, scan(603))], &[shift(1, 600, 720)]), [into(1), out_of(1, 0)], "later than that it is a check-out");
}

#[test]
fn both_sides_of_a_scan_prove_the_most_and_the_weaker_end_counts() {
    let shifts = [shift(1, 600, 720)];
    let phone = |fact| by(3, Fact { side: Side::Volunteer, ..fact });
    let typed = |fact| Fact { grade: EvidenceGrade::C, ..fact };
    let grade = |facts: &[Fact]| {
        let stay = reading(facts, &shifts).stays.pop().unwrap();
        assert!(!stay.two_kiosks);
        stay.grade()
    };
    assert_eq!(grade(&[scan(600), phone(scan(601)), phone(scan(720)), scan(721)]), EvidenceGrade::A);
    assert_eq!(grade(&[scan(600), phone(scan(601)), scan(720)]), EvidenceGrade::B);
    let own = |fact| Fact { side: Side::Volunteer, ..fact };
    let moments_later = |fact: Fact, id| Fact { at: fact.at.plus_seconds(5), key: ScanKey { scan: ScanId::from_raw(id), ..fact.key }, ..fact };
    assert_eq!(grade(&[scan(600), moments_later(own(scan(600)), 1), own(scan(720)), moments_later(scan(720), 2)]), EvidenceGrade::A, "of one kiosk, moments apart");
    assert_eq!(grade(&[own(scan(600)), own(scan(720))]), EvidenceGrade::B, "a phone alone is one side");
    assert_eq!(grade(&[typed(scan(600)), scan(720)]), EvidenceGrade::C);
    assert_eq!(grade(&[typed(scan(600)), Fact { kept: true, at: at(600).plus_seconds(9), ..scan(601) }]), EvidenceGrade::B, "the stronger of two looks counts");
}

#[test]
fn whoever_comes_without_a_place_is_to_be_matched_once_the_station_says_so() {
    assert_eq!(last(&[Fact { walk_in: true, ..scan(600) }], &[]), Meaning::ToBeMatched);
    assert_eq!(last(&[kept(600)], &[]), Meaning::ToBeMatched, "nobody could tell them");
    let shift = Candidate { has_place: false, ..shift(1, 600, 720) };
    let counts = |fact: Fact| Fact { ruling: Some(Ruling::Counts(shift.shift)), ..fact };
    assert_eq!(meanings(&[counts(kept(600)), counts(kept(720))], &[shift]), [into(1), out_of(1, 120)]);
    assert_eq!(meanings(&[counts(kept(600)), kept(720)], &[shift]), [into(1), out_of(1, 120)], "the going follows the coming");
}

#[test]
fn a_kept_scan_that_breaks_a_rule_goes_to_review_and_a_ruling_settles_it() {
    let shifts = [shift(1, 600, 720)];
    assert_eq!(last(&[kept(500)], &shifts), Meaning::Review(ScanRefusal::TooEarly { opens_at: at(540) }));
    assert_eq!(last(&[kept(730)], &shifts), Meaning::Review(ScanRefusal::TooLate { ended_at: at(720) }));
    let ruled = |ruling, fact: Fact| Fact { ruling: Some(ruling), ..fact };
    assert_eq!(last(&[ruled(Ruling::Counts(ShiftId::from_raw(1)), kept(500))], &shifts), into(1));
    assert_eq!(last(&[ruled(Ruling::SetAside, kept(500))], &shifts), Meaning::SetAside);
}

#[test]
fn a_check_in_that_is_set_aside_leaves_nothing_behind() {
    let mistaken = Fact { ruling: Some(Ruling::SetAside), ..scan(600) };
    let read = reading(&[mistaken, scan(620), scan(720)], &[shift(1, 600, 720)]);
    assert_eq!(read.stays.iter().map(|stay| (stay.entered.at, stay.credited_minutes())).collect::<Vec<_>>(), [(at(620), 100)]);
}

#[test]
fn a_ruling_into_another_shift_ends_the_open_one_without_hours() {
    let shifts = [shift(1, 600, 720), shift(2, 600, 720)];
    let moved = Fact { ruling: Some(Ruling::Counts(ShiftId::from_raw(2))), ..scan(650) };
    let read = reading(&[Fact { chosen: Some(ShiftId::from_raw(1)), ..scan(600) }, moved, scan(720)], &shifts);
    assert_eq!(read.stays.iter().map(|stay| stay.end).collect::<Vec<_>>(), [End::Forgotten, End::Left { credited_minutes: 70, capped: false }]);
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

/// Any scan of some day: by one of three devices at two stations, at any minute, kept or not, ruled or not.
fn any_fact() -> impl Strategy<Value = Fact> {
    let ruling = prop_oneof![8 => Just(None), 1 => Just(Some(Ruling::SetAside)), 1 => (1_i64..5).prop_map(|n| Some(Ruling::Counts(ShiftId::from_raw(n))))];
    (1_i64..4, 0_i64..1440 * 60, any::<bool>(), any::<bool>(), any::<bool>(), ruling).prop_map(|(device, second, phone, kept, walk_in, ruling)| {
        let station = if device == 3 { THERE } else { HERE };
        Fact {
            key: ScanKey { device: DeviceId::from_raw(device), scan: ScanId::from_raw(second) },
            at: Timestamp::from_unix_ms(second * 1000),
            place: Place::Station(StationId::from_raw(station)),
            side: if phone { Side::Volunteer } else { Side::Place },
            grade: EvidenceGrade::B,
            chosen: None,
            walk_in,
            own_hand: false,
            kept,
            ruling,
        }
    })
}

fn any_shifts() -> impl Strategy<Value = Vec<Candidate>> {
    let one = (0_i64..1200, 10_i64..400, any::<bool>(), prop_oneof![Just(HERE), Just(THERE)]);
    proptest::collection::vec(one, 0..5).prop_map(|all| {
        let made = |(n, (from, long, has_place, station)): (usize, (i64, i64, bool, i64))| Candidate { has_place, station: Some(StationId::from_raw(station)), ..shift(n as i64 + 1, from, from + long) };
        all.into_iter().enumerate().map(made).collect()
    })
}

proptest! {
    #[test]
    fn whatever_is_scanned_stays_never_overlap_and_nothing_is_credited_twice(facts in proptest::collection::vec(any_fact(), 0..24), shifts in any_shifts(), turn in 0_usize..24) {
        // A device gives no number twice.
        let mut facts = facts;
        facts.sort_by_key(|fact| fact.key);
        facts.dedup_by_key(|fact| fact.key);
        let read = reading(&facts, &shifts);
        // The order of arrival makes no difference.
        let mut turned = facts.clone();
        turned.rotate_left(turn % facts.len().max(1));
        prop_assert_eq!(&reading(&turned, &shifts), &read);
        prop_assert_eq!(read.meanings.len(), facts.len());
        // A stay's own scans are its own, stays follow each other, and only the last may be open.
        for pair in read.stays.windows(2) {
            prop_assert!(pair[0].end != End::Open);
            prop_assert!(pair[0].left.map_or(pair[0].entered.at, |left| left.at) <= pair[1].entered.at);
        }
        let mut today = std::collections::BTreeMap::new();
        for stay in &read.stays {
            prop_assert_eq!(stay.left.is_some(), matches!(stay.end, End::Left { .. }));
            if let Some(left) = stay.left {
                let both = Interval { start: stay.entered.at, end: left.at }.intersection(stay.shift.time).map_or(0, Interval::millis);
                prop_assert!(i64::from(stay.credited_minutes()) * MINUTE <= both);
                *today.entry(zone().day_of(left.at)).or_insert(0) += stay.credited_minutes();
            }
        }
        prop_assert!(today.values().all(|minutes| *minutes <= u32::from(defaults().records.daily_cap_minutes)));
        // Nobody is refused who was told that it is noted.
        for fact in &facts {
            let meanings = read.meanings.iter().filter(|(key, _)| *key == fact.key);
            let told_otherwise = meanings.filter(|(_, meaning)| fact.kept && matches!(meaning, Meaning::Refused(_))).count();
            prop_assert_eq!(told_otherwise, 0);
        }
    }

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
