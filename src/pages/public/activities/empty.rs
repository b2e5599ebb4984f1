//! No activity fits: which filter could go.

use crate::navigation;
use crate::route::{Route, Search};
use crate::t;
use crate::ui::{Icon, icon};
use finder::Narrowing;
use leptos::prelude::*;

/// For each filter that is on, the search without it, in words.
pub(super) fn ways(search: &Search) -> Vec<(Search, String)> {
    let words = |narrowing| match narrowing {
        Narrowing::Text => t!(activity.relax_text, text = search.filter.text.as_deref().unwrap_or_default()),
        Narrowing::Dates => t!(activity.relax_dates).into(),
        Narrowing::Part => t!(activity.relax_part).into(),
        Narrowing::Weekdays => t!(activity.relax_weekdays).into(),
        Narrowing::Category => t!(activity.relax_category).into(),
        Narrowing::Division => t!(activity.relax_division).into(),
        Narrowing::Free => t!(activity.relax_free).into(),
        Narrowing::Insured => t!(activity.relax_insured).into(),
        Narrowing::Indoor => t!(activity.relax_indoor).into(),
        Narrowing::Beginners => t!(activity.relax_beginners).into(),
        Narrowing::Language => t!(activity.relax_language).into(),
        Narrowing::Age => t!(activity.relax_age).into(),
        Narrowing::Place => t!(activity.relax_place, place = search.place.as_deref().unwrap_or_default()),
    };
    search.wider().into_iter().map(|(narrowing, search)| (search, words(narrowing))).collect()
}

/// A link for each filter that is on, to the same list without it.
pub(super) fn empty() -> AnyView {
    let search = match navigation::current().get() {
        Route::Activities(search) => search,
        _ => Search::default(),
    };
    nothing(ways(&search))
}

/// Nothing was found; `ways` would help.
pub(super) fn nothing(ways: Vec<(Search, String)>) -> AnyView {
    let help = if ways.is_empty() { t!(activity.empty_all) } else { t!(activity.empty_filtered) };
    let link = |(search, words): (Search, String)| view! { <li><a class="button button--quiet" href=Route::Activities(search).href()>{words}</a></li> };
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Search)}</span>
            <h2>{t!(activity.empty_title)}</h2>
            <p>{help}</p>
            <ul class="empty__ways">{ways.into_iter().map(link).collect_view()}</ul>
        </section>
    }
    .into_any()
}
