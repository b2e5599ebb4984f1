//! The home page (`src/pages/public/home.rs`): what this is, the ways in, what comes next.

use super::parts::{cards, heading, icon};
use super::preloaded::Preloaded;
use super::words::t;
use super::{Screen, Telling};
use crate::app::App;
use crate::handlers::activity::listed;
use crate::http::Failure;
use axum::http::StatusCode;
use domain::activity::ActivitySummary;
use domain::api::activity::{ActivityFilter, ListActivities};
use icons::Icon;
use maud::{Markup, html};

/// The screen.
pub(super) async fn screen(app: &App, telling: &Telling<'_>) -> Result<Screen, Failure> {
    let filter = ActivityFilter::soonest();
    let soonest = listed(app, &filter, telling.now()).await?;
    let language = telling.words.language;
    Ok(Screen {
        status: StatusCode::OK,
        title: language.either(&telling.portal.tagline).to_owned(),
        description: lead(telling),
        main: main(telling, &soonest.items),
        preloaded: Some(Preloaded::of::<ListActivities>(&(), &filter, &soonest)?),
    })
}

fn lead(telling: &Telling<'_>) -> String {
    let words = &telling.words;
    t!(words, account.home_lead, city = words.language.either(&telling.portal.city))
}

fn main(telling: &Telling<'_>, soonest: &[ActivitySummary]) -> Markup {
    let words = &telling.words;
    html! {
        div class="home__top" {
            section class="hero" {
                (heading(words.language.either(&telling.portal.tagline), "hero__title"))
                p class="hero__lead" { (lead(telling)) }
                p class="actions" {
                    a class="button" href="/activities" { (icon(Icon::Search)) (t!(words, account.find_activity)) }
                    a class="button button--quiet" href="/card" { (icon(Icon::Card)) (t!(words, account.home_join)) }
                }
            }
        }
        section class="section" aria-labelledby="soon" {
            div class="section__head" {
                h2 id="soon" { (t!(words, account.home_soonest)) }
                a class="link" href="/activities" { (t!(words, account.home_all)) (icon(Icon::Next)) }
            }
            div class="home__soonest" {
                @if soonest.is_empty() { p class="quiet" { (t!(words, activity.empty_all)) } } @else { (cards(telling, soonest)) }
            }
        }
        section class="section truths" aria-label=(t!(words, account.home_what)) {
            (truth(Icon::Team, t!(words, account.truth_one_network), t!(words, account.truth_one_network_text)))
            (truth(Icon::Card, t!(words, account.truth_one_card), t!(words, account.truth_one_card_text)))
            (truth(Icon::Shield, t!(words, account.truth_true_hours), t!(words, account.truth_true_hours_text)))
        }
        (hotline(telling))
    }
}

fn truth(sign: Icon, title: &str, text: &str) -> Markup {
    html! { div class="truth" { span class="truth__icon" { (icon(sign)) } h2 class="truth__title" { (title) } p { (text) } } }
}

fn hotline(telling: &Telling<'_>) -> Markup {
    let (words, portal) = (&telling.words, telling.portal);
    html! {
        section class="section hotline" aria-labelledby="hotline" {
            div {
                h2 id="hotline" { (t!(words, account.home_hotline)) }
                p class="quiet" { (t!(words, account.home_hotline_text)) " " (words.language.either(&portal.hotline_hours)) }
            }
            a class="button button--quiet" href={ "tel:" (portal.hotline) } rel="external" { (icon(Icon::Phone)) (t!(words, shell.hotline_call, number = portal.hotline)) }
        }
    }
}
