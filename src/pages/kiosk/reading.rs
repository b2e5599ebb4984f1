//! What the device itself makes of a text, before the server is asked and where it cannot be.

use crate::trust::Trust;
use domain::credential::{Refusal, Standing, Verified, Version};
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;

/// What a text is, as far as the device can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A code that is believed.
    Verified { name: String, number: VolunteerNumber },
    /// A code signed by the city, and no list recent enough to tell whether it was revoked; as of
    /// when the list is, if there is one.
    ListTooOld { as_of: Option<Timestamp> },
    /// A code that is not believed.
    Refused(Refusal),
    /// A number that was typed: only the server knows whose it is.
    Typed(VolunteerNumber),
}

impl Reading {
    /// What `text` is, read at `at`.
    pub(super) fn of(text: &str, trust: Trust, at: Timestamp) -> Self {
        if let Ok(number) = text.parse() {
            return Self::Typed(number);
        }
        trust.check(text, at).map_or_else(Self::Refused, Self::from)
    }

    /// Whose it says it is, as far as that is believed.
    pub(super) fn number(&self) -> Option<VolunteerNumber> {
        match self {
            Self::Verified { number, .. } | Self::Typed(number) => Some(*number),
            Self::ListTooOld { .. } | Self::Refused(_) => None,
        }
    }

    /// Why it is refused, when the server cannot know better: it has every key, and this device may
    /// lack one.
    pub(super) fn final_refusal(&self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) if *refusal != Refusal::UnknownKey => Some(*refusal),
            _ => None,
        }
    }
}

impl From<Verified> for Reading {
    fn from(Verified { claims, standing }: Verified) -> Self {
        match standing {
            Standing::Good { .. } => Self::Verified { name: claims.name, number: claims.number },
            Standing::Stale { as_of } => Self::ListTooOld { as_of: Some(as_of) },
            Standing::Unknown => Self::ListTooOld { as_of: None },
        }
    }
}

/// Whether `text` comes from a card on paper, which needs somebody to look at the person.
pub(super) fn is_paper(text: &str) -> bool {
    text.trim_start().starts_with(Version::Paper.prefix())
}
