//! Pages of administrators, and the entrance for staff.

use crate::components::PageTitle;
use crate::t;
use domain::ids::StationId;
use leptos::prelude::*;

/// Login name and password.
pub fn log_in(_next: Option<String>) -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// Teams.
pub fn teams() -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// Stations.
pub fn stations() -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// One station and its kiosks.
pub fn station(_id: StationId) -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// People and roles.
pub fn people() -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}
