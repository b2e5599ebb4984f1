//! Why a place is not given.

use crate::activity::{QualificationCode, ServiceLanguage};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The reason, with the figure that would be needed. The page says how to get there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// Nobody is logged in; logging in helps.
    NotLoggedIn,
    /// Staff accounts have no volunteer number and cannot serve.
    NotAVolunteer,
    /// The activity is a draft.
    NotPublished,
    /// The activity was called off.
    ActivityCancelled,
    /// The person has a place already, awaits the team's word, or stands in line.
    AlreadySignedUp,
    /// Sign-up closed at that time.
    Closed { closed_at: Timestamp },
    /// No place is left; the waiting list is open.
    Full,
    /// The time to confirm is over, or the place was not offered: it goes to the next in line.
    OfferOver,
    /// The age must be known: giving the identity card number helps.
    AgeUnknown,
    /// Too young on the activity's date.
    TooYoung { minimum: u8 },
    /// Below this age a guardian has to agree first.
    GuardianNeeded { below: u8 },
    /// Below this age a guardian has to have a place in the same shift.
    AccompanimentNeeded { below: u8 },
    /// The identity must be known: giving the identity card number helps.
    IdentityNeeded,
    /// Only members of the team; its leader can make somebody one.
    MembersOnly,
    /// This star at least; `has` is the person's.
    StarNeeded { star: u8, has: u8 },
    /// So many credited hours at least; `has` are the person's.
    ExperienceNeeded { hours: u16, has: u32 },
    /// A training or qualification is missing.
    QualificationNeeded { qualification: QualificationCode },
    /// Languages that the person has not stated.
    LanguageNeeded { languages: Vec<ServiceLanguage> },
    /// The risks of dangerous work have to be accepted by the person.
    RisksNotAccepted,
    /// Signed up for something else at that time.
    Overlaps { title: String },
    /// More service on that day than is credited for one.
    DayFull { most_minutes: u16 },
    /// As many open sign-ups as one person may hold.
    TooManyOpen { most: u16 },
    /// More people than may come along.
    TooManyCompanions { most: u32 },
    /// Somebody who comes along is too young on the activity's date.
    CompanionTooYoung { name: String, minimum: u8 },
    /// Only who is known to be of this age may bring people under age, or agree for them.
    NotOfAge { from: u8 },
    /// Only who is under this age asks a guardian to agree.
    OfAge { from: u8 },
    /// It is about a minor whom the guardian brings, not about the guardian.
    OfWard {
        name: String,
        #[cfg_attr(feature = "openapi", schema(no_recursion))]
        refusal: Box<Refusal>,
    },
}

impl Refusal {
    /// Whether the activity's team may sign somebody up in spite of it: what the team itself asks for, and limits that keep people from
    /// taking too much. Never the law's, nor the clock's, nor what is not there.
    pub const fn can_be_set_aside(&self) -> bool {
        match self {
            Self::IdentityNeeded | Self::MembersOnly | Self::StarNeeded { .. } | Self::ExperienceNeeded { .. } | Self::QualificationNeeded { .. }
            | Self::LanguageNeeded { .. } | Self::DayFull { .. } | Self::TooManyOpen { .. } => true,
            Self::NotLoggedIn | Self::NotAVolunteer | Self::NotPublished | Self::ActivityCancelled | Self::AlreadySignedUp | Self::Closed { .. } | Self::Full
            | Self::OfferOver | Self::AgeUnknown | Self::TooYoung { .. } | Self::GuardianNeeded { .. } | Self::AccompanimentNeeded { .. }
            | Self::RisksNotAccepted | Self::Overlaps { .. } | Self::TooManyCompanions { .. } | Self::CompanionTooYoung { .. } | Self::NotOfAge { .. } | Self::OfAge { .. }
            | Self::OfWard { .. } => false,
        }
    }
}
