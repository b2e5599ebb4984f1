//! What an activity asks of volunteers, a sentence each (`src/i18n/joining.rs`).

use super::words::{Words, t};
use crate::http::Language;
use domain::activity::{QualificationCode, Requirements, ServiceLanguage};
use domain::policy::Policy;

/// The sentences.
pub(super) fn requirements(words: &Words, asks: &Requirements, policy: &Policy) -> Vec<String> {
    let mut all = Vec::new();
    if asks.team_only {
        all.push(t!(words, joining.asks_team_only).to_owned());
    }
    all.extend(asks.minimum_star.map(|star| t!(words, joining.asks_star, star = star.to_string())));
    all.extend(asks.minimum_hours.map(|hours| t!(words, joining.asks_hours, hours = hours.to_string())));
    if asks.real_name {
        all.push(t!(words, joining.asks_real_name).to_owned());
    }
    all.extend(asks.qualifications.iter().map(|code| t!(words, joining.asks_qualification, name = qualification(words, code, policy))));
    if !asks.languages.is_empty() {
        let names: Vec<&str> = asks.languages.iter().map(|language| words.text("joining", name_of(*language))).collect();
        all.push(t!(words, joining.asks_languages, languages = names.join(t!(words, joining.and))));
    }
    all
}

fn name_of(language: ServiceLanguage) -> &'static str {
    match language {
        ServiceLanguage::Mandarin => "language_mandarin",
        ServiceLanguage::LocalDialect => "language_local_dialect",
        ServiceLanguage::Cantonese => "language_cantonese",
        ServiceLanguage::English => "language_english",
        ServiceLanguage::SignLanguage => "language_sign_language",
    }
}

fn qualification(words: &Words, code: &QualificationCode, policy: &Policy) -> String {
    policy.qualification(code).map_or_else(|| code.to_string(), |one| match words.language {
        Language::Chinese => one.name_zh.clone(),
        Language::English => one.name_en.clone(),
    })
}
