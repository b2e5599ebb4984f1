//! Where the reader is, and going elsewhere. [`crate::router`] shows what stands there.

use crate::browser::{announce, dom, history, offline};
use crate::route::Route;
use crate::t;
use crate::ui::toast;
use domain::bundle::Bundle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

thread_local! {
    static CURRENT: ArcRwSignal<Route> = ArcRwSignal::new(Route::parse(&history::address()));
    /// The bundle that runs; none when it holds every page.
    static OWN: Cell<Option<Bundle>> = const { Cell::new(None) };
    /// Whether the browser's buttons led here.
    static CAME_BACK: Cell<bool> = const { Cell::new(false) };
}

/// The current address, tracked.
pub fn current() -> ArcRwSignal<Route> {
    CURRENT.with(Clone::clone)
}

/// Begins to follow links and the browser's buttons, in the bundle `own`.
pub fn start(own: Option<Bundle>) {
    OWN.set(own);
    history::on_back_or_forth(|address| {
        CAME_BACK.set(true);
        arrive(Route::parse(&address));
    });
    history::on_own_link(|address| {
        let here = is_here(&address);
        if here {
            go(&Route::parse(&address));
        } else if !offline::is_online() {
            spawn_local(load_if_kept(address));
            return true;
        }
        here
    });
}

/// Whether the reader came here by the browser's "back" or "forward", and so expects the page as they left it.
pub fn came_back() -> bool {
    CAME_BACK.get()
}

/// Whether this bundle holds the page at `address`; another bundle has to be loaded otherwise.
fn is_here(address: &str) -> bool {
    OWN.get().is_none_or(|own| own == Bundle::of(address))
}

/// Loads another bundle if this device keeps it. It would end at the browser's own error otherwise, and
/// this page be gone.
async fn load_if_kept(address: String) {
    if offline::keeps(&format!("/{}", Bundle::of(&address).html())).await {
        history::load(&address, false);
    } else {
        toast::show(t!(problems.network));
    }
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
    let address = route.href();
    if !is_here(&address) {
        history::load(&address, replace);
        return;
    }
    history::set_address(&address, replace);
    CAME_BACK.set(false);
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
