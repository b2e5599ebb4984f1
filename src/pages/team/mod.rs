//! Pages of people who run activities.

use crate::components::PageTitle;
use crate::t;
use domain::ids::{ActivityId, TeamId};
use leptos::prelude::*;

/// The overview.
pub fn manage() -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// The activities one may manage.
pub fn managed_activities() -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// A new activity.
pub fn new_activity(_team: Option<TeamId>) -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}

/// One of them, with its roster.
pub fn managed_activity(_id: ActivityId) -> AnyView {
    view! { <PageTitle text=t!(manage.title) /> }.into_any()
}
