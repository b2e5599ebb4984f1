//! Language, light and dark, large text.

use crate::stage::{Stage, after, document};
use leptos::prelude::*;
use portal::components::ReadingSettings;
use portal::i18n::{self, Locale};
use wasm_bindgen_test::wasm_bindgen_test;

fn root(attribute: &str) -> Option<String> {
    document().document_element().unwrap().get_attribute(attribute)
}

#[wasm_bindgen_test]
async fn choices_are_kept_on_the_document_and_shown_as_pressed() {
    i18n::set_language(Locale::zh_CN);
    let stage = Stage::of(|| view! { <ReadingSettings /> });
    after(0).await;
    let groups = ["字号", "外观"].map(|name| format!("[aria-label='{name}'] button:last-child"));
    for (selector, attribute, value) in [(&groups[0], "data-text", "large"), (&groups[1], "data-theme", "dark")] {
        let button = stage.get(selector);
        assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("false"));
        button.click();
        after(0).await;
        assert_eq!(root(attribute).as_deref(), Some(value));
        assert_eq!(button.get_attribute("aria-pressed").as_deref(), Some("true"));
    }
    for group in ["字号", "外观"] {
        stage.get(&format!("[aria-label='{group}'] button:first-child")).click();
    }
    assert_eq!((root("data-text"), root("data-theme")), (None, None));
}

#[wasm_bindgen_test]
fn the_language_is_told_to_the_browser() {
    i18n::set_language(Locale::en);
    assert_eq!(root("lang").as_deref(), Some("en"));
    assert_eq!(portal::t!(shell.retry), "Try again");
    i18n::set_language(Locale::zh_CN);
    assert_eq!(root("lang").as_deref(), Some("zh-CN"));
    assert_eq!(portal::t!(shell.retry), "重试");
}

#[wasm_bindgen_test]
fn dates_are_those_of_the_city_whatever_the_device_says() {
    use domain::time::Timestamp;
    let _stage = Stage::of(|| ());
    i18n::set_language(Locale::zh_CN);
    // 2026-05-01 00:30 in Shanghai is still April in Greenwich.
    let at = Timestamp::from_unix_ms(1_777_564_800_000 + 30 * 60_000);
    assert_eq!(i18n::format::clock(at), "00:30");
    assert!(i18n::format::moment(at).starts_with("2026年5月1日"), "{}", i18n::format::moment(at));
}
