//! The frames pages stand in. A layout stays while the reader goes from page to page in it.

mod admin;
mod kiosk;
mod public;

pub use admin::admin;
pub use kiosk::kiosk;
pub use public::public;

use crate::browser::announce;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon, toast::Toasts};
use leptos::prelude::*;

/// The first thing the keyboard reaches.
fn skip_link() -> AnyView {
    view! { <a class="skip-link" href="#main">{t!(shell.skip)}</a> }.into_any()
}

/// The live region of the route announcer, and the toasts.
fn voices() -> AnyView {
    view! {
        <div id=announce::LIVE_REGION class="visually-hidden" role="status" aria-live="polite"></div>
        <Toasts />
    }
    .into_any()
}

/// A link of a navigation; it knows when its page is the current one.
fn nav_link(class: &'static str, to: Route, sign: Icon, words: &'static str, badge: Option<AnyView>) -> AnyView {
    let href = to.href();
    let current = navigation::current();
    let is_current = move || current.with(|now| now.page() == to.page()).then_some("page");
    view! { <a class=class href=href aria-current=is_current>{icon(sign)} <span>{words}</span> {badge}</a> }.into_any()
}
