//! Why a place is not given, in words. The `match` is exhaustive: a new reason does not compile
//! without its text.

use super::{format, joining};
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
        Refusal::AccompanimentNeeded { below } => t!(joining.refusal_accompaniment, below = below.to_string()),
        Refusal::IdentityNeeded => t!(joining.refusal_identity).into(),
        Refusal::MembersOnly => t!(joining.refusal_members_only).into(),
        Refusal::StarNeeded { star, has } => t!(joining.refusal_star, star = star.to_string(), has = has.to_string()),
        Refusal::ExperienceNeeded { hours, has } => t!(joining.refusal_experience, hours = hours.to_string(), has = has.to_string()),
        Refusal::QualificationNeeded { qualification } => {
            t!(joining.refusal_qualification, name = joining::qualification(qualification), way = joining::way(qualification))
        }
        Refusal::LanguageNeeded { languages } => t!(joining.refusal_language, languages = joining::languages(languages)),
        Refusal::RisksNotAccepted => t!(joining.refusal_risks).into(),
        Refusal::DayFull { most_minutes } => t!(joining.refusal_day_full, hours = (most_minutes / 60).to_string()),
        Refusal::TooManyCompanions { most: 0 } => t!(joining.refusal_companions_first).into(),
        Refusal::TooManyCompanions { most } => t!(joining.refusal_companions, most = most.to_string()),
        Refusal::CompanionTooYoung { name, minimum } => t!(joining.refusal_companion_young, name = name, minimum = minimum.to_string()),
        Refusal::NotOfAge { from } => t!(joining.refusal_not_of_age, from = from.to_string()),
        Refusal::OfAge { from } => t!(joining.refusal_of_age, from = from.to_string()),
        Refusal::OfWard { name, refusal } => t!(joining.refusal_of_ward, name = name, why = words(refusal)),
        Refusal::TooManyOpen { most } => t!(activity.refusal_too_many, most = most.to_string()),
    }
}
