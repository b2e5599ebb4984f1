//! Words for what activities ask of volunteers, and for what is said when signing up.

use super::locale;
use crate::city::city;
use crate::i18n::Locale;
use crate::t;
use domain::activity::{Answered, NO, QualificationCode, Requirements, ServiceLanguage, YES};
use domain::guardian::ConsentPurpose;
use domain::sign_up::TravelWarning;

/// The name of a language.
pub fn language(language: ServiceLanguage) -> &'static str {
    match language {
        ServiceLanguage::Mandarin => t!(joining.language_mandarin),
        ServiceLanguage::LocalDialect => t!(joining.language_local_dialect),
        ServiceLanguage::Cantonese => t!(joining.language_cantonese),
        ServiceLanguage::English => t!(joining.language_english),
        ServiceLanguage::SignLanguage => t!(joining.language_sign_language),
    }
}

/// The names of languages, in a row.
pub fn languages(all: &[ServiceLanguage]) -> String {
    all.iter().copied().map(language).collect::<Vec<_>>().join(t!(joining.and))
}

/// The name of a training or qualification; its code, when the city has it no more.
pub fn qualification(code: &QualificationCode) -> String {
    let city = city();
    city.policy.qualification(code).map_or_else(
        || code.to_string(),
        |one| match locale() {
            Locale::zh_CN => one.name_zh.clone(),
            Locale::en => one.name_en.clone(),
        },
    )
}

/// How to get a training or qualification, in a sentence; nothing when the city has it no more.
pub fn way(code: &QualificationCode) -> String {
    let city = city();
    city.policy.qualification(code).map_or_else(String::new, |one| match locale() {
        Locale::zh_CN => one.way_zh.clone(),
        Locale::en => one.way_en.clone(),
    })
}

/// What is asked of volunteers, a sentence each.
pub fn requirements(asks: &Requirements) -> Vec<String> {
    let mut words = Vec::new();
    if asks.team_only {
        words.push(t!(joining.asks_team_only).to_owned());
    }
    words.extend(asks.minimum_star.map(|star| t!(joining.asks_star, star = star.to_string())));
    words.extend(asks.minimum_hours.map(|hours| t!(joining.asks_hours, hours = hours.to_string())));
    if asks.real_name {
        words.push(t!(joining.asks_real_name).to_owned());
    }
    words.extend(asks.qualifications.iter().map(|code| t!(joining.asks_qualification, name = qualification(code))));
    if !asks.languages.is_empty() {
        words.push(t!(joining.asks_languages, languages = languages(&asks.languages)));
    }
    words
}

/// A way that is too long for the time between two shifts.
pub fn travel(warning: &TravelWarning) -> String {
    t!(joining.travel_warning, title = warning.title, place = warning.place, needed = warning.needed_minutes.to_string(), left = warning.left_minutes.to_string())
}

/// An answer as it is read.
pub fn answer(answered: &Answered) -> String {
    match answered.answer.as_str() {
        YES => t!(joining.yes).to_owned(),
        NO => t!(joining.no).to_owned(),
        words => words.to_owned(),
    }
}

/// What guardians agree to, in a row.
pub fn purposes(all: &[ConsentPurpose]) -> String {
    let word = |purpose: &ConsentPurpose| match purpose {
        ConsentPurpose::TakingPart => t!(joining.purpose_taking_part),
        ConsentPurpose::PersonalData => t!(joining.purpose_personal_data),
    };
    all.iter().map(word).collect::<Vec<_>>().join(t!(joining.and))
}
