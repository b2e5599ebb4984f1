//! Whom somebody brings along, and what they said when they signed up: family, a group, the answers to the organiser's questions.
//!
//! Companions are named and each takes a place. They are no accounts: they are credited no hours. Whoever brings people under age is
//! their guardian for the shift, and has to be of age.

use super::{Applicant, Refusal, ShiftFacts};
use crate::activity::Answered;
use crate::ids::{PersonId, ShiftId};
use crate::policy::Policy;
use crate::text::PersonName;
use crate::time::{Day, Zone};
use serde::{Deserialize, Serialize};

/// Somebody who comes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Companion {
    pub name: PersonName,
    /// Date of birth, of whoever is under age; without it somebody counts as grown up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth: Option<Day>,
}

/// What is kept of a sign-up beside the person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Joining {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answered>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
}

impl Joining {
    /// Places it takes: the person's own, and one for each companion.
    pub fn places(&self) -> u32 {
        u32::try_from(self.companions.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Whether there is nothing to keep.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What is sent to sign up where something has to be said: all of the shifts, or none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignUpRequest {
    pub shifts: Vec<ShiftChoice>,
    /// The answers to the activity's questions, in their order; nothing for those left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<String>,
    /// Whether the person accepts the risks that the activity states: asked of dangerous work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepts_risks: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Companion>,
    /// Minors who have accounts of their own: the caller is their guardian and comes along. Together they are one party.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wards: Vec<PersonId>,
    /// Version of the words by which the guardian agrees that they take part: [`crate::guardian::CONSENT`]. Asked for with `wards`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
}

/// One of the shifts somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShiftChoice {
    pub shift: ShiftId,
    /// Whether to wait in line when no place is free.
    #[serde(default)]
    pub waits: bool,
}

/// The most companions that a city may allow: a page has a row for each.
pub const MOST_COMPANIONS: u8 = 10;

/// The most shifts of one request.
pub const MOST_SHIFTS_AT_ONCE: usize = 20;

/// Whether `companions` may come along, beside so many minors with accounts of their own.
///
/// # Errors
/// The first reason against it.
pub fn may_bring(companions: &[Companion], wards: u32, shift: ShiftFacts<'_>, applicant: &Applicant, policy: &Policy, zone: &Zone) -> Result<(), Refusal> {
    may_bring_so_many(u32::try_from(companions.len()).unwrap_or(u32::MAX).saturating_add(wards), shift, policy)?;
    let (day, minors) = (zone.day_of(shift.time.start), &policy.minors);
    let minimum = shift.terms.minimum_years(policy).unwrap_or(0).max(minors.accompanied_from_years);
    for companion in companions {
        let Some(age) = companion.birth.map(|birth| day.age_of(birth)) else { continue };
        if age < minimum {
            return Err(Refusal::CompanionTooYoung { name: companion.name.to_string(), minimum });
        }
        let of_age = minors.guardian_consent_under_years;
        if age < of_age && applicant.birth.is_none_or(|birth| day.age_of(birth) < of_age) {
            return Err(Refusal::NotOfAge { from: of_age });
        }
    }
    Ok(())
}

/// Whether so many people may come along, with or without accounts of their own, whoever they are and whatever is free.
///
/// # Errors
/// How many may.
pub fn may_bring_so_many(brought: u32, shift: ShiftFacts<'_>, policy: &Policy) -> Result<(), Refusal> {
    let most = u32::from(policy.sign_up.max_companions).min(shift.capacity.saturating_sub(1));
    if brought > most { Err(Refusal::TooManyCompanions { most }) } else { Ok(()) }
}
