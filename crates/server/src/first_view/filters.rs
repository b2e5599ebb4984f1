//! What the list can be asked (`src/pages/public/activities/filters.rs`): a form that is sent as an address, and links.

use super::Telling;
use super::parts::icon;
use super::words::t;
use crate::app::App;
use domain::activity::Category;
use domain::division::DivisionCode;
use domain::time::Day;
use finder::Search;
use icons::Icon;
use maud::{Markup, html};

/// The form's id: controls outside its line belong to it as well.
const FORM: &str = "finder";

/// The names of its controls.
const CONTROLS: [&str; 5] = ["text", "division", "from", "to", "free"];

/// The search line, the category chips and the rest behind a disclosure.
pub(super) fn filters(app: &App, telling: &Telling<'_>, search: &Search) -> Markup {
    html! { (line(telling, search)) (chips(telling, search)) (more(app, telling, search)) }
}

fn line(telling: &Telling<'_>, search: &Search) -> Markup {
    let words = &telling.words;
    html! {
        form id=(FORM) class="search" role="search" action="/activities" {
            label class="visually-hidden" for="search-text" { (t!(words, activity.search_label)) }
            input class="input search__input" id="search-text" type="search" name="text" maxlength="40" enterkeyhint="search" autocomplete="off"
                placeholder=(t!(words, activity.search_placeholder)) value=[search.filter.text.as_deref()];
            // What no control of the form says stays as it is.
            @for (name, value) in search.query().pairs().filter(|(name, _)| !CONTROLS.contains(name)) { input type="hidden" name=(name) value=(value); }
            button type="submit" class="button search__button" { (icon(Icon::Search)) span { (t!(words, activity.search)) } }
        }
    }
}

fn chips(telling: &Telling<'_>, search: &Search) -> Markup {
    let words = &telling.words;
    let chip = |category: Option<Category>, name: &str| {
        let mut next = search.clone();
        next.filter.category = category;
        let current = (search.filter.category == category).then_some("true");
        html! { li { a class="chip" href=(next.query().on("/activities")) aria-current=[current] { (name) (beside()) } } }
    };
    html! {
        ul class="chips" aria-label=(t!(words, activity.filter_category)) {
            (chip(None, t!(words, activity.any_category)))
            @for category in Category::ALL { (chip(Some(category), words.category(category))) }
        }
    }
}

fn more(app: &App, telling: &Telling<'_>, search: &Search) -> Markup {
    let words = &telling.words;
    let filter = &search.filter;
    let on = search.tucked_away();
    let summary = if on == 0 { t!(words, activity.filters).to_owned() } else { t!(words, activity.filters_on, count = on.to_string()) };
    html! {
        details class="filters" open[on > 0] {
            summary class="filters__summary" { (icon(Icon::Filter)) span { (summary) } }
            div class="filters__body" {
                div class="picker" { (divisions(app, telling, filter.division.as_ref())) }
                fieldset class="field dates" {
                    legend class="field__label" { (t!(words, activity.filter_dates)) }
                    (date("from", t!(words, activity.filter_from), filter.from))
                    (date("to", t!(words, activity.filter_to), filter.to))
                }
                div class="check" {
                    input class="check__box" type="checkbox" id="filter-free" form=(FORM) name="free" value="true" checked[filter.free.is_some()];
                    label class="check__label" for="filter-free" { (t!(words, activity.filter_free)) (beside()) }
                }
                // Only the catalogue answers these, and what narrows further.
                (check_later(t!(words, activity.filter_insured)))
                (check_later(t!(words, activity.filter_indoor)))
                div class="narrowing" {}
                a class="link" href="/activities" { (t!(words, activity.filter_clear)) }
            }
        }
    }
}

fn check_later(words: &str) -> Markup {
    html! { div class="check later" { input class="check__box" type="checkbox" disabled; span class="check__label" { (words) (beside()) } } }
}

/// Where the page puts how many would fit.
fn beside() -> Markup {
    html! { " " span class="beside number" {} }
}

fn date(name: &str, words: &str, day: Option<Day>) -> Markup {
    let id = format!("filter-{name}");
    html! {
        span class="dates__one" {
            label for=(id) { (words) }
            input class="input" type="date" id=(id) form=(FORM) name=(name) value=[day.map(|day| day.to_string())];
        }
    }
}

/// The divisions directly below the city, and the chosen one where it is another.
fn divisions(app: &App, telling: &Telling<'_>, chosen: Option<&DivisionCode>) -> Markup {
    let words = &telling.words;
    let root = &app.city.settings.city.division_root;
    let offered: Vec<_> = app.city.divisions.iter().filter(|one| one.code.parent().as_ref() == Some(root) || Some(&one.code) == chosen).collect();
    // One that the city does not have is looked for all the same, and nothing is found there.
    let unknown = chosen.filter(|code| offered.iter().all(|one| one.code != **code));
    html! {
        div class="field" {
            label class="field__label" for="filter-division" { (t!(words, activity.filter_division)) }
            select class="input" id="filter-division" form=(FORM) name="division" {
                option value="" { (t!(words, activity.whole_city)) }
                @for one in offered { option value=(one.code) selected[Some(&one.code) == chosen] { (one.name) } }
                @if let Some(code) = unknown { option value=(code) selected { (code) } }
            }
        }
    }
}
