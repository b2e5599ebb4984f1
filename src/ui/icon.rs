//! The icons (`crates/icons`) as the page draws them.

pub use icons::Icon;
use leptos::prelude::*;

/// The icon as an inline SVG, hidden from screen readers.
pub fn icon(icon: Icon) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=icon.path() />
        </svg>
    }
    .into_any()
}
