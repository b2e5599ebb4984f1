//! Texts in the reader's language.
//!
//! `t!(area.key)` gives the text of `locales/<language>/<area>.json`; a key that is missing does
//! not compile. Texts are read once, when a view is made: switching the language makes the whole
//! page anew (`app.rs`), so that no text needs a closure of its own, which keeps the page small.

pub mod activities;
pub mod changes;
pub mod corrections;
pub mod credentials;
pub mod devices;
pub mod format;
pub mod joining;
pub mod place_codes;
pub mod problems;
pub mod programmes;
pub mod refusals;
pub mod scans;
pub mod sign_ups;
pub mod staff;

#[allow(unused_imports, dead_code, reason = "generated: we use the texts, not the views")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n::Locale;

use crate::browser::{dom, storage};
use domain::api::portal::Bilingual;
use leptos::prelude::*;

thread_local! {
    static LOCALE: ArcRwSignal<Locale> = ArcRwSignal::new(match dom::root_attribute("lang").as_deref() {
        Some(lang) if lang.starts_with("en") => Locale::en,
        _ => Locale::zh_CN,
    });
}

/// The text of a key in the reader's language: `&'static str`; with parameters a `String`, in which
/// each `{name}` is filled. (The library's own parameters cost a type for each text: measured, and
/// left out.)
#[macro_export]
macro_rules! t {
    ($($key:ident).+ $(,)?) => {
        leptos_i18n::td_string!($crate::i18n::locale(), $($key).+)
    };
    ($($key:ident).+ $(, $name:ident = $value:expr)+ $(,)?) => {
        ::domain::phrase::fill($crate::t!($($key).+), &[$((stringify!($name), &$value)),+])
    };
}

/// The language, tracked: only the root of the page follows it.
pub fn language() -> ArcRwSignal<Locale> {
    LOCALE.with(Clone::clone)
}

/// The language.
pub fn locale() -> Locale {
    LOCALE.with(|locale| locale.get_untracked())
}

/// The language as the browser names it.
pub fn tag() -> &'static str {
    match locale() {
        Locale::zh_CN => "zh-CN",
        Locale::en => "en",
    }
}

/// Chooses a language.
pub fn set_language(chosen: Locale) {
    let language = language();
    language.update_untracked(|now| *now = chosen);
    dom::set_root_attribute("lang", Some(tag()));
    storage::write("lang", tag());
    language.notify();
}

/// The half of a bilingual text that the reader understands.
pub fn either(text: &Bilingual) -> &str {
    match locale() {
        Locale::zh_CN => &text.zh,
        Locale::en => &text.en,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    fn texts(language: &str, area: &str) -> BTreeMap<String, String> {
        let path = format!("{}/locales/{language}/{area}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    /// `{name}` inside a text.
    fn parameters(text: &str) -> BTreeSet<&str> {
        text.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect()
    }

    #[test]
    fn both_languages_have_the_same_keys_and_parameters() {
        let folder = format!("{}/locales/zh-CN", env!("CARGO_MANIFEST_DIR"));
        for file in std::fs::read_dir(folder).unwrap() {
            let area = file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            let (zh, en) = (texts("zh-CN", &area), texts("en", &area));
            assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>(), "{area}");
            for (key, text) in &zh {
                assert_eq!(parameters(text), parameters(&en[key]), "{area}.{key}");
                assert!(!text.trim().is_empty() && !en[key].trim().is_empty(), "{area}.{key}");
            }
        }
    }
}
