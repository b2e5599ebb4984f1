//! The one table of pages: route -> who may open it -> frame -> page, for each bundle.

use crate::api::ApiError;
use crate::chunk;
use crate::components::ErrorPanel;
use crate::layouts;
use crate::navigation;
use crate::own_scans;
use crate::pages::{account, admin, card, kiosk, public, scan, team};
use crate::route::{Entry, Frame, Route};
use crate::session::{self, Who};
use crate::t;
use crate::ui::skeleton_lines;
use domain::bundle::Bundle;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;

/// What one bundle holds. Function pointers, so that what a bundle does not name is left out of it.
#[derive(Clone, Copy)]
pub struct Pages {
    /// Which bundle; none when it holds everything.
    pub(crate) bundle: Option<Bundle>,
    frame: fn(Frame, AnyView) -> AnyView,
    page: fn(&Route) -> AnyView,
    /// Sends scans that wait on this phone; the bundles for volunteers do.
    pub(crate) deliver: Option<fn()>,
    /// Loads what the current address needs beside the bundle itself.
    pub(crate) prepare: Option<fn() -> Pin<Box<dyn Future<Output = ()>>>>,
}

/// For everybody, and the own account.
pub const PORTAL: Pages = Pages { bundle: Some(Bundle::Portal), frame: |_, inside| layouts::public(inside), page: portal, deliver: Some(deliver), prepare: Some(|| Box::pin(prepare())) };
/// The volunteer ID.
pub const CARD: Pages = Pages { bundle: Some(Bundle::Card), frame: |_, inside| layouts::public(inside), page: card, deliver: Some(own_scans::deliver), prepare: None };
/// The check-in kiosk.
pub const KIOSK: Pages = Pages { bundle: Some(Bundle::Kiosk), frame: |_, inside| layouts::kiosk(inside), page: kiosk, deliver: None, prepare: None };
/// Where anybody checks a card.
pub const VERIFY: Pages = Pages { bundle: Some(Bundle::Verify), frame: |_, inside| layouts::public(inside), page: verify, deliver: None, prepare: None };
/// For people with a role; logging in there stands in the frame for everybody.
pub const STAFF: Pages = Pages {
    bundle: Some(Bundle::Staff),
    frame: |frame, inside| match frame {
        Frame::Admin => layouts::admin(inside),
        _ => layouts::public(inside),
    },
    page: staff,
    deliver: None,
    prepare: None,
};
/// Everything.
pub const WHOLE: Pages = Pages {
    bundle: None,
    frame: |frame, inside| match frame {
        Frame::Public => layouts::public(inside),
        Frame::Kiosk => layouts::kiosk(inside),
        Frame::Admin => layouts::admin(inside),
    },
    page: |route| match Bundle::of(&route.href()) {
        Bundle::Portal => portal(route),
        Bundle::Card => card(route),
        Bundle::Kiosk => kiosk(route),
        Bundle::Verify => verify(route),
        Bundle::Staff => staff(route),
    },
    deliver: Some(own_scans::deliver),
    prepare: None,
};

/// The frame and the page of the current address. The page is made anew when another page is
/// called for, not when only its filters change.
pub fn view(pages: Pages) -> AnyView {
    let current = navigation::current();
    let page = Memo::new(move |_| current.with(Route::page));
    let frame = Memo::new(move |_| page.with(Route::frame));
    (move || {
        let inside = (move || guarded(page, pages.page)).into_any();
        (pages.frame)(frame.get(), inside)
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
        (Entry::Everybody, _) | (Entry::CardHolder, Who::Unknown | Who::Unasked(_) | Who::Nobody) => Gate::Open,
        (_, Who::Unknown) => Gate::Waiting,
        // The page shows what it has, and says itself what it could not get.
        (Entry::Volunteer, Who::Unasked(error)) if error.may_pass() => Gate::Open,
        (_, Who::Unasked(error)) => Gate::Unasked(error.clone()),
        (_, Who::Nobody) => Gate::LogIn,
        (Entry::Volunteer | Entry::CardHolder, who) if !who.is_volunteer() => Gate::VolunteersOnly,
        (Entry::Staff, who) if !who.has_role() => Gate::StaffOnly,
        _ => Gate::Open,
    }
}

fn guarded(page: Memo<Route>, table: fn(&Route) -> AnyView) -> AnyView {
    let who = session::who();
    let gate = Memo::new(move |_| page.with(|page| who.with(|who| gate(page.entry(), who))));
    (move || {
        // Two pages may have the same gate.
        page.track();
        through(gate.get(), page, table)
    })
    .into_any()
}

/// What is shown at a gate, or the page behind it.
fn through(gate: Gate, page: Memo<Route>, table: fn(&Route) -> AnyView) -> AnyView {
    match gate {
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
    }
}

fn portal(route: &Route) -> AnyView {
    match route {
        Route::Home => public::home(),
        Route::Activities(_) => public::activities(),
        Route::Activity(_) | Route::JoinActivity { .. } => chunk::page(route, chunk::activity),
        Route::LogIn { .. } | Route::Join { .. } => chunk::page(route, chunk::entrance),
        _ => chunk::page(route, chunk::account),
    }
}

/// Of the pages that the server writes a first screen of, one is in a chunk. Without it the page says so itself.
async fn prepare() {
    if matches!(navigation::current().get_untracked(), Route::Activity(_)) {
        let _ = chunk::activity().await;
    }
}

pub(crate) fn activity(route: &Route) -> AnyView {
    match route {
        Route::Activity(id) => public::activity(*id),
        Route::JoinActivity { activity, shift } => public::join_activity(*activity, *shift),
        _ => public::not_found(),
    }
}

pub(crate) fn entrance(route: &Route) -> AnyView {
    match route {
        Route::LogIn { next } => public::log_in(next.clone()),
        Route::Join { next } => public::join(next.clone()),
        _ => public::not_found(),
    }
}

pub(crate) fn account(route: &Route) -> AnyView {
    match route {
        Route::Messages => account::messages(),
        Route::Me => account::me(),
        Route::MySignUps => account::my_sign_ups(),
        Route::MyRecords => account::my_records(),
        Route::MyIdentity { next } => account::my_identity(next.clone()),
        Route::MyLanguages { next } => account::my_languages(next.clone()),
        Route::Guardian { code } => account::guardian(code.clone()),
        Route::StandIn(id) => account::stand_in(*id),
        Route::MyDevices => account::my_devices(),
        Route::MyLooks => account::my_looks(),
        _ => public::not_found(),
    }
}

/// The portal pays for it only when there is something to send.
fn deliver() {
    spawn_local(async {
        // Without the chunk they wait for the next time.
        if let Ok(deliver) = chunk::delivery().await {
            deliver();
        }
    });
}

fn card(route: &Route) -> AnyView {
    match route {
        Route::Scan { code } => scan::scan(code.as_deref()),
        Route::Card => card::card(),
        Route::PaperCard => card::paper(),
        _ => public::not_found(),
    }
}

fn kiosk(route: &Route) -> AnyView {
    match route {
        Route::Kiosk => kiosk::kiosk(),
        Route::Scanner(id) => kiosk::scanner(*id),
        _ => public::not_found(),
    }
}

fn verify(route: &Route) -> AnyView {
    match route {
        Route::Verify => public::verify(),
        _ => public::not_found(),
    }
}

fn staff(route: &Route) -> AnyView {
    match route {
        Route::StaffLogIn { next } => admin::log_in(next.clone()),
        Route::Manage => team::manage(),
        Route::ManagedActivities { .. } => team::managed_activities(),
        Route::NewActivity { team, like } => team::new_activity(*team, *like),
        Route::EditActivity(id) => team::edit_activity(*id),
        Route::ManagedActivity(id) => team::managed_activity(*id),
        Route::Boards => admin::boards(),
        Route::Board(place) => admin::board(*place),
        Route::AdminTeams => admin::teams(),
        Route::AdminStations => admin::stations(),
        Route::AdminStation(id) => admin::station(*id),
        Route::AdminPeople => admin::people(),
        _ => public::not_found(),
    }
}
