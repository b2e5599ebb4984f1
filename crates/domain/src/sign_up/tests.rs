//! What is open to whom.

mod conditions;

use super::*;
use crate::activity::{ActivityStatus, Requirements, Terms};
use crate::policy::Policy;
use crate::policy::tests::defaults;
use crate::time::Zone;

const NOW: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

fn terms() -> Terms {
    Terms {
        summary: "一起打扫".parse().unwrap(), content: "扫地".parse().unwrap(), conditions: None, risks: "无".parse().unwrap(), safeguards: "手套".parse().unwrap(),
        contact: None, minimum_age: None, dangerous: false, indoor: false, insurance: None, by_approval: false,
        requirements: Requirements::default(), questions: Vec::new(),
    }
}

/// A shift of two places in two days, of which `taken` are held, with `waiting` people in line; the person has `status` there.
fn ask(taken: u32, waiting: u32, status: Option<SignUpStatus>, change: impl FnOnce(&mut ShiftStanding, &mut Applicant, &mut Policy)) -> Result<Opening, Refusal> {
    let (terms, mut policy, zone) = (terms(), defaults(), Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 });
    let starts_at = NOW.plus_minutes(48 * 60);
    let facts = ShiftFacts { status: ActivityStatus::Published, terms: &terms, time: Interval { start: starts_at, end: starts_at.plus_minutes(60) }, capacity: 2, taken, waiting, wanted: 1 };
    let mut standing = ShiftStanding { sign_up: status.map(|_| SignUpId::from_raw(1)), status, ..ShiftStanding::of(ShiftId::from_raw(1)) };
    let mut applicant = Applicant::default();
    change(&mut standing, &mut applicant, &mut policy);
    eligibility(facts, Some(&applicant), Some(&standing), &policy, &zone, NOW)
}

#[test]
fn a_free_place_is_open_unless_it_goes_to_somebody_who_waits() {
    assert_eq!(ask(1, 0, None, |_, _, _| ()), Ok(Opening::Place));
    assert_eq!(ask(2, 0, None, |_, _, _| ()), Ok(Opening::Line));
    assert_eq!(ask(1, 1, None, |_, _, _| ()), Ok(Opening::Line));
    assert_eq!(ask(0, 1, None, |_, _, _| ()), Ok(Opening::Place), "one of two goes to who waits, the other is free");
}

#[test]
fn who_waits_may_take_a_place_that_all_ahead_let_go() {
    assert_eq!(ask(2, 3, Some(SignUpStatus::Waitlisted), |_, _, _| ()), Err(Refusal::AlreadySignedUp));
    assert_eq!(ask(1, 0, Some(SignUpStatus::Waitlisted), |_, _, _| ()), Ok(Opening::Place));
}

#[test]
fn an_offer_is_over_when_the_clock_says_so() {
    let offered = |until: Option<Timestamp>| ask(2, 3, Some(SignUpStatus::Offered), |standing, _, _| standing.offer_until = until);
    assert_eq!(offered(Some(NOW.plus_seconds(1))), Ok(Opening::Offer));
    assert_eq!(offered(Some(NOW)), Err(Refusal::OfferOver));
    assert_eq!(offered(None), Err(Refusal::OfferOver));
}

#[test]
fn the_conditions_are_the_same_for_a_place_the_line_and_an_offer() {
    let until = Some(NOW.plus_minutes(60));
    for (taken, status) in [(1, None), (2, None), (2, Some(SignUpStatus::Offered))] {
        let busy = ask(taken, 0, status, |standing, _, _| (standing.offer_until, standing.overlaps) = (until, Some("图书整理".into())));
        assert_eq!(busy, Err(Refusal::Overlaps { title: "图书整理".into() }));
        let young = ask(taken, 0, status, |standing, applicant, _| (standing.offer_until, applicant.birth) = (until, Day::new(2015, 1, 1)));
        assert_eq!(young, Err(Refusal::GuardianNeeded { below: 18 }));
        let closed = ask(taken, 0, status, |standing, _, policy| (standing.offer_until, policy.sign_up.closes_minutes_before_start) = (until, 49 * 60));
        assert_eq!(closed, Err(Refusal::Closed { closed_at: NOW.plus_minutes(-60) }));
    }
}

#[test]
fn the_own_place_in_line_is_not_in_its_own_way() {
    let with = |status, open_sign_ups| ask(2, 0, status, |standing, applicant, policy| {
        policy.sign_up.max_active_count = 1;
        (standing.offer_until, applicant.open_sign_ups) = (Some(NOW.plus_minutes(60)), open_sign_ups);
    });
    assert_eq!(with(None, 1), Err(Refusal::TooManyOpen { most: 1 }));
    assert_eq!(with(Some(SignUpStatus::Offered), 1), Ok(Opening::Offer));
    assert_eq!(with(Some(SignUpStatus::Offered), 2), Err(Refusal::TooManyOpen { most: 1 }));
}

#[test]
fn only_a_place_that_was_given_can_be_given_back_late() {
    let rules = defaults().sign_up;
    let at = |status, minutes: i64| Ending::of_own_doing(status, false, NOW, &rules, NOW.plus_minutes(-minutes));
    assert_eq!(at(SignUpStatus::Confirmed, 121), Some(Ending::Withdrawn));
    assert_eq!(at(SignUpStatus::Confirmed, 120), Some(Ending::Late));
    assert_eq!(at(SignUpStatus::Confirmed, 0), None);
    for status in [SignUpStatus::Pending, SignUpStatus::Waitlisted, SignUpStatus::Offered] {
        assert_eq!([120, 0].map(|minutes| at(status, minutes)), [Some(Ending::Withdrawn); 2]);
    }
}

#[test]
fn who_leaves_a_shift_that_was_moved_is_not_late_and_still_too_late_once_it_has_begun() {
    let rules = defaults().sign_up;
    let at = |minutes: i64| Ending::of_own_doing(SignUpStatus::Confirmed, true, NOW, &rules, NOW.plus_minutes(-minutes));
    assert_eq!([121, 120, 1, 0].map(at), [Some(Ending::Withdrawn), Some(Ending::Withdrawn), Some(Ending::Withdrawn), None]);
}
