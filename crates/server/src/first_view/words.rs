//! The texts of `locales/`, as the page has them.

use crate::http::Language;
use domain::activity::Category;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Areas of texts, and in each the texts by their key.
type Areas = HashMap<&'static str, HashMap<String, String>>;

/// The texts of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(super) language: Language,
    areas: &'static Areas,
}

macro_rules! areas {
    ($language:literal: $($area:literal)+) => {
        LazyLock::new(|| HashMap::from([$(($area, read($area, include_str!(concat!("../../../../locales/", $language, "/", $area, ".json"))))),+]))
    };
}

static CHINESE: LazyLock<Areas> = areas!("zh-CN": "account" "activity" "first_view" "joining" "manage" "shell");
static ENGLISH: LazyLock<Areas> = areas!("en": "account" "activity" "first_view" "joining" "manage" "shell");

fn read(area: &str, json: &str) -> HashMap<String, String> {
    serde_json::from_str(json).unwrap_or_else(|fault| panic!("locales: {area} is not read ({fault})"))
}

impl Words {
    /// The texts of `language`.
    pub(crate) fn of(language: Language) -> Self {
        let areas = match language {
            Language::Chinese => &CHINESE,
            Language::English => &ENGLISH,
        };
        Self { language, areas }
    }

    /// The text of a key; [`t!`] is the way to ask for it.
    pub(crate) fn text(&self, area: &str, key: &str) -> &'static str {
        let text = self.areas.get(area).and_then(|texts| texts.get(key));
        debug_assert!(text.is_some(), "locales: {area}.{key} is missing");
        text.map(String::as_str).unwrap_or_default()
    }

    /// The name of a category.
    pub(super) fn category(&self, category: Category) -> &'static str {
        self.text("activity", &format!("category_{}", category.as_str()))
    }
}

/// The text of a key in the language of `$words`; with values for its gaps, a `String`.
macro_rules! t {
    ($words:expr, $area:ident.$key:ident) => {
        $words.text(stringify!($area), stringify!($key))
    };
    ($words:expr, $area:ident.$key:ident, $($name:ident = $value:expr),+) => {
        ::domain::phrase::fill($words.text(stringify!($area), stringify!($key)), &[$((stringify!($name), &$value)),+])
    };
}
pub(crate) use t;

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `t!(…, area.key` of this folder.
    fn asked_for() -> Vec<(String, String)> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/first_view");
        let sources = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let key = |call: &str| {
            let (area, rest) = call.split_once(", ")?.1.split_once('.')?;
            let key: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_').collect();
            area.chars().all(|c| c.is_ascii_lowercase() || c == '_').then(|| (area.to_owned(), key))
        };
        sources.flat_map(|source| source.split("t!(words").skip(1).filter_map(key).collect::<Vec<_>>()).collect()
    }

    #[test]
    fn every_text_that_is_asked_for_is_there_in_both_languages() {
        let asked = asked_for();
        assert!(asked.len() > 50, "only {} found", asked.len());
        for words in [Words::of(Language::Chinese), Words::of(Language::English)] {
            for (area, key) in &asked {
                assert!(!words.text(area, key).is_empty());
            }
            for category in Category::ALL {
                assert!(!words.category(category).is_empty());
            }
        }
    }
}
