//! The heading of a page: it sets the document's title, and takes the focus after a navigation.

use crate::browser::announce;
use crate::city::city;
use crate::i18n::either;
use leptos::prelude::*;

/// Exactly one on each page.
#[component]
pub fn PageTitle(#[prop(into)] text: String, #[prop(default = "page-title")] class: &'static str) -> impl IntoView {
    let title = format!("{text} · {}", either(&city().name));
    Effect::new(move |_| announce::page_is_there(&title));
    view! { <h1 id=announce::HEADING class=class tabindex="-1">{text}</h1> }
}
