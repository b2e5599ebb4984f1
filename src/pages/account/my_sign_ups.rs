//! The own sign-ups: what is coming, soonest first, and what was.

use crate::api;
use crate::city::now;
use crate::components::{PageTitle, Paged, PagedGroups};
use crate::i18n::format;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::PageSize;
use domain::api::account::ListQuery;
use domain::api::sign_up::ListMySignUps;
use domain::sign_up::{SignUp, SignUpStatus};
use leptos::prelude::*;

/// Large enough for all that is coming to stand on the first page.
const PAGE: u8 = 50;

/// The page.
pub fn my_sign_ups() -> AnyView {
    let list = Paged::new(|after| async move {
        let query = ListQuery { after, size: Some(PageSize::new(PAGE)) };
        api::send::<ListMySignUps>((), &query, &()).await
    });
    view! {
        <PageTitle text=t!(account.sign_ups_title) />
        <PagedGroups of=list arrange=groups empty=empty />
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

fn groups(all: Vec<SignUp>) -> AnyView {
    let (mut coming, past): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.status == SignUpStatus::Confirmed && one.time.end > now());
    coming.sort_by_key(|one| one.time.start);
    let nothing_coming = coming.is_empty().then(|| {
        view! { <p>{t!(account.nothing_coming)} " " <a class="link" href=Route::all_activities().href()>{t!(account.find_activity)}</a></p> }
    });
    view! {
        <section class="group">
            <h2>{t!(account.coming)}</h2> {nothing_coming}
            <ul class="list list--cards">{coming.into_iter().map(|one| view! { <li>{card(one)}</li> }).collect_view()}</ul>
        </section>
        {(!past.is_empty()).then(|| view! {
            <section class="group">
                <h2>{t!(account.past)}</h2>
                <ul class="menu">{past.into_iter().map(|one| view! { <li>{line(one)}</li> }).collect_view()}</ul>
            </section>
        })}
    }
    .into_any()
}

/// Its status: the look and the words.
fn status(one: &SignUp) -> (&'static str, &'static str) {
    match one.status {
        SignUpStatus::Confirmed if one.time.end > now() => ("tag tag--success", t!(account.status_confirmed)),
        SignUpStatus::Confirmed => ("tag tag--quiet", t!(account.status_not_recorded)),
        SignUpStatus::Cancelled => ("tag tag--quiet", t!(account.status_cancelled)),
        SignUpStatus::Attended => ("tag tag--success", t!(account.status_attended)),
    }
}

/// What is over, or was given back: one line.
fn line(one: SignUp) -> AnyView {
    let (class, words) = status(&one);
    view! {
        <a class="menu__link" href=Route::Activity(one.activity).href()>
            <span class="menu__words">{one.activity_title} <span class="menu__more">{format::span(one.time)}</span></span> <span class=class>{words}</span>
        </a>
    }
    .into_any()
}

fn card(one: SignUp) -> AnyView {
    let (class, words) = status(&one);
    view! {
        <article class="card">
            <p class="tags"><span class=class>{words}</span></p>
            <h3 class="card__title"><a class="card__link" href=Route::Activity(one.activity).href()>{one.activity_title}</a></h3>
            <p class="fact">{icon(Icon::Clock)} <span>{format::span(one.time)}</span></p>
            <p class="fact">{icon(Icon::Place)} <span>{one.place}</span></p>
            <p class="fact fact--quiet">{icon(Icon::People)} <span>{one.position_name}</span></p>
        </article>
    }
    .into_any()
}
