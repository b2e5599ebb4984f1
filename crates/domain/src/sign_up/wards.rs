//! Minors who come with their guardian: signed up in one request, admitted together, and gone together where they may not be alone.
//!
//! Each has an account and a sign-up of their own, for hours belong to a person. The guardian's sign-up holds the places of all, so that
//! the line sees one group. Source of the ages: [`crate::policy::MinorsPolicy`].

use super::{Applicant, Opening, Refusal, ShiftFacts, ShiftStanding, eligibility};
use crate::ids::{PersonId, SignUpId};
use crate::policy::Policy;
use crate::time::{Day, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// The sign-up of a minor in a shift that their guardian has signed up for too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WardPlace {
    pub sign_up: SignUpId,
    pub name: String,
    /// Whether it ends with the guardian's: the minor serves only beside a guardian, and no other one comes.
    pub goes_too: bool,
}

/// How the shifts of an activity stand to a minor whom the reader is guardian of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WardStanding {
    pub person: PersonId,
    pub name: String,
    pub applicant: Applicant,
    /// One entry for each shift.
    pub shifts: Vec<ShiftStanding>,
}

/// What of a shift is open to a minor who comes in the party of `guardian`, when as many places are wanted as the party needs. It is asked
/// beside [`eligibility`] of the guardian, and a party is let in when the same is open to all.
///
/// # Errors
/// The first reason against it.
pub fn ward_eligibility(
    shift: ShiftFacts<'_>,
    guardian: &Applicant,
    ward: &Applicant,
    standing: &ShiftStanding,
    policy: &Policy,
    zone: &Zone,
    now: Timestamp,
) -> Result<Opening, Refusal> {
    let (day, of_age) = (zone.day_of(shift.time.start), policy.minors.guardian_consent_under_years);
    let is_minor = |birth: Day| day.age_of(birth) < of_age;
    if guardian.birth.is_none_or(is_minor) {
        return Err(Refusal::NotOfAge { from: of_age });
    }
    if !ward.birth.is_some_and(is_minor) {
        return Err(Refusal::OfAge { from: of_age });
    }
    // Whoever comes in the guardian's party is accompanied by that.
    let beside = ShiftStanding { guardian_comes: true, ..standing.clone() };
    eligibility(shift, Some(ward), Some(&beside), policy, zone, now)
}
