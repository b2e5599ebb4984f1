//! Signing up (报名) for a shift: who may, and if not, why and what would help.
//!
//! The server enforces [`eligibility`]; the page calls the same function to explain a disabled
//! button. Only the last free place is decided elsewhere: by one conditional write in the store.

use crate::activity::{ActivityStatus, Terms};
use crate::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use crate::policy::Policy;
use crate::time::{Day, Interval, Timestamp, Zone};
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// Where a sign-up stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SignUpStatus {
    /// Has a place.
    Confirmed,
    /// Gave the place back, or the activity was called off.
    Cancelled,
    /// Came and served.
    Attended,
}

/// What is known of the person who wants a place; none of it when nobody is logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Applicant {
    /// Date of birth, known once an identity card number was given.
    pub birth: Option<Day>,
    /// Confirmed sign-ups of shifts still to come.
    pub open_sign_ups: u32,
}

/// How one shift stands to the person who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShiftStanding {
    pub shift: ShiftId,
    /// The own sign-up for this shift, if any.
    pub sign_up: Option<SignUpId>,
    pub status: Option<SignUpStatus>,
    /// Title of another activity the person is signed up for at that time.
    pub overlaps: Option<String>,
}

/// What is known of a shift when somebody wants a place.
#[derive(Debug, Clone, Copy)]
pub struct ShiftFacts<'a> {
    pub status: ActivityStatus,
    pub terms: &'a Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
}

/// Why a place is not given.
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
    /// The person has a place already.
    AlreadySignedUp,
    /// Sign-up closed at that time.
    Closed { closed_at: Timestamp },
    /// No place is left.
    Full,
    /// The age must be known: giving the identity card number helps.
    AgeUnknown,
    /// Too young on the activity's date.
    TooYoung { minimum: u8 },
    /// Below this age a guardian has to agree first; the team can be asked.
    GuardianNeeded { below: u8 },
    /// Signed up for something else at that time.
    Overlaps { title: String },
    /// As many open sign-ups as one person may hold.
    TooManyOpen { most: u16 },
}

/// Whether `applicant` may have a place at `now`. The checks go from what nobody can change to
/// what the person can mend, so that the reason shown is the one that matters.
///
/// # Errors
/// The first reason against it.
pub fn eligibility(
    shift: ShiftFacts<'_>,
    applicant: Option<&Applicant>,
    standing: Option<&ShiftStanding>,
    policy: &Policy,
    zone: &Zone,
    now: Timestamp,
) -> Result<(), Refusal> {
    match shift.status {
        ActivityStatus::Draft => return Err(Refusal::NotPublished),
        ActivityStatus::Cancelled => return Err(Refusal::ActivityCancelled),
        ActivityStatus::Published => {}
    }
    if standing.is_some_and(|s| matches!(s.status, Some(SignUpStatus::Confirmed | SignUpStatus::Attended))) {
        return Err(Refusal::AlreadySignedUp);
    }
    let closed_at = policy.sign_up.closes_at(shift.time.start);
    if now >= closed_at {
        return Err(Refusal::Closed { closed_at });
    }
    if shift.taken >= shift.capacity {
        return Err(Refusal::Full);
    }
    let applicant = applicant.ok_or(Refusal::NotLoggedIn)?;
    age_fits(shift, applicant.birth, policy, zone)?;
    if let Some(title) = standing.and_then(|s| s.overlaps.clone()) {
        return Err(Refusal::Overlaps { title });
    }
    if applicant.open_sign_ups >= u32::from(policy.sign_up.max_active_count) {
        return Err(Refusal::TooManyOpen { most: policy.sign_up.max_active_count });
    }
    Ok(())
}

/// The age rules, on the activity's date. An unknown age matters only where a minimum is set.
fn age_fits(shift: ShiftFacts<'_>, birth: Option<Day>, policy: &Policy, zone: &Zone) -> Result<(), Refusal> {
    let minimum = shift.terms.minimum_years(policy);
    let Some(birth) = birth else {
        return if minimum.is_some() { Err(Refusal::AgeUnknown) } else { Ok(()) };
    };
    let age = zone.day_of(shift.time.start).age_of(birth);
    if let Some(minimum) = minimum.filter(|minimum| age < *minimum) {
        return Err(Refusal::TooYoung { minimum });
    }
    if age < policy.minors.guardian_consent_under_years {
        return Err(Refusal::GuardianNeeded { below: policy.minors.guardian_consent_under_years });
    }
    Ok(())
}

/// One sign-up in "my sign-ups".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignUp {
    pub id: SignUpId,
    pub activity: ActivityId,
    pub activity_title: String,
    pub shift: ShiftId,
    pub position_name: String,
    pub place: String,
    pub time: Interval,
    pub status: SignUpStatus,
    pub signed_up_at: Timestamp,
}

/// One person on the list an activity's leader sees. Names are whole there, and each look is
/// written into the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterLine {
    pub sign_up: Option<SignUpId>,
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub shift: ShiftId,
    pub status: Option<SignUpStatus>,
    /// The last check-in.
    pub checked_in_at: Option<Timestamp>,
    /// The check-out that belongs to it.
    pub checked_out_at: Option<Timestamp>,
    pub credited_minutes: u32,
}
