//! The home page: what this is, the ways in, what comes next.

mod next_up;

use crate::api;
use crate::city::city;
use crate::components::{ActivityCard, Load, Loading, PageTitle, waiting_scans};
use crate::i18n::either;
use crate::reading;
use crate::route::Route;
use crate::session::{self, Who};
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::ActivitySummary;
use domain::api::activity::{ActivityFilter, ListActivities};
use leptos::prelude::*;

/// The page; in large-text mode four big buttons instead.
pub fn home() -> AnyView {
    let large = reading::large_text();
    (move || if large.get() { simple() } else { full() }).into_any()
}

/// Whether a volunteer is logged in.
fn is_volunteer() -> Memo<bool> {
    let who = session::who();
    Memo::new(move |_| who.with(Who::is_volunteer))
}

fn full() -> AnyView {
    let volunteer = is_volunteer();
    let who = session::who();
    let may_have_card = move || volunteer.get() || who.with(|who| matches!(who, Who::Unasked(_)));
    let second = move || {
        let words = if may_have_card() { t!(account.show_card) } else { t!(account.home_join) };
        // Whoever is not logged in is led to the phone number, and to the card afterwards.
        view! { <a class="button button--quiet" href=Route::Card.href()>{icon(Icon::Card)} {words}</a> }
    };
    let soonest = Loading::new(|| async { Ok(api::send::<ListActivities>((), &ActivityFilter::soonest(), &()).await?.items) });
    view! {
        {waiting_scans()}
        <div class="home__top">
            <section class="hero">
                <PageTitle text=either(&city().tagline) class="hero__title" />
                <p class="hero__lead">{t!(account.home_lead, city = either(&city().city))}</p>
                <p class="actions">
                    <a class="button" href=Route::all_activities().href()>{icon(Icon::Search)} {t!(account.find_activity)}</a> {second}
                </p>
            </section>
            {move || volunteer.get().then(next_up::next_up)}
        </div>
        <section class="section" aria-labelledby="soon">
            <div class="section__head">
                <h2 id="soon">{t!(account.home_soonest)}</h2>
                <a class="link" href=Route::all_activities().href()>{t!(account.home_all)} {icon(Icon::Next)}</a>
            </div>
            <div class="home__soonest"><Load of=soonest show=soonest_list /></div>
        </section>
        <section class="section truths" aria-label=t!(account.home_what)>
            {truth(Icon::Team, t!(account.truth_one_network), t!(account.truth_one_network_text))}
            {truth(Icon::Card, t!(account.truth_one_card), t!(account.truth_one_card_text))}
            {truth(Icon::Shield, t!(account.truth_true_hours), t!(account.truth_true_hours_text))}
        </section>
        {hotline()}
    }
    .into_any()
}

fn truth(sign: Icon, title: &'static str, text: &'static str) -> AnyView {
    view! { <div class="truth"><span class="truth__icon">{icon(sign)}</span> <h2 class="truth__title">{title}</h2> <p>{text}</p></div> }.into_any()
}

fn soonest_list(activities: Vec<ActivitySummary>) -> AnyView {
    if activities.is_empty() {
        return view! { <p class="quiet">{t!(activity.empty_all)}</p> }.into_any();
    }
    let items = activities.into_iter().map(|activity| view! { <li><ActivityCard activity /></li> }).collect_view();
    view! { <ul class="list list--cards">{items}</ul> }.into_any()
}

fn hotline() -> AnyView {
    let city = city();
    let call = format!("tel:{}", city.hotline);
    view! {
        <section class="section hotline" aria-labelledby="hotline">
            <div>
                <h2 id="hotline">{t!(account.home_hotline)}</h2>
                <p class="quiet">{t!(account.home_hotline_text)} " " {either(&city.hotline_hours)}</p>
            </div>
            <a class="button button--quiet" href=call rel="external">{icon(Icon::Phone)} {t!(shell.hotline_call, number = city.hotline)}</a>
        </section>
    }
    .into_any()
}

/// 长辈版: four big buttons, and the next shift when there is one.
fn simple() -> AnyView {
    let volunteer = is_volunteer();
    let call = format!("tel:{}", city().hotline);
    view! {
        <PageTitle text=either(&city().tagline) class="hero__title" />
        {waiting_scans()}
        <div class="big-buttons">
            {big(Route::all_activities(), Icon::Search, t!(account.find_activity))}
            {big(Route::Card, Icon::Card, t!(account.show_card))}
            {big(Route::MyRecords, Icon::Clock, t!(account.my_hours))}
            <a class="big-button" href=call rel="external">{icon(Icon::Phone)} <span>{t!(account.call_hotline, number = city().hotline)}</span></a>
        </div>
        {move || volunteer.get().then(next_up::next_up)}
    }
    .into_any()
}

fn big(to: Route, sign: Icon, words: &'static str) -> AnyView {
    view! { <a class="big-button" href=to.href()>{icon(sign)} <span>{words}</span></a> }.into_any()
}
