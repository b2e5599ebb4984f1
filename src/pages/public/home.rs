//! The home page.

use crate::components::PageTitle;
use crate::city::city;
use crate::i18n::either;
use leptos::prelude::*;

/// What this is, and the ways in.
pub fn home() -> AnyView {
    view! { <PageTitle text=either(&city().tagline) /> }.into_any()
}
