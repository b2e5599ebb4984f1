//! Where an activity stands, and what can happen to it there.
//!
//! A draft is shown to the public at once, or looked at by a reviewer first where the city asks for that. What is published can be called off. That
//! it is finished follows from the clock alone: nobody has to say so.

use super::Terms;
use crate::policy::{PublishingPolicy, Review};
use serde::{Deserialize, Serialize};

/// Where an activity stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActivityStatus {
    /// Only its team sees it.
    Draft,
    /// Waits for a reviewer; only its team and reviewers see it.
    InReview,
    /// Open to the public.
    Published,
    /// Called off; stays readable so that nobody comes in vain.
    Cancelled,
}

/// What can happen to an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its team changes what it says.
    Change,
    /// Its team hands it to a reviewer.
    Submit,
    /// It is shown to the public.
    Publish,
    /// The reviewer gives it back with words.
    SendBack,
    /// It does not take place.
    CallOff,
}

impl ActivityStatus {
    /// All, in the order of an activity's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::InReview, Self::Published, Self::Cancelled];

    /// The word used in addresses and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Published => "published",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether everybody may read it.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Published | Self::Cancelled)
    }

    /// Where it stands after `step`; none when that cannot happen to it.
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Draft | Self::InReview | Self::Published, Step::Change) => Some(self),
            (Self::Draft, Step::Submit) => Some(Self::InReview),
            (Self::Draft | Self::InReview, Step::Publish) => Some(Self::Published),
            (Self::InReview, Step::SendBack) => Some(Self::Draft),
            (Self::Published, Step::CallOff) => Some(Self::Cancelled),
            _ => None,
        }
    }
}

/// Whether somebody who is no reviewer has to hand an activity with these terms to one.
pub const fn needs_review(terms: &Terms, policy: &PublishingPolicy) -> bool {
    match policy.review {
        Review::Never => false,
        Review::Dangerous => terms.dangerous,
        Review::Always => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statuses down, steps across.
    #[test]
    fn the_table_of_steps() {
        use ActivityStatus::{Cancelled, Draft, InReview, Published};
        let steps = [Step::Change, Step::Submit, Step::Publish, Step::SendBack, Step::CallOff];
        let table: [(ActivityStatus, [Option<ActivityStatus>; 5]); 4] = [
            (Draft, [Some(Draft), Some(InReview), Some(Published), None, None]),
            (InReview, [Some(InReview), None, Some(Published), Some(Draft), None]),
            (Published, [Some(Published), None, None, None, Some(Cancelled)]),
            (Cancelled, [None; 5]),
        ];
        for (from, row) in table {
            for (step, to) in steps.into_iter().zip(row) {
                assert_eq!(from.after(step), to, "{from:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_city_chooses_what_is_reviewed() {
        let mut terms = Terms::new("扫".parse().unwrap(), "扫".parse().unwrap(), "无".parse().unwrap(), "无".parse().unwrap());
        let asked = |terms: &Terms| [Review::Never, Review::Dangerous, Review::Always].map(|review| needs_review(terms, &PublishingPolicy { review, holidays: Vec::new(), message_gap_minutes: 5, messages_per_day: 6 }));
        assert_eq!(asked(&terms), [false, false, true]);
        terms.dangerous = true;
        assert_eq!(asked(&terms), [false, true, true]);
    }

    #[test]
    fn a_status_is_written_alike_in_json_and_the_store() {
        for status in ActivityStatus::ALL {
            assert_eq!(serde_json::to_value(status).unwrap(), status.as_str());
        }
    }
}
