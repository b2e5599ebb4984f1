//! For everybody: a header on wide screens, a bar at the bottom on phones, a footer.

use super::{nav_link, skip_link, voices};
use crate::api;
use crate::browser::history;
use crate::city::{city, now};
use crate::components::ReadingSettings;
use crate::i18n::{either, format};
use crate::reading;
use crate::route::Route;
use crate::session::{self, Who};
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::portal::{AdvanceDemoClock, ClockAdvance};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The frame around `page`.
pub fn public(page: AnyView) -> AnyView {
    view! {
        {skip_link()} {header()}
        <main id="main" tabindex="-1" class="main">{page}</main>
        {footer()} {bottom_bar()} {voices()}
    }
    .into_any()
}

fn header() -> AnyView {
    let city = city();
    let who = session::who();
    let account = move || {
        match who.get() {
            // Without network nobody can say who is here; that is no reason to log in again.
            Who::Somebody(_) | Who::Unasked(_) => nav_link("header__link", Route::Me, Icon::Me, t!(shell.nav_me), None),
            // Not offered before it is known to be needed.
            Who::Unknown => ().into_any(),
            Who::Nobody => view! { <a class="button button--small" href=Route::LogIn { next: None }.href()>{t!(shell.log_in)}</a> }.into_any(),
        }
    };
    let who = session::who();
    let manage = move || who.with(|who| who.has_role()).then(|| nav_link("header__link", Route::Manage, Icon::Manage, t!(shell.nav_manage), None));
    let large = reading::large_text();
    let size = move || {
        let on = large.get();
        let words = if on { t!(shell.to_usual_text) } else { t!(shell.to_large_text) };
        view! {
            <button type="button" class="header__size" on:click=move |_| reading::set_large_text(!on)>{icon(Icon::Text)} <span>{words}</span></button>
        }
    };
    view! {
        <header class="header">
            {city.demo.then(demo_note)}
            <div class="header__row">
                <a class="brand" href=Route::Home.href()>
                    <span class="brand__mark">{icon(Icon::Heart)}</span> <span class="brand__name">{either(&city.short_name)}</span>
                </a>
                <nav class="header__nav" aria-label=t!(shell.nav_label)>
                    {nav_link("header__link", Route::Home, Icon::Home, t!(shell.nav_home), None)}
                    {nav_link("header__link", Route::all_activities(), Icon::Activities, t!(shell.nav_activities), None)}
                    {nav_link("header__link", Route::Card, Icon::Card, t!(shell.nav_card_long), None)}
                    {nav_link("header__link", Route::Messages, Icon::Messages, t!(shell.nav_messages), Some(unread()))} {manage}
                </nav>
                {size} <div class="header__account">{account}</div>
            </div>
        </header>
    }
    .into_any()
}

/// Says that all is made up, and lets an hour pass: nobody wants to wait for a shift to end.
fn demo_note() -> AnyView {
    let pass = move |_| {
        spawn_local(async {
            if api::send::<AdvanceDemoClock>((), &(), &ClockAdvance { minutes: 60 }).await.is_ok() {
                history::reload();
            }
        });
    };
    view! {
        <div class="demo-note">
            <p>{t!(shell.demo_note)}</p>
            <button type="button" class="demo-note__clock" on:click=pass>{t!(shell.demo_clock, time = format::clock(now()))}</button>
        </div>
    }
    .into_any()
}

fn bottom_bar() -> AnyView {
    view! {
        <nav class="bottom-bar" aria-label=t!(shell.nav_label)>
            {nav_link("bottom-bar__link", Route::Home, Icon::Home, t!(shell.nav_home), None)}
            {nav_link("bottom-bar__link", Route::all_activities(), Icon::Activities, t!(shell.nav_activities), None)}
            {nav_link("bottom-bar__link bottom-bar__link--card", Route::Card, Icon::Card, t!(shell.nav_card), None)}
            {nav_link("bottom-bar__link", Route::Messages, Icon::Messages, t!(shell.nav_messages), Some(unread()))}
            {nav_link("bottom-bar__link", Route::Me, Icon::Me, t!(shell.nav_me), None)}
        </nav>
    }
    .into_any()
}

fn unread() -> AnyView {
    let who = session::who();
    (move || {
        let count = who.with(|who| who.somebody().map_or(0, |person| person.unread));
        (count > 0).then(|| {
            let words = t!(shell.unread, count = format::number(count.into()));
            let shown = if count > 99 { "99+".to_owned() } else { count.to_string() };
            view! { <span class="badge"><span aria-hidden="true">{shown}</span><span class="visually-hidden">{words}</span></span> }
        })
    })
    .into_any()
}

fn footer() -> AnyView {
    let city = city();
    let call = format!("tel:{}", city.hotline);
    view! {
        <footer class="footer">
            <div class="footer__inner">
                <div>
                    <p class="footer__hotline">
                        {t!(shell.hotline)} " " <a href=call rel="external">{icon(Icon::Phone)} {city.hotline.as_str()}</a>
                    </p>
                    <p class="quiet">{either(&city.hotline_hours)}</p>
                </div>
                <ReadingSettings />
                <p class="footer__links">
                    <a href=Route::Verify.href()>{t!(shell.verify_entrance)}</a>
                    <a href=Route::StaffLogIn { next: None }.href()>{t!(shell.staff_entrance)}</a>
                    <a href=Route::Kiosk.href()>{t!(shell.kiosk_entrance)}</a>
                </p>
                <p class="quiet footer__name">{either(&city.city)} " · " {either(&city.name)}</p>
            </div>
        </footer>
    }
    .into_any()
}
