//! Whether somebody may have a place, and what is open to them.

use super::conditions::conditions;
use super::{Applicant, Refusal, ShiftStanding, SignUpStatus};
use crate::activity::{ActivityStatus, Terms};
use crate::policy::{Policy, SignUpPolicy};
use crate::time::{Interval, Timestamp, Zone};

/// What is known of a shift when somebody wants a place.
#[derive(Debug, Clone, Copy)]
pub struct ShiftFacts<'a> {
    pub status: ActivityStatus,
    pub terms: &'a Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
    /// Places for people on the waiting list to whom free ones go first.
    pub waiting: u32,
    /// Places wanted: the person's own, and one for each companion.
    pub wanted: u32,
}

/// What is open to somebody who fulfils the conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// As many free places as are wanted.
    Place,
    /// Too few places are free, or those that are go to people who wait: the end of the waiting list.
    Line,
    /// The place that is held for the person.
    Offer,
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
    let opening = open_at_all(shift, standing, policy, now)?;
    let applicant = applicant.ok_or(Refusal::NotLoggedIn)?;
    match conditions(shift, applicant, standing, policy, zone).into_iter().next() {
        Some(refusal) => Err(refusal),
        None => Ok(opening),
    }
}

/// The same when the activity's team signs somebody up in spite of conditions: those it sets aside by doing so.
///
/// # Errors
/// The first reason that nobody can set aside.
pub fn eligibility_by_team(
    shift: ShiftFacts<'_>,
    applicant: &Applicant,
    standing: &ShiftStanding,
    policy: &Policy,
    zone: &Zone,
    now: Timestamp,
) -> Result<Vec<Refusal>, Refusal> {
    if open_at_all(shift, Some(standing), policy, now)? != Opening::Place {
        return Err(Refusal::Full);
    }
    // Nobody accepts risks for somebody else.
    if shift.terms.dangerous {
        return Err(Refusal::RisksNotAccepted);
    }
    let against = conditions(shift, applicant, Some(standing), policy, zone);
    match against.iter().find(|refusal| !refusal.can_be_set_aside()) {
        Some(refusal) => Err(refusal.clone()),
        None => Ok(against),
    }
}

/// Whether a shift that begins at `starts_at` still takes sign-ups, and its team may still decide about them. The clock decides, whether or not anybody
/// has ended the line yet.
///
/// # Errors
/// That it has closed, and when.
pub fn still_open(starts_at: Timestamp, rules: &SignUpPolicy, now: Timestamp) -> Result<(), Refusal> {
    let closed_at = rules.closes_at(starts_at);
    if now < closed_at { Ok(()) } else { Err(Refusal::Closed { closed_at }) }
}

/// What lies in the shift and the clock, whoever asks.
fn open_at_all(shift: ShiftFacts<'_>, standing: Option<&ShiftStanding>, policy: &Policy, now: Timestamp) -> Result<Opening, Refusal> {
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
    still_open(shift.time.start, &policy.sign_up, now)?;
    // The clock decides, whether or not anybody has taken the place away yet.
    if opening == Opening::Offer && standing.and_then(|standing| standing.offer_until).is_none_or(|until| now >= until) {
        return Err(Refusal::OfferOver);
    }
    Ok(opening)
}

fn opening(shift: ShiftFacts<'_>, status: Option<SignUpStatus>) -> Opening {
    match status {
        Some(SignUpStatus::Offered) => Opening::Offer,
        _ if shift.capacity.saturating_sub(shift.taken) >= shift.waiting.saturating_add(shift.wanted) => Opening::Place,
        _ => Opening::Line,
    }
}
