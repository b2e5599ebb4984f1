//! The figures a city may change. They are data: `city.toml` holds them, with their sources, and
//! every rule takes them as an argument.

use crate::activity::QualificationCode;
use crate::sign_up::MOST_COMPANIONS;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

macro_rules! figures {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind,)* }
    )*};
}

figures! {
    /// All figures of one city, versioned: what was decided under an old version keeps it.
    Policy {
        /// Name of this version, shown beside awards.
        version: String,
        /// The day from which this version holds.
        effective_from: Day,
        stars: StarPolicy,
        check_in: CheckInPolicy,
        rounding: Rounding,
        minors: MinorsPolicy,
        sign_up: SignUpPolicy,
        publishing: PublishingPolicy,
        evidence: EvidencePolicy,
        records: RecordPolicy,
        card: CardPolicy,
        kiosk: KioskPolicy,
        sessions: SessionPolicy,
        targets: Targets,
        /// Trainings and qualifications that activities may ask for.
        qualifications: Vec<Qualification>,
    }

    /// Hours for one to five stars, rising.
    StarPolicy { hours: [u32; 5], }

    /// When scans count.
    CheckInPolicy {
        /// Check-in is open from this many minutes before a shift begins.
        opens_minutes_before: u16,
        /// Check-out is taken until this many minutes after a shift ends.
        closes_minutes_after: u16,
        /// In/out pairs a person may make in one day at one activity.
        max_pairs_per_day: u8,
        /// Whether time before the shift begins counts.
        early_arrival_credited: bool,
        /// Whether time after the shift ends counts.
        late_stay_credited: bool,
        /// What becomes of a record whose check-out is missing.
        forgotten_check_out: ForgottenCheckOut,
        /// A stay shorter than this gives nothing.
        session_minimum_minutes: u16,
        /// A second scan within this many seconds is a nervous hand, not a check-out.
        same_scan_seconds: u16,
        /// Another device of the same place that sees somebody within this many seconds sees the same
        /// coming or going.
        two_kiosks_seconds: u16,
        /// A scan that reaches the server later than this was taken without it, and the person has gone
        /// on: it is not refused any more, what breaks a rule goes to review.
        kept_after_seconds: u16,
        /// How far a kiosk's clock may stand from the server's.
        clock_tolerance_seconds: u16,
    }

    /// Age bands; age is that of the activity's date. Sources: PIPL, 条例 and practice.
    MinorsPolicy {
        /// Below this age the guardian consents separately to the use of personal data.
        guardian_separate_consent_under_years: u8,
        /// The youngest who may sign up …
        accompanied_from_years: u8,
        /// … and below this age only with a guardian beside them.
        accompanied_under_years: u8,
        /// Below this age a guardian consents to taking part.
        guardian_consent_under_years: u8,
        /// Nobody younger takes part in dangerous work.
        dangerous_minimum_years: u8,
    }

    /// Limits of signing up and calling off.
    SignUpPolicy {
        /// Sign-up closes this many minutes before a shift begins.
        closes_minutes_before_start: u16,
        /// Whoever gives the place back later than this many minutes before the shift is recorded as late.
        cancel_deadline_minutes_before_start: u16,
        /// Sign-ups of shifts still to come that one person may hold; waiting for a place is one too.
        max_active_count: u16,
        /// How long a place that became free is kept for the next on the waiting list; the first term that fits holds.
        offers: Vec<OfferTerm>,
        /// People that somebody may bring along to one shift: family, a group.
        max_companions: u8,
        /// How fast people get from one place to the next, as the crow flies. Somebody who would be late is warned.
        travel_metres_per_minute: u16,
        /// How long the code holds with which a minor asks a guardian.
        guardian_code_minutes: u16,
    }

    /// A training or qualification that teams and administrators attest.
    Qualification {
        code: QualificationCode,
        name_zh: String,
        name_en: String,
        /// How to get it, in one sentence.
        way_zh: String,
        way_en: String,
    }

    /// How long an offer stands, by the time left until the shift.
    OfferTerm {
        /// For shifts that begin in more than this many hours.
        more_than_hours_before: u16,
        /// The place is kept for so many minutes, and never beyond the close of sign-up.
        valid_minutes: u16,
    }

    /// Showing activities to the public.
    PublishingPolicy {
        /// Which activities an administrator looks at first.
        review: Review,
        /// Days that a programme leaves out when its team asks for that: rising.
        holidays: Vec<Day>,
        /// Between two messages of a team to the people of one activity pass so many minutes at least.
        message_gap_minutes: u16,
        /// So many such messages in a day of the city's calendar.
        messages_per_day: u8,
    }

    /// Guards on records entered afterwards (grade D).
    EvidencePolicy {
        grade_d_needs_proof: bool,
        grade_d_needs_second_approval: bool,
        grade_d_capped_at_activity: bool,
        grade_d_shown_apart: bool,
    }

    /// Keeping of service records.
    RecordPolicy {
        /// Years a record is kept at least (MCA Order 67).
        keep_years: u16,
        /// The most minutes credited to a person for one day, over all activities.
        daily_cap_minutes: u16,
    }

    /// The electronic volunteer ID.
    CardPolicy {
        /// How long a credential holds; the phone renews it silently when it is online.
        credential_days: u16,
        /// A credential older than this is renewed as soon as the phone is online.
        renew_after_hours: u16,
        /// How long a card on paper holds.
        paper_days: u16,
        /// For how long a browser that keeps no key is given proofs.
        prefetched_hours: u8,
        /// How often somebody may try in a day to move the card to another phone.
        moves_tried_per_day: u8,
        /// Verifiers may keep a status list that long before they ask for a fresh one.
        status_ttl_seconds: u32,
        /// A status list older than this is not relied on.
        status_longest_days: u16,
    }

    /// Kiosks at stations.
    KioskPolicy {
        /// How long a one-time enrolment code can be used.
        enrolment_code_ttl_minutes: u16,
        /// How long a kiosk keeps a scan after the server has answered for it, so that a restored server can be
        /// given it again.
        queue_keep_days: u16,
        /// How long the place's own code stands on the screen before the next one.
        code_turn_seconds: u16,
        /// How old such a code may be when a phone that had no network delivers its scan.
        code_longest_hours: u16,
    }

    /// Staying logged in.
    SessionPolicy {
        volunteer_idle_days: u16,
        volunteer_max_days: u16,
        staff_idle_minutes: u16,
        staff_max_hours: u16,
    }

    /// Targets shown on boards beside the true figure. Nothing is refused or granted because of them.
    Targets {
        registered_share_percent: u8,
        yearly_hours_per_person: u16,
        party_league_share_percent: u8,
        divisions_with_team_percent: u8,
        station_reach_minutes: u16,
        stations_passing_percent: u8,
        venue_square_metres_per_10000: u16,
        school_year_class_hours_college: u16,
        school_year_class_hours_school: u16,
        yearly_hours_per_cadre: u16,
        kiosk_stations_per_street: u16,
        yearly_honours_count: u16,
    }
}

/// Which activities of a team an administrator of their division looks at before the public sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Review {
    Never,
    /// Dangerous work.
    Dangerous,
    Always,
}

/// What becomes of a record whose check-out is missing. Full credit without a word is not on offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ForgottenCheckOut {
    /// It waits for the leader, without hours until then.
    Pending,
    /// It gives no hours.
    Void,
}

/// How credited time is rounded; volunteers are shown it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    pub mode: RoundingMode,
    /// Minutes of one unit, at least 1.
    pub unit_minutes: u16,
}

/// Direction of rounding to whole units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// Only finished units count.
    Down,
    /// Half a unit or more counts as one.
    Nearest,
}

impl Rounding {
    /// Whole minutes credited for `millis` of service.
    pub fn minutes(self, millis: i64) -> u32 {
        let unit = i64::from(self.unit_minutes.max(1)) * 60_000;
        let units = match self.mode {
            RoundingMode::Down => millis.max(0) / unit,
            RoundingMode::Nearest => (millis.max(0) + unit / 2) / unit,
        };
        u32::try_from(units * i64::from(self.unit_minutes.max(1))).unwrap_or(u32::MAX)
    }
}

impl SignUpPolicy {
    /// The last instant (not included) at which a shift beginning at `starts_at` takes sign-ups.
    pub fn closes_at(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus_minutes(-i64::from(self.closes_minutes_before_start))
    }

    /// The last instant (not included) at which giving the place back is not recorded as late.
    pub fn cancellable_until(&self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus_minutes(-i64::from(self.cancel_deadline_minutes_before_start))
    }

    /// Until when (not included) a place that is offered at `now` is kept; none once sign-up has closed.
    pub fn offer_until(&self, starts_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let closes_at = self.closes_at(starts_at);
        let left = starts_at.seconds_since(now);
        let term = self.offers.iter().find(|term| left > i64::from(term.more_than_hours_before) * 3600)?;
        (now < closes_at).then(|| now.plus_minutes(term.valid_minutes.into()).min(closes_at))
    }
}

impl Policy {
    /// The training or qualification with this code, if the city has it.
    pub fn qualification(&self, code: &QualificationCode) -> Option<&Qualification> {
        self.qualifications.iter().find(|one| one.code == *code)
    }

    /// The first figure that contradicts another or its own meaning, as `section.key: reason`.
    pub fn contradiction(&self) -> Option<&'static str> {
        let minors = &self.minors;
        let checks = [
            (self.stars.hours.is_sorted_by(|a, b| a < b), "policy.stars.hours: five rising figures"),
            (self.rounding.unit_minutes > 0, "policy.rounding.unit_minutes: at least 1"),
            (self.check_in.max_pairs_per_day > 0, "policy.check_in.max_pairs_per_day: at least 1"),
            (minors.accompanied_from_years <= minors.accompanied_under_years, "policy.minors.accompanied_from_years: not above accompanied_under_years"),
            (self.card.credential_days > 0 && self.card.paper_days > 0, "policy.card: credentials hold for a day at least"),
            (u32::from(self.card.renew_after_hours) < u32::from(self.card.credential_days) * 24, "policy.card.renew_after_hours: less than credential_days"),
            (matches!(self.card.prefetched_hours, 1..=24), "policy.card.prefetched_hours: 1 to 24"),
            (self.kiosk.queue_keep_days > 0, "policy.kiosk.queue_keep_days: at least 1"),
            (matches!(self.kiosk.code_turn_seconds, 5..=300), "policy.kiosk.code_turn_seconds: 5 to 300"),
            (self.records.daily_cap_minutes <= 1440, "policy.records.daily_cap_minutes: a day has 1440 minutes"),
            (self.publishing.holidays.is_sorted_by(|a, b| a < b), "policy.publishing.holidays: rising, each once"),
            (self.sign_up.max_active_count > 0, "policy.sign_up.max_active_count: at least 1"),
            (self.sign_up.max_companions <= MOST_COMPANIONS, "policy.sign_up.max_companions: at most 10"),
            (self.sign_up.travel_metres_per_minute > 0, "policy.sign_up.travel_metres_per_minute: at least 1"),
            (self.sign_up.guardian_code_minutes > 0, "policy.sign_up.guardian_code_minutes: at least 1"),
            (self.sign_up.offers.is_sorted_by(|a, b| a.more_than_hours_before > b.more_than_hours_before), "policy.sign_up.offers: from the longest time before to the shortest"),
            (self.sign_up.offers.last().is_some_and(|last| last.more_than_hours_before == 0), "policy.sign_up.offers: the last term is for 0 hours"),
            (self.sign_up.offers.iter().all(|term| term.valid_minutes > 0), "policy.sign_up.offers: valid_minutes is at least 1"),
        ];
        checks.into_iter().find(|(holds, _)| !holds).map(|(_, reason)| reason)
    }
}

#[cfg(test)]
pub(crate) mod tests;
