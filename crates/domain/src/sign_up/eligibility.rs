//! Whether somebody may have a place, and what is open to them.

use super::{Applicant, ShiftStanding, SignUpStatus};
use crate::activity::{ActivityStatus, Terms};
use crate::policy::Policy;
use crate::time::{Day, Interval, Timestamp, Zone};
use serde::{Deserialize, Serialize};

/// What is known of a shift when somebody wants a place.
#[derive(Debug, Clone, Copy)]
pub struct ShiftFacts<'a> {
    pub status: ActivityStatus,
    pub terms: &'a Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
    /// People on the waiting list to whom a free place goes first.
    pub waiting: u32,
}

/// What is open to somebody who fulfils the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// A free place.
    Place,
    /// No place is free, or those that are go to people who wait: the end of the waiting list.
    Line,
    /// The place that is held for the person.
    Offer,
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
    /// The activity is a draft, or waits for a reviewer.
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
    /// Below this age a guardian has to agree first; the team can be asked.
    GuardianNeeded { below: u8 },
    /// Signed up for something else at that time.
    Overlaps { title: String },
    /// As many open sign-ups as one person may hold.
    TooManyOpen { most: u16 },
}

/// What of a shift is open to `applicant` at `now`: asked when somebody signs up, joins the waiting list, and again
/// when they confirm an offer. The checks go from what nobody can change to what the person can mend, so that the reason
/// shown is the one that matters.
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
) -> Result<Opening, Refusal> {
    match shift.status {
        ActivityStatus::Draft | ActivityStatus::InReview => return Err(Refusal::NotPublished),
        ActivityStatus::Cancelled => return Err(Refusal::ActivityCancelled),
        ActivityStatus::Published => {}
    }
    let status = standing.and_then(|standing| standing.status);
    let opening = opening(shift, status);
    // Whoever waits may take a place that nobody ahead of them wants.
    let waits = status == Some(SignUpStatus::Waitlisted);
    if (waits && opening == Opening::Line) || matches!(status, Some(SignUpStatus::Pending | SignUpStatus::Confirmed | SignUpStatus::Attended)) {
        return Err(Refusal::AlreadySignedUp);
    }
    let closed_at = policy.sign_up.closes_at(shift.time.start);
    if now >= closed_at {
        return Err(Refusal::Closed { closed_at });
    }
    // The clock decides, whether or not anybody has taken the place away yet.
    if opening == Opening::Offer && standing.and_then(|standing| standing.offer_until).is_none_or(|until| now >= until) {
        return Err(Refusal::OfferOver);
    }
    let applicant = applicant.ok_or(Refusal::NotLoggedIn)?;
    age_fits(shift, applicant.birth, policy, zone)?;
    if let Some(title) = standing.and_then(|s| s.overlaps.clone()) {
        return Err(Refusal::Overlaps { title });
    }
    let own = u32::from(status.is_some_and(SignUpStatus::is_open));
    if applicant.open_sign_ups.saturating_sub(own) >= u32::from(policy.sign_up.max_active_count) {
        return Err(Refusal::TooManyOpen { most: policy.sign_up.max_active_count });
    }
    Ok(opening)
}

fn opening(shift: ShiftFacts<'_>, status: Option<SignUpStatus>) -> Opening {
    match status {
        Some(SignUpStatus::Offered) => Opening::Offer,
        _ if shift.capacity.saturating_sub(shift.taken) > shift.waiting => Opening::Place,
        _ => Opening::Line,
    }
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
