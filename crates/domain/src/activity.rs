//! Activities (活动), their positions (岗位) and shifts (班次).
//!
//! Source for what a recruiting activity must state: 志愿服务条例 Art. 12 and GB/T 40143: time,
//! place, content, conditions and number, how to apply, risks, safeguards; Art. 17: insurance.

mod change;
mod draft;
mod question;
mod requirements;
mod shown;
mod similar;
mod status;
mod words;

pub use change::{Change, ChangeFault, Changed, Part, changes, check_change, missing};
pub use draft::{
    ActivityDraft, DraftFault, LONGEST_SHIFT_HOURS, MOST_PEOPLE, MOST_POSITIONS, MOST_SHIFTS, PositionDraft, SHIFT_YEARS, ShiftDraft, check_draft, may_publish,
};
pub use question::{AnswerForm, Answered, LONGEST_ANSWER, MOST_OPTIONS, MOST_QUESTIONS, NO, Question, YES, read_answers};
pub use requirements::{QualificationCode, Requirements, ServiceLanguage};
pub use shown::{SHIFTS_AT_FIRST, Vacancy};
pub use similar::{Candidate, is_similar};
pub use status::{ActivityStatus, Step, needs_review};
pub use words::tells_a_phone;

use crate::division::DivisionCode;
use crate::ids::{ActivityId, PositionId, ShiftId, StationId, TeamId};
use crate::policy::Policy;
use crate::recurrence::{Occurrence, Programme};
use crate::station::Position as MapPosition;
use crate::text::{Line, Paragraphs};
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};

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
    /// Where its station is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station_position: Option<MapPosition>,
    pub terms: Terms,
    pub positions: Vec<Position>,
    pub shifts: Vec<Shift>,
    /// Counts the changes: whoever changes it names the one they saw, so that two do not overwrite one another.
    #[serde(default)]
    pub revision: u32,
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
    /// Terms that ask for nothing beyond what everybody must be told.
    pub fn new(summary: Line, content: Paragraphs, risks: Paragraphs, safeguards: Paragraphs) -> Self {
        Self {
            summary, content, conditions: None, risks, safeguards, contact: None, minimum_age: None, dangerous: false, indoor: false, insurance: None,
            by_approval: false, requirements: Requirements::default(), questions: Vec::new(),
        }
    }

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
    /// The rules that some of its shifts came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Programme>,
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
    /// Whether it does not take place though the activity does.
    #[serde(default)]
    pub called_off: bool,
    /// Which shift of one of its position's programmes it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Occurrence>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_written_alike_in_json_urls_and_the_store() {
        for category in Category::ALL {
            assert_eq!(serde_json::to_value(category).unwrap(), category.as_str());
        }
    }
}
