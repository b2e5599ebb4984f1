//! The texts: both languages hold the same keys with the same gaps, and each key is used, in the page, in the screen
//! that the server writes, or in a file that it makes.

use super::Report;
use super::sources::{Source, words};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The language that is written first.
const FIRST: &str = "zh-CN";

/// `area.key` to text.
type Texts = BTreeMap<String, String>;

/// Looks at `locales/` and at what shows them.
pub fn check(sources: &[Source], report: &mut Report) -> Result<()> {
    let mut languages: BTreeMap<&str, Texts> = BTreeMap::new();
    for source in sources.iter().filter(|source| source.is("locales/", ".json")) {
        let mut parts = source.path.trim_start_matches("locales/").trim_end_matches(".json").split('/');
        let (Some(language), Some(area)) = (parts.next(), parts.next()) else { continue };
        let content: BTreeMap<String, Value> = serde_json::from_str(&source.text).with_context(|| source.path.clone())?;
        let texts = languages.entry(language).or_default();
        for (key, text) in content {
            match text {
                Value::String(text) => drop(texts.insert(format!("{area}.{key}"), text)),
                _ => report.fail(format!("{}: {key} is no text", source.path)),
            }
        }
    }
    let Some(first) = languages.remove(FIRST) else {
        report.fail(format!("locales/{FIRST} holds no texts"));
        return Ok(());
    };
    for (language, texts) in &languages {
        compare(&first, language, texts, report);
    }
    let code: Vec<&Source> = sources.iter().filter(|source| ["src/", "crates/server/src/first_view/", "crates/server/src/sheet/"].into_iter().any(|folder| source.is(folder, ".rs"))).collect();
    for key in first.keys().filter(|key| !code.iter().any(|source| words(&source.text, key).next().is_some())) {
        report.fail(format!("locales: {key} is used nowhere"));
    }
    Ok(())
}

fn compare(first: &Texts, language: &str, texts: &Texts, report: &mut Report) {
    for key in first.keys().filter(|key| !texts.contains_key(*key)) {
        report.fail(format!("locales/{language}: {key} is missing"));
    }
    for (key, text) in texts {
        match first.get(key) {
            None => report.fail(format!("locales/{FIRST}: {key} is missing")),
            Some(other) if gaps(other) != gaps(text) => report.fail(format!("locales: {key} has other gaps in {language} than in {FIRST}")),
            Some(_) => {}
        }
    }
}

/// The names in `{…}`.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|tail| tail.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(zh: &str, en: &str, code: &str) -> Vec<String> {
        let of = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        let mut report = Report::default();
        check(&[of("locales/zh-CN/shell.json", zh), of("locales/en/shell.json", en), of("src/a.rs", code)], &mut report).unwrap();
        report.failures
    }

    #[test]
    fn both_languages_hold_the_same() {
        assert!(failures(r#"{"a":"{n} 项"}"#, r#"{"a":"{n} items"}"#, "t!(shell.a, n = n)").is_empty());
        assert_eq!(failures(r#"{"a":"项"}"#, "{}", "t!(shell.a)"), ["locales/en: shell.a is missing"]);
        assert_eq!(failures("{}", r#"{"a":"x"}"#, ""), ["locales/zh-CN: shell.a is missing"]);
        assert_eq!(failures(r#"{"a":"{n} 项"}"#, r#"{"a":"{m} items"}"#, "t!(shell.a)"), ["locales: shell.a has other gaps in en than in zh-CN"]);
    }

    #[test]
    fn a_key_that_nobody_uses_fails() {
        assert_eq!(failures(r#"{"a":"x"}"#, r#"{"a":"x"}"#, "t!(shell.a_b)"), ["locales: shell.a is used nowhere"]);
    }
}
