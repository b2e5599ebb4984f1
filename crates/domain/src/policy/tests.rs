//! Figures that contradict each other are named; the rules that are figures alone.

use super::*;
use proptest::prelude::*;

/// The figures of `data/cities/4310/city.toml`.
pub(crate) fn defaults() -> Policy {
    Policy {
        version: "test".into(),
        effective_from: Day::new(2026, 1, 1).unwrap(),
        stars: StarPolicy { hours: [100, 300, 600, 1000, 1500] },
        check_in: CheckInPolicy {
            opens_minutes_before: 60, closes_minutes_after: 240, max_pairs_per_day: 3, early_arrival_credited: false, late_stay_credited: false,
            forgotten_check_out: ForgottenCheckOut::Pending, session_minimum_minutes: 5, same_scan_seconds: 60, two_kiosks_seconds: 180, kept_after_seconds: 15, clock_tolerance_seconds: 90,
        },
        rounding: Rounding { mode: RoundingMode::Down, unit_minutes: 1 },
        minors: MinorsPolicy {
            guardian_separate_consent_under_years: 14, accompanied_from_years: 10, accompanied_under_years: 14, guardian_consent_under_years: 18,
            dangerous_minimum_years: 18,
        },
        sign_up: SignUpPolicy {
            closes_minutes_before_start: 0, cancel_deadline_minutes_before_start: 120, max_active_count: 20,
            offers: [(72, 1440), (24, 360), (6, 60), (0, 20)].map(|(more_than_hours_before, valid_minutes)| OfferTerm { more_than_hours_before, valid_minutes }).to_vec(),
            max_companions: 5, travel_metres_per_minute: 250, guardian_code_minutes: 1440,
        },
        notices: NoticePolicy {
            reminders_minutes_before: vec![1440, 120], quiet_from_minutes: 1320, quiet_until_minutes: 420, urgent_within_hours: 12,
            text_messages: vec![TextedKind::ShiftComing, TextedKind::PlaceOffered, TextedKind::ActivityCancelled], retries_after_minutes: vec![1, 5, 30, 120, 360], push_browsers_count: 5,
        },
        publishing: PublishingPolicy { review: Review::Dangerous, holidays: Vec::new(), message_gap_minutes: 5, messages_per_day: 6 },
        evidence: EvidencePolicy { grade_d_needs_proof: true, grade_d_needs_second_approval: true, grade_d_capped_at_activity: true, grade_d_shown_apart: true },
        records: RecordPolicy { keep_years: 10, daily_cap_minutes: 960 },
        card: CardPolicy { credential_days: 30, renew_after_hours: 24, paper_days: 365, prefetched_hours: 8, moves_tried_per_day: 5, status_ttl_seconds: 60, status_longest_days: 7 },
        kiosk: KioskPolicy { enrolment_code_ttl_minutes: 30, queue_keep_days: 7, code_turn_seconds: 20, code_longest_hours: 24 },
        sessions: SessionPolicy { volunteer_idle_days: 30, volunteer_max_days: 180, staff_idle_minutes: 120, staff_max_hours: 12 },
        targets: Targets {
            registered_share_percent: 75, yearly_hours_per_person: 45, party_league_share_percent: 60, divisions_with_team_percent: 100,
            station_reach_minutes: 20, stations_passing_percent: 100, venue_square_metres_per_10000: 100, school_year_class_hours_college: 8,
            school_year_class_hours_school: 2, yearly_hours_per_cadre: 60, kiosk_stations_per_street: 1, yearly_honours_count: 10,
        },
        qualifications: vec![Qualification {
            code: "first_aid".parse().unwrap(), name_zh: "急救员证".into(), name_en: "First-aid certificate".into(), way_zh: "参加红十字会急救培训".into(), way_en: "Take a first-aid course".into(),
        }],
    }
}

#[test]
fn figures_that_contradict_each_other_are_named() {
    assert_eq!(defaults().contradiction(), None);
    let mut falling = defaults();
    falling.stars.hours.reverse();
    assert_eq!(falling.contradiction(), Some("policy.stars.hours: five rising figures"));
    let mut without_end = defaults();
    without_end.sign_up.offers.pop();
    assert_eq!(without_end.contradiction(), Some("policy.sign_up.offers: the last term is for 0 hours"));
}

#[test]
fn an_offer_is_the_shorter_the_nearer_the_shift_and_ends_when_sign_up_closes() {
    let mut rules = defaults().sign_up;
    rules.closes_minutes_before_start = 10;
    let now = Timestamp::from_unix_ms(1_790_000_000_000);
    let minutes = |left: i64| rules.offer_until(now.plus_minutes(left), now).map(|until| until.seconds_since(now) / 60);
    assert_eq!([73 * 60, 72 * 60, 24 * 60, 361, 360, 25, 11].map(minutes), [1440, 360, 60, 60, 20, 15, 1].map(Some));
    assert_eq!([10, 0, -5].map(minutes), [None; 3]);
}

#[test]
fn rounding_follows_its_mode_and_unit() {
    let of = |mode, unit_minutes, minutes: i64| Rounding { mode, unit_minutes }.minutes(minutes * 60_000);
    assert_eq!(of(RoundingMode::Down, 1, 59), 59);
    assert_eq!(of(RoundingMode::Down, 30, 59), 30);
    assert_eq!(of(RoundingMode::Down, 30, 29), 0);
    assert_eq!(of(RoundingMode::Nearest, 30, 45), 60);
    assert_eq!(of(RoundingMode::Nearest, 30, 44), 30);
    assert_eq!(of(RoundingMode::Down, 0, 7), 7, "a unit of 0 counts as 1");
    assert_eq!(Rounding { mode: RoundingMode::Down, unit_minutes: 1 }.minutes(59_999), 0);
    assert_eq!(of(RoundingMode::Down, 1, -5), 0);
}

proptest! {
    #[test]
    fn rounding_stays_within_one_unit(millis in 0_i64..90_000_000, unit_minutes in 1_u16..120, nearest: bool) {
        let mode = if nearest { RoundingMode::Nearest } else { RoundingMode::Down };
        let credited = i64::from(Rounding { mode, unit_minutes }.minutes(millis)) * 60_000;
        let unit = i64::from(unit_minutes) * 60_000;
        prop_assert_eq!(credited % unit, 0);
        prop_assert!((credited - millis).abs() < unit);
        prop_assert!(nearest || credited <= millis);
    }
}
