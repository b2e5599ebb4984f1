//! The list of activities (`src/pages/public/activities.rs`), with the filters of its address. Without the page's code the
//! filters are links and one form.

use super::dates::number;
use super::filters::filters;
use super::parts::{cards, heading, icon};
use super::preloaded::Preloaded;
use super::words::t;
use super::{Screen, Telling};
use crate::app::App;
use crate::handlers::activity::listed;
use crate::http::Failure;
use axum::http::StatusCode;
use domain::activity::ActivitySummary;
use domain::address::Query;
use domain::api::Page;
use domain::api::activity::{ActivityFilter, ListActivities};
use finder::{Narrowing, Search};
use icons::Icon;
use maud::{Markup, html};

/// The parameter that says where a later part of the list begins: only this screen's own link carries it.
const AFTER: &str = "after";

/// The screen.
pub(super) async fn screen(app: &App, telling: &Telling<'_>, query: &Query) -> Result<Screen, Failure> {
    let words = &telling.words;
    let search = Search::read(query);
    // A place that cannot be read is the beginning.
    let after = query.get(AFTER).and_then(|text| serde_json::from_value(text.into()).ok());
    let filter = ActivityFilter { after, ..search.filter.clone() };
    // What only the catalogue answers is not answered wrongly meanwhile.
    let found = if search.is_for_the_server() { Some(listed(app, &filter, telling.now()).await?) } else { None };
    let preloaded = found.as_ref().map(|found| Preloaded::of::<ListActivities>(&(), &filter, found)).transpose()?;
    Ok(Screen {
        status: StatusCode::OK,
        title: t!(words, activity.list_title).to_owned(),
        description: t!(words, activity.list_lead).to_owned(),
        main: html! {
            (heading(t!(words, activity.list_title), "page-title"))
            p class="lead" { (t!(words, activity.list_lead)) }
            (filters(app, telling, &search))
            @match &found {
                Some(found) => (list(telling, &search, found)),
                None => (for_the_page(telling, &search)),
            }
        },
        preloaded,
    })
}

fn list(telling: &Telling<'_>, search: &Search, found: &Page<ActivitySummary>) -> Markup {
    let words = &telling.words;
    let count = number(found.items.len() as u64);
    let phrase = match (&found.next, found.items.len()) {
        (_, 0) => String::new(),
        (Some(_), _) => t!(words, activity.shown_more, count = count),
        (None, _) => t!(words, activity.shown, count = count),
    };
    // A cursor is written as a text.
    let next = found.next.and_then(|next| serde_json::to_value(next).ok()).and_then(|next| next.as_str().map(str::to_owned));
    html! {
        p class="result-count" role="status" { (phrase) }
        @if found.items.is_empty() { (empty(telling, search)) } @else { (cards(telling, &found.items)) }
        @if let Some(next) = next {
            a class="button button--quiet pager" href=(search.query().text(AFTER, Some(&next)).on("/activities")) { (t!(words, shell.more)) }
        }
    }
}

/// Nothing fits: which filter could go.
fn empty(telling: &Telling<'_>, search: &Search) -> Markup {
    let words = &telling.words;
    let ways = search.wider();
    html! {
        section class="empty" {
            span class="empty__icon" { (icon(Icon::Search)) }
            h2 { (t!(words, activity.empty_title)) }
            p { @if ways.is_empty() { (t!(words, activity.empty_all)) } @else { (t!(words, activity.empty_filtered)) } }
            ul class="empty__ways" {
                @for (narrowing, wider) in &ways {
                    li { a class="button button--quiet" href=(wider.query().on("/activities")) { (without(telling, search, *narrowing)) } }
                }
            }
        }
    }
}

fn without(telling: &Telling<'_>, search: &Search, narrowing: Narrowing) -> String {
    let words = &telling.words;
    match narrowing {
        Narrowing::Text => t!(words, activity.relax_text, text = search.filter.text.as_deref().unwrap_or_default()),
        Narrowing::Dates => t!(words, activity.relax_dates).into(),
        Narrowing::Part => t!(words, activity.relax_part).into(),
        Narrowing::Weekdays => t!(words, activity.relax_weekdays).into(),
        Narrowing::Category => t!(words, activity.relax_category).into(),
        Narrowing::Division => t!(words, activity.relax_division).into(),
        Narrowing::Free => t!(words, activity.relax_free).into(),
        Narrowing::Insured => t!(words, activity.relax_insured).into(),
        Narrowing::Indoor => t!(words, activity.relax_indoor).into(),
        Narrowing::Beginners => t!(words, activity.relax_beginners).into(),
        Narrowing::Language => t!(words, activity.relax_language).into(),
        Narrowing::Age => t!(words, activity.relax_age).into(),
        Narrowing::Place => t!(words, activity.relax_place, place = search.place.as_deref().unwrap_or_default()),
    }
}

/// The page will find these; whoever is without it can widen the search.
fn for_the_page(telling: &Telling<'_>, search: &Search) -> Markup {
    let words = &telling.words;
    let askable = Search { filter: search.filter.clone(), ..Search::default() };
    html! {
        noscript {
            p { (t!(words, first_view.needs_script)) " " a class="link" href=(askable.query().on("/activities")) { (t!(words, shell.to_activities)) } }
        }
        div class="skeleton skeleton--cards" aria-hidden="true" { i {} i {} i {} }
    }
}
