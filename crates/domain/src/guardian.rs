//! Guardians (监护人): somebody of age agrees that a minor takes part.
//!
//! Source: PIPL Art. 31 (separate consent to the use of data of those under 14), 条例 and practice (consent to taking part). The minor's
//! account makes a code, the guardian types it and the minor's name while logged in: so both are known, and each agreement stands in the
//! consent ledger with its purpose, version and time until it is withdrawn.

use crate::ids::PersonId;
use crate::policy::MinorsPolicy;
use crate::time::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// Version of the words a guardian agrees to; the ledger names it.
pub const CONSENT: &str = "2026-1";

/// What a guardian agrees to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConsentPurpose {
    /// Taking part in activities.
    TakingPart,
    /// The use of the minor's personal data, agreed to separately.
    PersonalData,
}

/// What has to be agreed to for somebody born on `birth`, as of `today`; nothing for whoever is of age.
pub fn purposes(birth: Day, today: Day, minors: &MinorsPolicy) -> Vec<ConsentPurpose> {
    let age = today.age_of(birth);
    let mut purposes = Vec::new();
    if age < minors.guardian_consent_under_years {
        purposes.push(ConsentPurpose::TakingPart);
    }
    if age < minors.guardian_separate_consent_under_years {
        purposes.push(ConsentPurpose::PersonalData);
    }
    purposes
}

/// Whether somebody born on `birth` is under age on `day`: whoever was their guardian answers for them no longer than that.
pub fn is_minor(birth: Day, day: Day, minors: &MinorsPolicy) -> bool {
    !purposes(birth, day, minors).is_empty()
}

/// Whether somebody born on `birth` serves on `day` only beside a guardian.
pub fn accompanied(birth: Day, day: Day, minors: &MinorsPolicy) -> bool {
    day.age_of(birth) < minors.accompanied_under_years
}

/// One agreement, as the guardian and the minor see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guardianship {
    /// The minor it is about.
    pub minor: PersonId,
    pub minor_name: String,
    pub guardian: PersonId,
    pub guardian_name: String,
    pub purposes: Vec<ConsentPurpose>,
    /// Title of the activity, when it was given by signing the minor up for it; else it is general.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    pub given_at: Timestamp,
    /// When it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::defaults;

    #[test]
    fn the_younger_somebody_is_the_more_is_agreed_to() {
        let today = Day::new(2026, 11, 28).unwrap();
        let at = |year| purposes(Day::new(year, 11, 28).unwrap(), today, &defaults().minors);
        assert_eq!(at(2008), []);
        assert_eq!(at(2009), [ConsentPurpose::TakingPart]);
        assert_eq!(at(2012), [ConsentPurpose::TakingPart]);
        assert_eq!(at(2013), [ConsentPurpose::TakingPart, ConsentPurpose::PersonalData]);
    }

    #[test]
    fn a_child_is_accompanied_until_its_fourteenth_birthday() {
        let birth = Day::new(2012, 11, 28).unwrap();
        let on = |day| accompanied(birth, Day::new(2026, 11, day).unwrap(), &defaults().minors);
        assert_eq!([27, 28].map(on), [true, false]);
    }
}
