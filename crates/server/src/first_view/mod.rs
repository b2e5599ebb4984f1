//! The first screen as plain HTML: what somebody sees before the page's WebAssembly is there, or without it.
//!
//! The home page, the list of activities and one activity are written here with the class names of the page's own
//! components, so that nothing moves when the page takes over; texts come from the same `locales/`, rules and icons from
//! the same crates. Everybody gets the same: what is personal comes with the page.

mod activities;
mod activity;
mod filters;
mod frame;
mod head;
mod home;
mod missing;
mod parts;
mod preloaded;
mod requirements;

use crate::app::App;
use crate::http::{Failure, Language};
use crate::words::{self, Telling, Words, dates};
use axum::http::StatusCode;
use domain::address::Query;
use domain::api::portal::Portal;
pub use frame::REVEAL;
use maud::Markup;
use preloaded::Preloaded;

/// A first screen, ready to be written into the page.
#[derive(Debug)]
pub struct FirstView {
    pub language: Language,
    /// 404 where nothing is shown under this address.
    pub status: StatusCode,
    /// Title, description and what a shared link shows, for `<head>`.
    pub head: String,
    /// The screen, for `<body>`.
    pub body: String,
    /// What the page would ask for first, as a script element; empty where it has to ask itself.
    pub preloaded: String,
}

/// What one screen has of its own.
struct Screen {
    status: StatusCode,
    /// The heading.
    title: String,
    /// One sentence for whoever is sent a link.
    description: String,
    main: Markup,
    preloaded: Option<Preloaded>,
}

/// The first screen of the page at `path` and `query`; none for other pages, and none when it cannot be made: the page
/// then comes without, and asks.
pub async fn of(app: &App, portal: &Portal, path: &str, query: &str, language: Language) -> Option<FirstView> {
    let telling = Telling { portal, words: Words::of(language) };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (here, made) = match parts.as_slice() {
        [] => ("/", home::screen(app, &telling).await),
        ["activities"] => ("/activities", activities::screen(app, &telling, &Query::read(query)).await),
        ["activities", id] => (path, activity::screen(app, &telling, id).await),
        _ => return None,
    };
    match made {
        Ok(screen) => Some(FirstView {
            language,
            status: screen.status,
            head: head::head(&telling, &screen).into_string(),
            body: frame::around(&telling, here, &screen.main).into_string(),
            preloaded: screen.preloaded.map(|preloaded| preloaded.element().into_string()).unwrap_or_default(),
        }),
        Err(failure) => {
            note(failure);
            None
        }
    }
}

/// Logs what is ours; what is the reader's doing, the page will be told when it asks.
fn note(failure: Failure) {
    drop(failure.into_problem());
}
