//! The reader's language, before the page is there to ask.

use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use domain::api::portal::Bilingual;

/// The cookie that holds what the reader chose; `boot/early.js` writes it.
const COOKIE: &str = "lang";

/// What an answer in a reader's language depends on.
pub const DEPENDS_ON: &str = "accept-encoding, accept-language, cookie";

/// The languages that the portal speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Chinese,
    English,
}

impl Language {
    /// What the reader chose, else the first one their browser asks for, as `boot/early.js` decides: Chinese for
    /// whoever reads it or asks for nothing, English for all others.
    pub fn of(headers: &HeaderMap) -> Self {
        let chosen = CookieJar::from_headers(headers).get(COOKIE).map(|cookie| cookie.value().to_owned());
        let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let word = chosen.as_deref().filter(|tag| ["zh-CN", "en"].contains(tag)).unwrap_or(asked).trim_start();
        let chinese = word.is_empty() || word.starts_with('*') || word.get(..2).is_some_and(|language| language.eq_ignore_ascii_case("zh"));
        if chinese { Self::Chinese } else { Self::English }
    }

    /// The language with this tag, when the portal speaks it.
    pub fn tagged(tag: &str) -> Option<Self> {
        [Self::Chinese, Self::English].into_iter().find(|language| language.tag() == tag)
    }

    /// As the `lang` of HTML has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The half of a text that is in this language.
    pub fn either(self, text: &Bilingual) -> &str {
        match self {
            Self::Chinese => &text.zh,
            Self::English => &text.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(accepted: &str, cookie: &str) -> Language {
        Language::of(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, accepted.parse().unwrap()), (header::COOKIE, cookie.parse().unwrap())]))
    }

    #[test]
    fn the_first_language_asked_for_counts_unless_one_was_chosen() {
        for accepted in ["", "zh", "zh-TW,en;q=0.9", " ZH-cn", "*"] {
            assert_eq!(language(accepted, ""), Language::Chinese, "{accepted}");
        }
        for accepted in ["en", "fr-FR, zh;q=0.8", "z"] {
            assert_eq!(language(accepted, "session=x"), Language::English, "{accepted}");
        }
        assert_eq!((language("zh", "lang=en"), language("en", "a=b; lang=zh-CN")), (Language::English, Language::Chinese));
        assert_eq!((language("zh", "lang=fr"), Language::of(&HeaderMap::new())), (Language::Chinese, Language::Chinese));
    }
}
