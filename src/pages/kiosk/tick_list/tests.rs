//! The list as a leader sees it, one line for each thing that may have happened.

use super::*;
use domain::check_in::Place;
use domain::ids::{ActivityId, DeviceId};
use domain::kiosk::Listed;
use domain::time::Interval;

const MINUTE: i64 = 60_000;

fn at(minute: i64) -> Timestamp {
    Timestamp::from_unix_ms(minute * MINUTE)
}

fn shift(id: i64, from: i64, to: i64) -> KioskShift {
    KioskShift { id: ShiftId::from_raw(id), activity: "清扫".into(), position: "路口".into(), time: Interval { start: at(from), end: at(to) }, expected: 1, present: 0 }
}

fn number(n: u64) -> VolunteerNumber {
    VolunteerNumber::from_random(n)
}

/// Somebody in a shift, from and to those minutes as the server knows.
fn person(n: u64, shift: i64, came: Option<i64>, left: Option<i64>) -> Expected {
    let listed = Listed { name: "李志愿".into(), is_self: n == 0, checked_in_at: came.map(at), checked_out_at: left.map(at), credited_minutes: 0 };
    Expected { number: number(n), shift: ShiftId::from_raw(shift), present: came.is_some() && left.is_none(), listed: Some(listed) }
}

fn ahead(n: u64, minute: i64, chosen: Option<i64>) -> Ahead {
    Ahead { number: number(n), at: at(minute), chosen: chosen.map(ShiftId::from_raw) }
}

/// Standing, whether it is only noted, and offer of each line at `minute`, with shifts from 600 to 720 and from 720 to 840.
fn seen(roster: Vec<Expected>, scans: &[Ahead], minute: i64) -> Vec<(Standing, bool, Offer)> {
    let state = KioskState {
        device: DeviceId::from_raw(1),
        place: Place::Activity(ActivityId::from_raw(1)),
        place_name: "清扫公园".into(),
        server_time: at(0),
        shifts: vec![shift(1, 600, 720), shift(2, 720, 840)],
        present: 0,
        roster,
        known: None,
    };
    let settings: toml::Table = include_str!("../../../../data/cities/4310/city.toml").parse().unwrap();
    let policy: Policy = settings["policy"].clone().try_into().unwrap();
    lines(&state, scans, at(minute), &policy).into_iter().map(|line| (line.standing, line.is_noted, line.offer)).collect()
}

#[test]
fn what_this_phone_has_scanned_shows_at_once_and_as_noted() {
    let roster = || vec![person(1, 1, None, None), person(2, 1, Some(600), None)];
    let untouched = [(Standing::Expected, false, Offer::In), (Standing::In { since: at(600) }, false, Offer::Out)];
    assert_eq!(seen(roster(), &[], 650), untouched);
    let ticked = seen(roster(), &[ahead(1, 640, Some(1)), ahead(2, 641, Some(1))], 650);
    assert_eq!(ticked, [(Standing::In { since: at(640) }, true, Offer::Out), (Standing::Out { at: at(641), credited_minutes: None }, true, Offer::In)]);
    let twice = seen(roster(), &[ahead(1, 640, Some(1)), ahead(1, 640, Some(1))], 650);
    assert_eq!(twice[0].0, Standing::In { since: at(640) }, "the same tap twice is one");
}

#[test]
fn a_tick_is_offered_while_the_server_would_take_it() {
    let offer = |roster, minute| seen(roster, &[], minute)[0].2;
    let expected = || vec![person(1, 1, None, None)];
    assert_eq!(offer(expected(), 539), Offer::NotYet { opens_at: at(540) });
    assert_eq!((offer(expected(), 540), offer(expected(), 719), offer(expected(), 720)), (Offer::In, Offer::In, Offer::Over));
    assert_eq!(offer(vec![person(1, 1, Some(600), None)], 725), Offer::Out, "a going is taken a while after the end");
    assert_eq!(offer(vec![person(0, 1, None, None)], 610), Offer::OwnHand);
}

#[test]
fn somebody_is_in_one_shift_at_a_time() {
    let roster = || vec![person(1, 1, Some(600), None), person(1, 2, None, None)];
    assert_eq!(seen(roster(), &[], 700)[1].2, Offer::InAnother);
    // A code names no shift: it is a going of whoever is in, and then a coming to the next.
    let after = seen(roster(), &[ahead(1, 700, None), ahead(1, 710, None)], 715);
    assert_eq!((after[0].0, after[1].0), (Standing::Out { at: at(700), credited_minutes: None }, Standing::In { since: at(710) }));
}

#[test]
fn nobodys_own_scan_changes_the_list() {
    assert_eq!(seen(vec![person(0, 1, None, None)], &[ahead(0, 640, Some(1))], 650), [(Standing::Expected, false, Offer::OwnHand)]);
}
