//! The volunteer ID on its screen. What this phone keeps is shown at once, whoever can be reached;
//! then the server is asked whether the card is still here, and for what is fresher.

mod away;
mod code;
mod keeping;
mod lost;
mod moving;
mod paper;
mod screen;

pub use paper::paper;

use crate::card::Card;
use crate::components::{ErrorPanel, PageTitle};
use crate::t;
use crate::ui::skeleton_lines;
use keeping::Page;
use leptos::prelude::*;

/// What the page shows.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    Looking,
    Card,
    Away,
    Failure,
}

/// Why the card is not on this phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is on another.
    Elsewhere,
    /// It was here, but the browser has lost its key.
    Cleared,
    /// It was here, and went to another phone or was revoked.
    Gone,
    /// It was just revoked, on this page.
    Lost,
}

/// The page.
pub fn card() -> AnyView {
    let page = Page::new();
    page.begin();
    let shows = Memo::new(move |_| page.shows());
    view! {
        <div class="id-page">
            <PageTitle text=t!(card.title) />
            {move || match shows.get() {
                Shows::Looking => skeleton_lines(t!(shell.loading)),
                Shows::Card => screen::screen(page),
                Shows::Away => away::away(page),
                Shows::Failure => failure(page),
            }}
        </div>
    }
    .into_any()
}

fn failure(page: Page) -> AnyView {
    let retry = Callback::new(move |()| page.ask_anew());
    (move || page.failure().get().map(|error| view! { <ErrorPanel error retry /> })).into_any()
}

/// A signal that may hold a card, whose key stays on this thread.
type Held = RwSignal<Option<Card>, LocalStorage>;
