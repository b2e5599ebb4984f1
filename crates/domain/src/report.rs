//! Reports (问题反映): what somebody found wrong with an activity, and what came of it.
//!
//! Whoever finds a violation may complain to the authority (志愿服务条例); a report is the short way there, and it is answered.

use crate::ids::{ActivityId, ReportId};
use crate::text::Paragraphs;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// Time, place or content are not as stated.
    Wrong,
    /// It is not held, or nobody of the team came.
    NotHeld,
    /// It is dangerous, or the safeguards that were stated are missing.
    Unsafe,
    /// Volunteers are asked for money or made to buy something.
    Money,
    /// Something else: said in words.
    Other,
}

impl ReportKind {
    /// All, in the order of the form.
    pub const ALL: [Self; 5] = [Self::Wrong, Self::NotHeld, Self::Unsafe, Self::Money, Self::Other];

    /// The word used in forms and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Wrong => "wrong",
            Self::NotHeld => "not_held",
            Self::Unsafe => "unsafe",
            Self::Money => "money",
            Self::Other => "other",
        }
    }

    /// Whether the kind alone says nothing.
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Other)
    }
}

/// A report as it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReportDraft {
    pub kind: ReportKind,
    /// Required where [`ReportKind::needs_words`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Paragraphs>,
}

/// A report that waits for an answer. Who made it is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    pub id: ReportId,
    pub at: Timestamp,
    pub activity: ActivityId,
    pub title: String,
    pub team_name: String,
    pub kind: ReportKind,
    pub words: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_written_alike_in_json_and_forms() {
        for kind in ReportKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
