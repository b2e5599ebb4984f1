//! Pages of somebody who is logged in.

use crate::components::PageTitle;
use crate::t;
use leptos::prelude::*;

/// The volunteer ID.
pub fn card() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// The inbox.
pub fn messages() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// The own account.
pub fn me() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// The own sign-ups.
pub fn my_sign_ups() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// The own records.
pub fn my_records() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// The identity card number.
pub fn my_identity(_next: Option<String>) -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// Logged-in browsers.
pub fn my_devices() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}

/// Who looked.
pub fn my_looks() -> AnyView {
    view! { <PageTitle text=t!(account.title) /> }.into_any()
}
