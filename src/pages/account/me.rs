//! The own account: who one is, how much one has done, and the way to everything else.

mod install;

use crate::api;
use crate::card::store;
use crate::city::city;
use crate::components::{Load, Loading, PageTitle, ReadingSettings, star_progress, star_row};
use crate::i18n::{format, problems};
use crate::navigation;
use crate::own_scans;
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon, toast};
use domain::api::account::GetProfile;
use domain::api::session::{LogOut, LoggedIn};
use domain::volunteer::Profile;
use leptos::prelude::*;

/// The page.
pub fn me() -> AnyView {
    let Some(person) = session::who().get_untracked().somebody().cloned() else { return ().into_any() };
    let own = match person.number {
        Some(_) => volunteer(),
        None => view! { <p class="lead">{t!(account.staff_account)}</p> }.into_any(),
    };
    view! {
        <PageTitle text=person.name.clone() />
        {own} {links(&person)}
        <section class="section" aria-labelledby="reading">
            <h2 id="reading">{t!(shell.reading_settings)}</h2>
            <ReadingSettings />
        </section>
        {install::install()} {log_out()}
    }
    .into_any()
}

fn volunteer() -> AnyView {
    let profile = Loading::new(|| api::send::<GetProfile>((), &(), &()));
    view! { <div class="me__profile"><Load of=profile show=summary /></div> }.into_any()
}

fn summary(profile: Profile) -> AnyView {
    view! {
        <section class="panel me__summary" aria-label=t!(account.my_service)>
            <div>
                <p class="quiet">{t!(account.number)}</p>
                <p class="number me__number">{profile.number.grouped()}</p>
                <p class="quiet">{t!(account.joined, date = format::date(city().zone.day_of(profile.joined_at)))}</p>
            </div>
            <div>
                <p class="quiet">{t!(account.my_hours)}</p>
                <p class="number me__number">{format::duration(profile.credited_minutes)}</p>
            </div>
            <div class="me__star">{star_row(profile.star.star)} {star_progress(profile.star, profile.credited_minutes)}</div>
        </section>
    }
    .into_any()
}

fn links(person: &LoggedIn) -> AnyView {
    let volunteer = person.number.is_some();
    let mut all = Vec::new();
    if volunteer {
        all.push(link(Route::Card, Icon::Card, t!(card.title)));
        all.push(link(Route::MySignUps, Icon::Activities, t!(account.sign_ups_title)));
        all.push(link(Route::MyRecords, Icon::Clock, t!(account.records_title)));
    }
    all.push(link(Route::Messages, Icon::Messages, t!(account.messages_title)));
    if volunteer {
        all.push(link(Route::MyIdentity { next: None }, Icon::Shield, t!(account.identity_title)));
        all.push(link(Route::MyLanguages { next: None }, Icon::Team, t!(joining.languages_title)));
        all.push(link(Route::Guardian { code: None }, Icon::Heart, t!(joining.guardian_title)));
    }
    all.push(link(Route::MyDevices, Icon::Device, t!(account.devices_title)));
    all.push(link(Route::MyLooks, Icon::Eye, t!(account.looks_title)));
    if !person.grants.is_empty() {
        all.push(link(Route::Manage, Icon::Manage, t!(account.to_manage)));
    }
    view! { <nav class="section" aria-label=t!(account.title)><ul class="menu">{all}</ul></nav> }.into_any()
}

fn link(to: Route, sign: Icon, words: &'static str) -> AnyView {
    view! { <li><a class="menu__link" href=to.href()>{icon(sign)} <span class="menu__words">{words}</span> {icon(Icon::Next)}</a></li> }.into_any()
}

fn log_out() -> AnyView {
    let pending = RwSignal::new(false);
    let leave = move |_| {
        if pending.get_untracked() {
            return;
        }
        pending.set(true);
        leptos::task::spawn_local(async move {
            let answer = api::send::<LogOut>((), &(), &()).await;
            pending.try_set(false);
            match answer {
                Ok(()) => {
                    // Whoever logs in next must not find the card of somebody else.
                    store::forget().await;
                    // Away first: this page is only for those who are logged in.
                    navigation::replace(&Route::Home);
                    session::set(None);
                    toast::show(t!(account.logged_out));
                }
                Err(error) => toast::show(problems::error(&error)),
            }
        });
    };
    view! {
        {stays()}
        <p class="section">
            <button type="button" class="button button--quiet" class:is-pending=pending aria-disabled=move || pending.get().then_some("true") on:click=leave>
                {t!(shell.log_out)}
            </button>
        </p>
    }
    .into_any()
}

/// Nothing that waits to be sent is lost by going: it is said where it stays.
fn stays() -> AnyView {
    let (who, news) = (session::who(), own_scans::news());
    let waiting = Memo::new(move |_| {
        news.track();
        let all = who.with(|who| who.somebody().map(|somebody| own_scans::of(somebody.person))).unwrap_or_default();
        all.iter().filter(|(_, kept)| kept.answer.is_none()).count()
    });
    (move || {
        let count = format::number(waiting.get() as u64);
        (waiting.get() > 0).then(|| view! { <Notice tone=Tone::Warning><p>{t!(scan.stays, count = count)}</p></Notice> })
    })
    .into_any()
}
