//! The beginning: learn the city, ask who is looking, mount the router.

use crate::browser::{dom, offline};
use crate::city;
use crate::i18n;
use crate::navigation;
use crate::router::{self, Pages};
use crate::session::{self, Who};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// What `index.html` shows until the page is there.
const WAITING: &str = "waiting";

/// Starts a bundle. Without the city there is no page: the recovery text of `index.html` is shown.
pub fn start(pages: Pages) {
    console_error_panic_hook::set_once();
    match city::written_into_the_page() {
        Some(portal) => {
            city::learn(portal);
            mount(pages);
        }
        None => spawn_local(async move {
            let portal = city::asked_of_the_server().await.expect("the server tells which city it serves");
            city::learn(portal);
            mount(pages);
        }),
    }
}

fn mount(pages: Pages) {
    navigation::start(pages.bundle);
    dom::remove(WAITING);
    leptos::mount::mount_to_body(move || app(pages));
    spawn_local(session::ask());
    let again = offline::on_online(|| {
        if matches!(session::who().get_untracked(), Who::Unasked(_)) {
            spawn_local(session::ask());
        }
    });
    // Heard as long as the page lives.
    std::mem::forget(again);
}

/// Everything on screen. Switching the language makes it anew.
pub fn app(pages: Pages) -> impl IntoView {
    let language = i18n::language();
    move || {
        language.track();
        router::view(pages)
    }
}
