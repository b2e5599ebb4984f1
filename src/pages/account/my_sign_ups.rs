//! The own sign-ups: places that wait for a word, what is coming, soonest first, where one stands in line, and what was.

mod calendar;
mod cards;
mod changes;
mod wards;

use crate::api;
use crate::city::now;
use crate::components::{PageTitle, Paged, PagedGroups};
use crate::forms::{Form, Wish};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon, toast};
use domain::api::account::ListQuery;
use domain::api::sign_up::ListMySignUps;
use domain::api::{Endpoint, Page, PageSize};
use domain::ids::SignUpId;
use domain::sign_up::{Ending, SignUp, SignUpStatus};
use leptos::prelude::*;

/// Large enough for all that is coming to stand on the first page.
const PAGE: u8 = 50;

/// What the reader does on this page.
#[derive(Clone, Copy)]
struct Acts {
    wish: Wish,
    /// Told when something was done: the list is asked for again.
    done: Trigger,
    /// The sign-up that was changed last, and what it has become; it takes the focus where it stands now.
    changed: RwSignal<Option<(SignUpId, SignUpStatus)>>,
}

impl Acts {
    /// Sends what the reader wants done to the sign-up `who`; `words` says that it was, and a `question` that asked is closed. The focus goes to
    /// that sign-up as it stands then, or to `focus`.
    fn send<E>(self, form: Form, who: SignUpId, body: E::Body, question: Option<RwSignal<bool>>, focus: Option<(SignUpId, SignUpStatus)>, words: impl FnOnce(&SignUp) -> String + 'static)
    where
        E: Endpoint<Path = SignUpId, Query = (), Response = SignUp>,
    {
        if form.pending().get_untracked() {
            return;
        }
        form.accept(Vec::new());
        form.run(async move { self.wish.send::<E>(who, body).await }, move |now| {
            if let Some(open) = question {
                open.try_set(false);
            }
            // The page may be gone by now.
            if self.changed.try_set(Some(focus.unwrap_or((now.id, now.status)))).is_none() {
                self.done.notify();
            }
            toast::show(words(&now));
        });
    }
}

/// A line of the list, and what can be done there.
#[derive(Clone)]
struct Listed {
    one: SignUp,
    acts: Acts,
}

/// The page.
pub fn my_sign_ups() -> AnyView {
    let acts = Acts { wish: Wish::new(), done: Trigger::new(), changed: RwSignal::new(None) };
    let list = Paged::new(move |after| {
        acts.done.track();
        async move {
            let query = ListQuery { after, size: Some(PageSize::new(PAGE)) };
            let Page { items, next } = api::send::<ListMySignUps>((), &query, &()).await?;
            Ok(Page { items: items.into_iter().map(|one| Listed { one, acts }).collect(), next })
        }
    });
    view! {
        <PageTitle text=t!(account.sign_ups_title) />
        <PagedGroups of=list arrange=groups empty=empty />
        {calendar::calendar()}
    }
    .into_any()
}

fn empty() -> AnyView {
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Activities)}</span>
            <p>{t!(account.sign_ups_empty)}</p>
            <a class="button" href=Route::all_activities().href()>{t!(account.find_activity)}</a>
        </section>
    }
    .into_any()
}

fn groups(all: Vec<Listed>) -> AnyView {
    let (mut open, past): (Vec<_>, Vec<_>) = all.into_iter().partition(|listed| listed.one.status.is_open() && listed.one.time.end > now());
    open.sort_by_key(|listed| listed.one.time.start);
    let (offered, rest): (Vec<_>, Vec<_>) = open.into_iter().partition(|listed| listed.one.status == SignUpStatus::Offered);
    let (waiting, coming): (Vec<_>, Vec<_>) = rest.into_iter().partition(|listed| listed.one.status == SignUpStatus::Waitlisted);
    let nothing_coming = coming.is_empty().then(|| {
        view! { <p>{t!(account.nothing_coming)} " " <a class="link" href=Route::all_activities().href()>{t!(account.find_activity)}</a></p> }
    });
    view! {
        {(!offered.is_empty()).then(|| view! {
            <section class="group"><h2>{t!(account.offers)}</h2> {list(offered, cards::offered)}</section>
        })}
        <section class="group"><h2>{t!(account.coming)}</h2> {nothing_coming} {list(coming, cards::coming)}</section>
        {(!waiting.is_empty()).then(|| view! {
            <section class="group">
                <h2>{t!(account.waiting)}</h2>
                <p class="quiet">{t!(account.waiting_help)}</p>
                {list(waiting, cards::waiting)}
            </section>
        })}
        {(!past.is_empty()).then(|| view! {
            <section class="group">
                <h2>{t!(account.past)}</h2>
                <ul class="menu">{past.into_iter().map(|listed| view! { <li>{line(listed)}</li> }).collect_view()}</ul>
            </section>
        })}
    }
    .into_any()
}

fn list(all: Vec<Listed>, card: fn(Listed) -> AnyView) -> AnyView {
    view! { <ul class="list list--cards">{all.into_iter().map(|listed| view! { <li>{card(listed)}</li> }).collect_view()}</ul> }.into_any()
}

/// What became of it: the look and the words.
fn outcome(one: &SignUp) -> (&'static str, &'static str) {
    match (one.status, one.ending) {
        (SignUpStatus::Attended, _) => ("tag tag--success", t!(account.status_attended)),
        (SignUpStatus::Cancelled, Some(Ending::Late)) => ("tag tag--warning", t!(account.status_late)),
        (SignUpStatus::Cancelled, Some(Ending::Declined)) => ("tag tag--quiet", t!(account.status_declined)),
        (SignUpStatus::Cancelled, Some(Ending::CalledOff)) => ("tag tag--quiet", t!(account.status_called_off)),
        (SignUpStatus::Cancelled, Some(Ending::Closed)) => ("tag tag--quiet", t!(account.status_closed)),
        (SignUpStatus::Cancelled, Some(Ending::Withdrawn) | None) => ("tag tag--quiet", t!(account.status_cancelled)),
        (SignUpStatus::Confirmed, _) => ("tag tag--quiet", t!(account.status_not_recorded)),
        // The shift is over, and nobody has taken it off the list yet.
        (SignUpStatus::Pending | SignUpStatus::Waitlisted | SignUpStatus::Offered, _) => ("tag tag--quiet", t!(account.status_closed)),
    }
}

/// What is over, or was given back: one line.
fn line(Listed { one, acts }: Listed) -> AnyView {
    let (class, words) = outcome(&one);
    let id = cards::focused(&one, acts);
    view! {
        <a class="menu__link" id=id href=Route::Activity(one.activity).href()>
            <span class="menu__words">
                {one.activity_title} <span class="menu__more">{format::span(one.time)}</span>
                {one.reason.map(|reason| view! { <span class="menu__more">{t!(account.declined_because, reason = reason)}</span> })}
            </span>
            " " <span class=class>{words}</span>
        </a>
    }
    .into_any()
}
