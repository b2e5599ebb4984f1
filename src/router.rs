//! The one table of pages: route -> who may open it -> frame -> page.

use crate::api::ApiError;
use crate::components::ErrorPanel;
use crate::layouts;
use crate::navigation;
use crate::pages::{kiosk, public};
use crate::route::{Entry, Frame, Route};
use crate::session::{self, Who};
use crate::t;
use crate::ui::skeleton_lines;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The frame and the page of the current address. The page is made anew when another page is
/// called for, not when only its filters change.
pub fn view() -> AnyView {
    let current = navigation::current();
    let page = Memo::new(move |_| current.with(Route::page));
    let frame = Memo::new(move |_| page.with(Route::frame));
    (move || {
        let inside = (move || guarded(page)).into_any();
        match frame.get() {
            Frame::Public => layouts::public(inside),
            Frame::Kiosk => layouts::kiosk(inside),
            Frame::Admin => layouts::admin(inside),
        }
    })
    .into_any()
}

/// What stands between a reader and a page.
#[derive(Clone, PartialEq)]
enum Gate {
    Open,
    Waiting,
    Unasked(ApiError),
    LogIn,
    VolunteersOnly,
    StaffOnly,
}

fn gate(entry: Entry, who: &Who) -> Gate {
    match (entry, who) {
        (Entry::Everybody, _) => Gate::Open,
        (_, Who::Unknown) => Gate::Waiting,
        (_, Who::Unasked(error)) => Gate::Unasked(error.clone()),
        (_, Who::Nobody) => Gate::LogIn,
        (Entry::Volunteer, who) if !who.is_volunteer() => Gate::VolunteersOnly,
        (Entry::Staff, who) if !who.has_role() => Gate::StaffOnly,
        _ => Gate::Open,
    }
}

fn guarded(page: Memo<Route>) -> AnyView {
    let who = session::who();
    let gate = Memo::new(move |_| page.with(|page| who.with(|who| gate(page.entry(), who))));
    (move || match gate.get() {
        Gate::Open => table(&navigation::current().get_untracked()),
        Gate::Waiting => skeleton_lines(t!(shell.loading)),
        Gate::Unasked(error) => {
            let retry = Callback::new(|()| spawn_local(session::ask()));
            view! { <ErrorPanel error retry /> }.into_any()
        }
        Gate::LogIn => {
            let next = Some(navigation::current().with_untracked(Route::href));
            let staff = page.with_untracked(|page| page.entry() == Entry::Staff);
            Effect::new(move |_| {
                let next = next.clone();
                navigation::replace(&if staff { Route::StaffLogIn { next } } else { Route::LogIn { next } });
            });
            ().into_any()
        }
        Gate::VolunteersOnly => public::closed(t!(shell.volunteer_only_title), t!(shell.volunteer_only_help)),
        Gate::StaffOnly => public::closed(t!(shell.staff_only_title), t!(shell.staff_only_help)),
    })
    .into_any()
}

/// The table.
fn table(route: &Route) -> AnyView {
    match route {
        Route::Home => public::home(),
        Route::Activities(_) => public::activities(),
        Route::Kiosk => kiosk::kiosk(),
        _ => public::not_found(),
    }
}
