//! Conditions of activities: each refusal names its figure, and less that is asked never refuses more.

use super::*;
use crate::activity::{QualificationCode, ServiceLanguage};
use proptest::prelude::*;

fn asked(applicant: &Applicant, standing: &ShiftStanding, asks: &Requirements, dangerous: bool, by_team: bool) -> Result<Vec<Refusal>, Refusal> {
    let (policy, zone) = (defaults(), Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 });
    let terms = Terms { requirements: asks.clone(), dangerous, ..terms() };
    let starts_at = NOW.plus_minutes(48 * 60);
    let facts = ShiftFacts {
        status: ActivityStatus::Published, terms: &terms, time: Interval { start: starts_at, end: starts_at.plus_minutes(60) }, capacity: 2, taken: 0, waiting: 0, wanted: 1,
    };
    match by_team {
        true => eligibility_by_team(facts, applicant, standing, &policy, &zone, NOW),
        false => eligibility(facts, Some(applicant), Some(standing), &policy, &zone, NOW).map(|_| Vec::new()),
    }
}

fn refused(applicant: &Applicant, asks: &Requirements) -> Option<Refusal> {
    asked(applicant, &ShiftStanding::of(ShiftId::from_raw(1)), asks, false, false).err()
}

fn first_aid() -> QualificationCode {
    "first_aid".parse().unwrap()
}

#[test]
fn each_refusal_names_what_would_be_needed() {
    let somebody = Applicant { credited_minutes: 100 * 60, ..Applicant::default() };
    let nothing = Requirements::default();
    for (asks, refusal) in [
        (Requirements { minimum_star: Some(2), ..nothing.clone() }, Refusal::StarNeeded { star: 2, has: 1 }),
        (Requirements { minimum_hours: Some(101), ..nothing.clone() }, Refusal::ExperienceNeeded { hours: 101, has: 100 }),
        (Requirements { real_name: true, ..nothing.clone() }, Refusal::IdentityNeeded),
        (Requirements { team_only: true, ..nothing.clone() }, Refusal::MembersOnly),
        (Requirements { qualifications: vec![first_aid()], ..nothing.clone() }, Refusal::QualificationNeeded { qualification: first_aid() }),
        (Requirements { languages: vec![ServiceLanguage::SignLanguage], ..nothing.clone() }, Refusal::LanguageNeeded { languages: vec![ServiceLanguage::SignLanguage] }),
    ] {
        assert_eq!(refused(&somebody, &asks), Some(refusal));
    }
    assert_eq!(refused(&somebody, &Requirements { minimum_star: Some(1), minimum_hours: Some(100), ..nothing }), None);
}

#[test]
fn a_minor_needs_a_guardian_and_a_child_one_beside_them() {
    let born = |year| Day::new(year, 1, 1);
    let of = |birth, guardian_agreed, guardian_comes| {
        let applicant = Applicant { birth, guardian_agreed, ..Applicant::default() };
        let standing = ShiftStanding { guardian_comes, ..ShiftStanding::of(ShiftId::from_raw(1)) };
        asked(&applicant, &standing, &Requirements::default(), false, false).err()
    };
    assert_eq!(of(born(2010), false, false), Some(Refusal::GuardianNeeded { below: 18 }));
    assert_eq!(of(born(2010), true, false), None);
    assert_eq!(of(born(2014), true, false), Some(Refusal::AccompanimentNeeded { below: 14 }));
    assert_eq!(of(born(2014), true, true), None);
    assert_eq!(of(born(2018), true, true), Some(Refusal::TooYoung { minimum: 10 }));
}

#[test]
fn a_day_takes_as_much_service_as_is_credited_and_one_long_shift_always() {
    let with = |day_minutes| {
        let standing = ShiftStanding { day_minutes, ..ShiftStanding::of(ShiftId::from_raw(1)) };
        asked(&Applicant::default(), &standing, &Requirements::default(), false, false).err()
    };
    assert_eq!((with(0), with(900)), (None, None));
    assert_eq!(with(901), Some(Refusal::DayFull { most_minutes: 960 }));
}

#[test]
fn a_team_sets_its_own_conditions_aside_and_not_the_laws() {
    let (nobody, standing) = (Applicant::default(), ShiftStanding::of(ShiftId::from_raw(1)));
    let asks = Requirements { minimum_star: Some(2), real_name: true, ..Requirements::default() };
    assert_eq!(asked(&nobody, &standing, &asks, false, true), Ok(vec![Refusal::StarNeeded { star: 2, has: 0 }, Refusal::IdentityNeeded]));
    let minor = Applicant { birth: Day::new(2010, 1, 1), ..Applicant::default() };
    assert_eq!(asked(&minor, &standing, &asks, false, true), Err(Refusal::GuardianNeeded { below: 18 }));
    assert_eq!(asked(&nobody, &standing, &asks, true, true), Err(Refusal::RisksNotAccepted));
}

#[test]
fn whoever_brings_people_is_answerable_for_them() {
    let (policy, zone, terms) = (defaults(), Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }, terms());
    let named = |birth| Companion { name: "张小明".parse().unwrap(), birth };
    let bring_with = |companions: &[Companion], wards, birth, capacity| {
        let facts = ShiftFacts { status: ActivityStatus::Published, terms: &terms, time: Interval { start: NOW, end: NOW.plus_minutes(60) }, capacity, taken: 0, waiting: 0, wanted: 2 };
        may_bring(companions, wards, facts, &Applicant { birth, ..Applicant::default() }, &policy, &zone).err()
    };
    let bring = |companions: &[Companion], birth, capacity| bring_with(companions, 0, birth, capacity);
    let (grown_up, child, small) = (Day::new(1990, 1, 1), Day::new(2014, 1, 1), Day::new(2020, 1, 1));
    assert_eq!(bring(&[named(None)], None, 10), None);
    assert_eq!(bring(&[named(child)], grown_up, 10), None);
    assert_eq!(bring(&[named(child)], None, 10), Some(Refusal::NotOfAge { from: 18 }));
    assert_eq!(bring(&[named(small)], grown_up, 10), Some(Refusal::CompanionTooYoung { name: "张小明".into(), minimum: 10 }));
    assert_eq!(bring(&vec![named(None); 6], grown_up, 10), Some(Refusal::TooManyCompanions { most: 5 }));
    assert_eq!(bring(&vec![named(None); 2], grown_up, 2), Some(Refusal::TooManyCompanions { most: 1 }));
    assert_eq!([1, 2].map(|wards| bring_with(&vec![named(None); 4], wards, grown_up, 10)), [None, Some(Refusal::TooManyCompanions { most: 5 })], "minors with accounts count too");
}

#[test]
fn a_guardian_brings_minors_and_each_fulfils_the_conditions() {
    let (policy, zone, terms) = (defaults(), Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }, terms());
    let starts_at = NOW.plus_minutes(48 * 60);
    let facts = ShiftFacts {
        status: ActivityStatus::Published, terms: &terms, time: Interval { start: starts_at, end: starts_at.plus_minutes(60) }, capacity: 3, taken: 1, waiting: 0, wanted: 2,
    };
    let of = |birth: Option<Day>| Applicant { birth, guardian_agreed: true, ..Applicant::default() };
    let asked = |guardian: Option<Day>, ward: Option<Day>, standing: &ShiftStanding| ward_eligibility(facts, &of(guardian), &of(ward), standing, &policy, &zone, NOW);
    let free = ShiftStanding::of(ShiftId::from_raw(1));
    let (grown_up, child) = (Day::new(1990, 1, 1), Day::new(2014, 1, 1));
    assert_eq!(asked(grown_up, child, &free), Ok(Opening::Place), "coming in the party is being accompanied");
    assert_eq!(asked(None, child, &free), Err(Refusal::NotOfAge { from: 18 }));
    assert_eq!(asked(Day::new(2010, 1, 1), child, &free), Err(Refusal::NotOfAge { from: 18 }));
    assert_eq!(asked(grown_up, Day::new(2000, 1, 1), &free), Err(Refusal::OfAge { from: 18 }));
    assert_eq!(asked(grown_up, Day::new(2020, 1, 1), &free), Err(Refusal::TooYoung { minimum: 10 }));
    let busy = ShiftStanding { overlaps: Some("图书整理".into()), ..free.clone() };
    assert_eq!(asked(grown_up, child, &busy), Err(Refusal::Overlaps { title: "图书整理".into() }));
    let there = ShiftStanding { status: Some(SignUpStatus::Confirmed), ..free };
    assert_eq!(asked(grown_up, child, &there), Err(Refusal::AlreadySignedUp));
}

fn requirements() -> impl Strategy<Value = Requirements> {
    let languages = prop::sample::subsequence(ServiceLanguage::ALL.to_vec(), 0..=3);
    (languages, prop::option::of(1_u16..300), prop::option::of(1_u8..4), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(languages, minimum_hours, minimum_star, real_name, team_only, trained)| {
        Requirements { languages, minimum_hours, minimum_star, real_name, team_only, qualifications: if trained { vec![first_aid()] } else { Vec::new() } }
    })
}

fn applicant() -> impl Strategy<Value = Applicant> {
    let languages = prop::sample::subsequence(ServiceLanguage::ALL.to_vec(), 0..=5);
    (2000_i32..2020, any::<bool>(), languages, 0_u64..40_000, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(year, known, languages, credited_minutes, real_name, member, trained)| Applicant {
        birth: Day::new(year, 6, 1).filter(|_| known), credited_minutes, real_name, member, languages, guardian_agreed: member, open_sign_ups: 0,
        qualifications: if trained { vec![first_aid()] } else { Vec::new() },
    })
}

proptest! {
    #[test]
    fn asking_for_less_never_refuses_more(somebody in applicant(), asks in requirements(), dropped in 0_usize..6) {
        let mut less = asks.clone();
        match dropped {
            0 => less.languages.clear(),
            1 => less.minimum_hours = None,
            2 => less.minimum_star = less.minimum_star.map(|star| star.saturating_sub(1)).filter(|star| *star > 0),
            3 => less.real_name = false,
            4 => less.team_only = false,
            _ => less.qualifications.clear(),
        }
        prop_assert!(refused(&somebody, &asks).is_some() || refused(&somebody, &less).is_none());
    }

    #[test]
    fn having_more_never_refuses_more(somebody in applicant(), asks in requirements(), more in 0_u64..20_000) {
        let better = Applicant {
            credited_minutes: somebody.credited_minutes + more, real_name: true, member: true, guardian_agreed: true, languages: ServiceLanguage::ALL.to_vec(),
            qualifications: vec![first_aid()], ..somebody.clone()
        };
        prop_assert!(refused(&somebody, &asks).is_some() || refused(&better, &asks).is_none());
    }

    #[test]
    fn what_a_team_sets_aside_is_all_that_stood_against_it(somebody in applicant(), asks in requirements()) {
        let standing = ShiftStanding::of(ShiftId::from_raw(1));
        let alone = asked(&somebody, &standing, &asks, false, false);
        match asked(&somebody, &standing, &asks, false, true) {
            Ok(aside) => prop_assert_eq!(alone.err(), aside.first().cloned()),
            Err(refusal) => prop_assert!(alone.is_err() && !refusal.can_be_set_aside()),
        }
    }
}
