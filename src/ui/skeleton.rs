//! Grey shapes in the place of what is still coming. Screen readers hear `label` instead.

use leptos::prelude::*;

/// A few cards to come.
pub fn skeleton_cards(label: &'static str) -> AnyView {
    skeleton("skeleton skeleton--cards", label)
}

/// A few lines to come.
pub fn skeleton_lines(label: &'static str) -> AnyView {
    skeleton("skeleton", label)
}

fn skeleton(class: &'static str, label: &'static str) -> AnyView {
    view! {
        <div class=class role="status">
            <span class="visually-hidden">{label}</span>
            <i></i>
            <i></i>
            <i></i>
        </div>
    }
    .into_any()
}
