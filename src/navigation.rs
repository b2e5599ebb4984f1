//! Where the reader is, and going elsewhere. [`crate::router`] shows what stands there.

use crate::browser::{announce, dom, history};
use crate::route::Route;
use leptos::prelude::*;

thread_local! {
    static CURRENT: ArcRwSignal<Route> = ArcRwSignal::new(Route::parse(&history::address()));
}

/// The current address, tracked.
pub fn current() -> ArcRwSignal<Route> {
    CURRENT.with(Clone::clone)
}

/// Begins to follow links and the browser's buttons.
pub fn start() {
    history::on_back_or_forth(|address| arrive(Route::parse(&address)));
    history::on_own_link(|address| go(&Route::parse(&address)));
}

/// Goes to another page.
pub fn go(route: &Route) {
    move_to(route, false);
}

/// Goes to another page in place of this one, so that "back" does not lead here again.
pub fn replace(route: &Route) {
    move_to(route, true);
}

/// Goes to `next` if it is given, else to `otherwise`; in place of this page.
pub fn go_on(next: Option<&str>, otherwise: &Route) {
    replace(&next.map_or_else(|| otherwise.clone(), Route::parse));
}

fn move_to(route: &Route, replace: bool) {
    history::set_address(&route.href(), replace);
    let same_page = current().with_untracked(|now| now.page() == route.page());
    arrive(route.clone());
    if !same_page {
        dom::scroll_to_top();
    }
}

fn arrive(route: Route) {
    let current = current();
    if current.with_untracked(|now| now.page() != route.page()) {
        announce::navigated();
    }
    current.set(route);
}
