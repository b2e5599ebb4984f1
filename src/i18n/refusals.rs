//! Why a place is not given, in words. The `match` is exhaustive: a new reason does not compile
//! without its text.

use super::format;
use crate::t;
use domain::sign_up::Refusal;

/// One sentence for a reason.
pub fn words(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotLoggedIn => t!(activity.refusal_not_logged_in).into(),
        Refusal::NotAVolunteer => t!(activity.refusal_not_a_volunteer).into(),
        Refusal::NotPublished => t!(activity.refusal_not_published).into(),
        Refusal::ActivityCancelled => t!(activity.refusal_cancelled).into(),
        Refusal::AlreadySignedUp => t!(activity.refusal_already).into(),
        Refusal::Closed { closed_at } => t!(activity.refusal_closed, time = format::moment(*closed_at)),
        Refusal::Full => t!(activity.refusal_full).into(),
        Refusal::OfferOver => t!(activity.refusal_offer_over).into(),
        Refusal::AgeUnknown => t!(activity.refusal_age_unknown).into(),
        Refusal::TooYoung { minimum } => t!(activity.refusal_too_young, minimum = minimum.to_string()),
        Refusal::GuardianNeeded { below } => t!(activity.refusal_guardian, below = below.to_string()),
        Refusal::Overlaps { title } => t!(activity.refusal_overlaps, title = title),
        Refusal::TooManyOpen { most } => t!(activity.refusal_too_many, most = most.to_string()),
    }
}
