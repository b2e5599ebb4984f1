//! The way of something that has a time into the reader's own calendar.

use crate::i18n;
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// A link to the calendar file at `path`, for what is called `title`. Phones open such a file with their calendar.
pub fn add_to_calendar(path: String, title: &str) -> AnyView {
    let title = title.to_owned();
    view! {
        <p>
            <a class="link" href=in_own_language(&path) rel="external">
                {icon(Icon::Activities)} " " {t!(notices.calendar_add)} <span class="visually-hidden">{title}</span>
            </a>
        </p>
    }
    .into_any()
}

/// The address of a calendar in the reader's language: calendar apps have none to ask for.
pub fn in_own_language(path: &str) -> String {
    format!("{path}?lang={}", i18n::tag())
}
