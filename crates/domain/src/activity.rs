//! Activities (活动), their positions (岗位) and shifts (班次).
//!
//! Source for what a recruiting activity must state: 志愿服务条例 Art. 12 and GB/T 40143: time,
//! place, content, conditions and number, how to apply, risks, safeguards; Art. 17: insurance.

mod question;
mod requirements;
mod shown;

use crate::division::DivisionCode;
use crate::policy::Policy;
use crate::ids::{ActivityId, PositionId, ShiftId, StationId, TeamId};
use crate::station::Position as MapPosition;
use crate::text::{Line, Paragraphs};
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};
pub use question::{AnswerForm, Answered, LONGEST_ANSWER, MOST_OPTIONS, MOST_QUESTIONS, NO, Question, YES, read_answers};
pub use requirements::{QualificationCode, Requirements, ServiceLanguage};
pub use shown::{SHIFTS_AT_FIRST, Vacancy};

/// What kind of service it is: the closed list of the city's activity finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 助老
    ElderlyCare,
    /// 关爱儿童
    ChildCare,
    /// 助残
    Disability,
    /// 生态环保
    Environment,
    /// 文明交通
    Traffic,
    /// 文化体育
    Culture,
    /// 医疗卫生
    Health,
    /// 应急救援
    Emergency,
    /// 法律服务
    Legal,
    /// 社区服务
    Community,
    /// 支教助学
    Education,
    /// 大型活动
    Event,
    /// 科普宣传
    Science,
}

impl Category {
    /// All, in the order of the finder.
    pub const ALL: [Self; 13] = [
        Self::ElderlyCare, Self::ChildCare, Self::Disability, Self::Environment, Self::Traffic, Self::Culture, Self::Health,
        Self::Emergency, Self::Legal, Self::Community, Self::Education, Self::Event, Self::Science,
    ];

    /// The word used in URLs and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ElderlyCare => "elderly_care",
            Self::ChildCare => "child_care",
            Self::Disability => "disability",
            Self::Environment => "environment",
            Self::Traffic => "traffic",
            Self::Culture => "culture",
            Self::Health => "health",
            Self::Emergency => "emergency",
            Self::Legal => "legal",
            Self::Community => "community",
            Self::Education => "education",
            Self::Event => "event",
            Self::Science => "science",
        }
    }
}

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityStatus {
    /// Only its team sees it.
    Draft,
    /// Open to the public.
    Published,
    /// Called off; stays readable so that nobody comes in vain.
    Cancelled,
}

/// One line of a list of activities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivitySummary {
    pub id: ActivityId,
    pub title: String,
    pub category: Category,
    pub status: ActivityStatus,
    pub division: DivisionCode,
    pub division_name: String,
    pub place: String,
    pub team_name: String,
    /// Begin of the next shift that has not ended, or of the first one when all have.
    pub starts_at: Timestamp,
    /// End of the last shift.
    pub ends_at: Timestamp,
    /// Places of shifts that have not begun.
    pub places: u32,
    /// Of these, still free.
    pub places_left: u32,
}

/// Everything a person needs to decide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActivityDetail {
    pub id: ActivityId,
    pub title: String,
    pub category: Category,
    pub status: ActivityStatus,
    pub division: DivisionCode,
    /// Names from the city down to the activity's division.
    pub division_path: Vec<String>,
    pub team: TeamId,
    pub team_name: String,
    pub station: Option<StationId>,
    pub station_name: Option<String>,
    pub place: String,
    pub map_position: Option<MapPosition>,
    pub terms: Terms,
    pub positions: Vec<Position>,
    pub shifts: Vec<Shift>,
}

/// What Art. 12 demands beside time and place, and what decides who may come.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub summary: Line,
    pub content: Paragraphs,
    /// Conditions for taking part; none means everybody.
    pub conditions: Option<Paragraphs>,
    pub risks: Paragraphs,
    pub safeguards: Paragraphs,
    /// How to reach the team; shown to those who signed up and to its own people.
    pub contact: Option<Line>,
    /// Years of age at least, on the activity's date.
    pub minimum_age: Option<u8>,
    /// Dangerous work: no minors, and insurance is a must.
    pub dangerous: bool,
    pub indoor: bool,
    /// The accident insurance: insurer and policy, when there is one.
    pub insurance: Option<Line>,
    /// The team looks at each sign-up before it is confirmed; otherwise a free place is the person's at once.
    #[serde(default)]
    pub by_approval: bool,
    /// What is asked of those who sign up, beside their age.
    #[serde(default, skip_serializing_if = "Requirements::is_none")]
    pub requirements: Requirements,
    /// What everybody who signs up is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

impl Terms {
    /// Years of age that somebody must have on the activity's date: the team's own minimum, and the city's for
    /// dangerous work.
    pub fn minimum_years(&self, policy: &Policy) -> Option<u8> {
        self.minimum_age.max(self.dangerous.then_some(policy.minors.dangerous_minimum_years))
    }
}

/// A position: what somebody does.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    pub id: PositionId,
    pub name: String,
}

/// A shift of a position: when, and for how many.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Shift {
    pub id: ShiftId,
    pub position: PositionId,
    pub time: Interval,
    pub capacity: u32,
    /// Places held: by people who have one, whom the team still looks at, or to whom one is offered.
    pub taken: u32,
    /// People on the waiting list to whom a free place is offered before anybody else may take it.
    #[serde(default)]
    pub waiting: u32,
}

/// What an organiser types to make an activity. It starts as a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityDraft {
    pub title: Line,
    pub category: Category,
    pub division: DivisionCode,
    pub station: Option<StationId>,
    pub place: Line,
    pub map_position: Option<MapPosition>,
    pub terms: Terms,
    pub positions: Vec<PositionDraft>,
}

/// A position with its shifts, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PositionDraft {
    pub name: Line,
    pub shifts: Vec<ShiftDraft>,
}

/// A shift as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShiftDraft {
    pub time: Interval,
    pub capacity: u32,
}

/// Most positions of one activity, and most shifts of one position: bounds of one request.
pub const MOST_POSITIONS: usize = 20;
/// See [`MOST_POSITIONS`].
pub const MOST_SHIFTS: usize = 60;
/// Most people of one shift.
pub const MOST_PEOPLE: u32 = 10_000;
/// Longest shift, in hours.
pub const LONGEST_SHIFT_HOURS: i64 = 24;
/// Shifts lie between these instants, 2000-01-01 and 2100-01-01 UTC: a year beyond is a slip.
pub const SHIFT_YEARS: Interval = Interval { start: Timestamp::from_unix_ms(946_684_800_000), end: Timestamp::from_unix_ms(4_102_444_800_000) };

/// What keeps a draft from being kept or published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DraftFault {
    /// No position, or too many.
    Positions,
    /// A position without shift, or with too many.
    Shifts,
    /// A shift that ends before it begins, lasts over a day, or lies outside [`SHIFT_YEARS`].
    ShiftTime,
    /// A shift for nobody, or for more people than one shift may have.
    Capacity,
    /// The place on the map is not on earth.
    MapPosition,
    /// Something is asked of volunteers that nobody could fulfil, or is asked twice.
    Requirements,
    /// Too many questions, or a choice without options.
    Questions,
    /// Dangerous work without accident insurance cannot be published (Art. 17).
    InsuranceMissing,
    /// All shifts have begun already.
    AllInThePast,
}

/// Checks the form of a draft.
///
/// # Errors
/// The first fault found.
pub fn check_draft(draft: &ActivityDraft) -> Result<(), DraftFault> {
    let within = |count: usize, most: usize| (1..=most).contains(&count);
    if !within(draft.positions.len(), MOST_POSITIONS) {
        return Err(DraftFault::Positions);
    }
    if draft.map_position.is_some_and(|p| !p.is_on_earth()) {
        return Err(DraftFault::MapPosition);
    }
    question::check_asked(&draft.terms)?;
    for position in &draft.positions {
        if !within(position.shifts.len(), MOST_SHIFTS) {
            return Err(DraftFault::Shifts);
        }
        for shift in &position.shifts {
            let length = shift.time.millis();
            let in_our_time = SHIFT_YEARS.start <= shift.time.start && shift.time.end <= SHIFT_YEARS.end;
            if length == 0 || length > LONGEST_SHIFT_HOURS * 3_600_000 || !in_our_time {
                return Err(DraftFault::ShiftTime);
            }
            if !(1..=MOST_PEOPLE).contains(&shift.capacity) {
                return Err(DraftFault::Capacity);
            }
        }
    }
    Ok(())
}

/// Whether a draft may be shown to the public at `now`.
///
/// # Errors
/// What is missing.
pub fn may_publish(terms: &Terms, shifts: impl IntoIterator<Item = Interval>, now: Timestamp) -> Result<(), DraftFault> {
    if terms.dangerous && terms.insurance.is_none() {
        return Err(DraftFault::InsuranceMissing);
    }
    if shifts.into_iter().all(|time| time.start <= now) {
        return Err(DraftFault::AllInThePast);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

    fn draft() -> ActivityDraft {
        let time = Interval { start: BEGIN, end: BEGIN.plus_minutes(60) };
        ActivityDraft {
            title: "清洁家园".parse().unwrap(),
            category: Category::Environment,
            division: "431002".parse().unwrap(),
            station: None,
            place: "广场".parse().unwrap(),
            map_position: None,
            terms: Terms {
                summary: "一起打扫".parse().unwrap(),
                content: "扫地".parse().unwrap(),
                conditions: None,
                risks: "无".parse().unwrap(),
                safeguards: "手套".parse().unwrap(),
                contact: None,
                minimum_age: None,
                dangerous: false,
                indoor: false,
                insurance: None,
                by_approval: false,
                requirements: Requirements::default(),
                questions: Vec::new(),
            },
            positions: vec![PositionDraft { name: "清洁".parse().unwrap(), shifts: vec![ShiftDraft { time, capacity: 5 }] }],
        }
    }

    #[test]
    fn each_fault_of_a_draft_has_its_name() {
        type Spoil = fn(&mut ActivityDraft);
        let cases: [(Spoil, DraftFault); 10] = [
            (|d| d.positions.clear(), DraftFault::Positions),
            (|d| d.positions = vec![d.positions[0].clone(); MOST_POSITIONS + 1], DraftFault::Positions),
            (|d| d.positions[0].shifts.clear(), DraftFault::Shifts),
            (|d| d.positions[0].shifts[0].time.end = BEGIN, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time.end = Timestamp::from_unix_ms(BEGIN.unix_ms() + 86_400_001), DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: Timestamp::from_unix_ms(0), end: Timestamp::from_unix_ms(3_600_000) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: SHIFT_YEARS.end.plus_minutes(-30), end: SHIFT_YEARS.end.plus_minutes(30) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: Timestamp::from_unix_ms(i64::MIN), end: Timestamp::from_unix_ms(i64::MAX) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].capacity = 0, DraftFault::Capacity),
            (|d| d.map_position = Some(MapPosition { latitude_e7: 900_000_001, longitude_e7: 0 }), DraftFault::MapPosition),
        ];
        assert_eq!(check_draft(&draft()), Ok(()));
        for (spoil, fault) in cases {
            let mut spoilt = draft();
            spoil(&mut spoilt);
            assert_eq!(check_draft(&spoilt), Err(fault));
        }
    }

    #[test]
    fn dangerous_work_without_insurance_is_not_published() {
        let mut terms = draft().terms;
        let coming = [draft().positions[0].shifts[0].time];
        let before = BEGIN.plus_seconds(-1);
        terms.dangerous = true;
        assert_eq!(may_publish(&terms, coming, before), Err(DraftFault::InsuranceMissing));
        terms.insurance = Some("某保险 123".parse().unwrap());
        assert_eq!(may_publish(&terms, coming, before), Ok(()));
        assert_eq!(may_publish(&terms, coming, BEGIN), Err(DraftFault::AllInThePast));
    }

    #[test]
    fn a_category_is_written_alike_in_json_urls_and_the_store() {
        for category in Category::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
        }
    }
}
