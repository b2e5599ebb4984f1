//! The conditions a person has to fulfil: age and guardian, what the team asks for, and what they do already.

use super::engagement::minutes;
use super::{Applicant, Refusal, ShiftFacts, ShiftStanding, SignUpStatus};
use crate::activity::Requirements;
use crate::guardian;
use crate::policy::Policy;
use crate::star;
use crate::time::Zone;

/// All that stands against `applicant`, in the order of [`super::eligibility`]: what can be mended last.
pub(super) fn conditions(shift: ShiftFacts<'_>, applicant: &Applicant, standing: Option<&ShiftStanding>, policy: &Policy, zone: &Zone) -> Vec<Refusal> {
    let mut against = Vec::new();
    age(&mut against, shift, applicant, standing, policy, zone);
    requirements(&mut against, &shift.terms.requirements, applicant, policy);
    engagements(&mut against, shift, applicant, standing, policy);
    against
}

/// The age rules, on the activity's date. An unknown age matters only where a minimum is set.
fn age(against: &mut Vec<Refusal>, shift: ShiftFacts<'_>, applicant: &Applicant, standing: Option<&ShiftStanding>, policy: &Policy, zone: &Zone) {
    let (minimum, minors) = (shift.terms.minimum_years(policy), &policy.minors);
    let Some(birth) = applicant.birth else {
        against.extend(minimum.map(|_| Refusal::AgeUnknown));
        return;
    };
    let age = zone.day_of(shift.time.start).age_of(birth);
    let minimum = minimum.unwrap_or(0).max(minors.accompanied_from_years);
    if age < minimum {
        against.push(Refusal::TooYoung { minimum });
    }
    if age < minors.guardian_consent_under_years && !applicant.guardian_agreed {
        against.push(Refusal::GuardianNeeded { below: minors.guardian_consent_under_years });
    }
    if guardian::accompanied(birth, zone.day_of(shift.time.start), minors) && !standing.is_some_and(|standing| standing.guardian_comes) {
        against.push(Refusal::AccompanimentNeeded { below: minors.accompanied_under_years });
    }
}

fn requirements(against: &mut Vec<Refusal>, asked: &Requirements, applicant: &Applicant, policy: &Policy) {
    if asked.team_only && !applicant.member {
        against.push(Refusal::MembersOnly);
    }
    let has = star::progress(applicant.credited_minutes, &policy.stars).star;
    against.extend(asked.minimum_star.filter(|star| has < *star).map(|star| Refusal::StarNeeded { star, has }));
    let hours = u32::try_from(applicant.credited_minutes / 60).unwrap_or(u32::MAX);
    against.extend(asked.minimum_hours.filter(|least| hours < u32::from(*least)).map(|least| Refusal::ExperienceNeeded { hours: least, has: hours }));
    if asked.real_name && !applicant.real_name {
        against.push(Refusal::IdentityNeeded);
    }
    let missing = asked.qualifications.iter().filter(|code| !applicant.qualifications.contains(code));
    against.extend(missing.map(|code| Refusal::QualificationNeeded { qualification: code.clone() }));
    let unspoken: Vec<_> = asked.languages.iter().copied().filter(|language| !applicant.languages.contains(language)).collect();
    if !unspoken.is_empty() {
        against.push(Refusal::LanguageNeeded { languages: unspoken });
    }
}

fn engagements(against: &mut Vec<Refusal>, shift: ShiftFacts<'_>, applicant: &Applicant, standing: Option<&ShiftStanding>, policy: &Policy) {
    if let Some(title) = standing.and_then(|s| s.overlaps.clone()) {
        against.push(Refusal::Overlaps { title });
    }
    // One long shift is the team's to answer for; a second one on the same day is not.
    let (before, most_minutes) = (standing.map_or(0, |s| s.day_minutes), policy.records.daily_cap_minutes);
    if before > 0 && before.saturating_add(minutes(shift.time.millis())) > u32::from(most_minutes) {
        against.push(Refusal::DayFull { most_minutes });
    }
    let own = u32::from(standing.and_then(|s| s.status).is_some_and(SignUpStatus::is_open));
    if applicant.open_sign_ups.saturating_sub(own) >= u32::from(policy.sign_up.max_active_count) {
        against.push(Refusal::TooManyOpen { most: policy.sign_up.max_active_count });
    }
}
