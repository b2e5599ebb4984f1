//! The beginning: learn the city, ask who is looking, mount the router.

use crate::browser::{dom, first_screen, offline, visibility};
use crate::city;
use crate::i18n;
use crate::navigation;
use crate::own_scans;
use crate::route::Route;
use crate::router::{self, Pages};
use crate::session::{self, Who};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;

/// What `index.html` shows until the page is there.
const WAITING: &str = "waiting";

/// Starts a bundle. Without the city there is no page: the recovery text of `index.html` is shown.
pub fn start(pages: Pages) {
    console_error_panic_hook::set_once();
    match city::written_into_the_page() {
        Some(portal) => {
            city::learn(portal);
            begin(pages);
        }
        None => spawn_local(async move {
            let portal = city::asked_of_the_server().await.expect("the server tells which city it serves");
            city::learn(portal);
            begin(pages);
        }),
    }
}

/// Mounts the page at once; where the server's first screen can be read meanwhile, not before the page has all that it
/// needs to take that screen's place without a gap.
fn begin(pages: Pages) {
    dom::remove(WAITING);
    match pages.prepare.filter(|_| first_screen::is_there()) {
        Some(prepare) => spawn_local(async move {
            prepare().await;
            mount(pages);
        }),
        None => mount(pages),
    }
}

fn mount(pages: Pages) {
    navigation::start(pages.bundle);
    // All that follows from here, answers written into the page included, comes before the browser paints again.
    let begun = first_screen::take_away();
    if let Some(query) = begun.as_ref().and_then(|begun| begun.form.as_deref()) {
        search_on(query);
    }
    leptos::mount::mount_to_body(move || app(pages));
    if let Some(begun) = begun {
        begun.open();
        // What had the focus may be part of a list, which is made a moment later.
        set_timeout(move || begun.focus(), Duration::ZERO);
    }
    spawn_local(session::ask());
    let again = offline::on_online(|| {
        if matches!(session::who().get_untracked(), Who::Unasked(_)) {
            spawn_local(session::ask());
        }
    });
    // Heard as long as the page lives.
    std::mem::forget(again);
}

/// What the reader has typed and chosen in the list's form becomes the address, as if they had sent it.
fn search_on(query: &str) {
    let wanted = Route::parse(&format!("/activities?{query}"));
    if navigation::current().with_untracked(|now| *now != wanted && now.page() == wanted.page()) {
        navigation::replace(&wanted);
    }
}

/// Sends scans that wait on this phone as soon as their person is known to be here, and when the network or the page comes back.
fn deliver_waiting(deliver: fn()) {
    let deliver = move || {
        if own_scans::waits() {
            deliver();
        }
    };
    let who = session::who();
    Effect::new(move |_| {
        if who.with(Who::is_volunteer) {
            deliver();
        }
    });
    // As long as the page lives.
    std::mem::forget((offline::on_online(deliver), visibility::on_return(deliver)));
}

/// Everything on screen. Switching the language makes it anew.
pub fn app(pages: Pages) -> impl IntoView {
    if let Some(deliver) = pages.deliver {
        deliver_waiting(deliver);
    }
    let language = i18n::language();
    move || {
        language.track();
        router::view(pages)
    }
}
