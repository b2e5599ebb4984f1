//! Pages for everybody.

mod activities;
mod closed;
mod home;

pub use activities::activities;
pub use closed::{closed, not_found};
pub use home::home;

use crate::components::PageTitle;
use crate::t;
use leptos::prelude::*;

/// One activity.
pub fn activity(_id: domain::ids::ActivityId) -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// Phone and code.
pub fn log_in(_next: Option<String>) -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// Name and done.
pub fn join(_next: Option<String>) -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}
