//! How the reader wants to read: light or dark, usual or large text (长辈版). Kept on this device,
//! set as attributes of `<html>`; `boot/early.js` sets the same before the first paint.

use crate::browser::{dom, storage};
use leptos::prelude::*;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device is set.
    Auto,
    Light,
    Dark,
}

impl Theme {
    fn word(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

const THEME: &str = "data-theme";
const TEXT: &str = "data-text";
const LARGE: &str = "large";

thread_local! {
    static LARGE_TEXT: ArcRwSignal<bool> = ArcRwSignal::new(dom::root_attribute(TEXT).as_deref() == Some(LARGE));
}

/// Whether large-text mode is on, tracked.
pub fn large_text() -> ArcRwSignal<bool> {
    LARGE_TEXT.with(Clone::clone)
}

/// Switches large-text mode.
pub fn set_large_text(on: bool) {
    keep("text", TEXT, on.then_some(LARGE));
    large_text().set(on);
}

/// The theme chosen.
pub fn theme() -> Theme {
    match dom::root_attribute(THEME).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::Auto,
    }
}

/// Chooses a theme.
pub fn set_theme(theme: Theme) {
    keep("theme", THEME, theme.word());
}

fn keep(key: &str, attribute: &str, value: Option<&str>) {
    dom::set_root_attribute(attribute, value);
    match value {
        Some(value) => storage::write(key, value),
        None => storage::forget(key),
    }
}
