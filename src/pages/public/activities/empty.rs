//! No activity fits: which filter could go.

use crate::navigation;
use crate::route::{Route, Search};
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;

/// For each filter that is on, the search without it, in words.
pub(super) fn ways(search: &Search) -> Vec<(Search, String)> {
    let (filter, mut ways) = (&search.filter, Vec::new());
    let mut way = |is_on: bool, change: fn(&mut Search), words: String| {
        if is_on {
            let mut next = search.clone();
            change(&mut next);
            ways.push((next, words));
        }
    };
    let text = filter.text.clone().unwrap_or_default();
    way(!text.is_empty(), |next| next.filter.text = None, t!(activity.relax_text, text = text));
    way(filter.from.is_some() || filter.to.is_some(), |next| (next.filter.from, next.filter.to) = (None, None), t!(activity.relax_dates).into());
    way(search.part.is_some(), |next| next.part = None, t!(activity.relax_part).into());
    way(search.weekdays != 0, |next| next.weekdays = 0, t!(activity.relax_weekdays).into());
    way(filter.category.is_some(), |next| next.filter.category = None, t!(activity.relax_category).into());
    way(filter.division.is_some(), |next| next.filter.division = None, t!(activity.relax_division).into());
    way(filter.free.is_some(), |next| next.filter.free = None, t!(activity.relax_free).into());
    way(search.insured, |next| next.insured = false, t!(activity.relax_insured).into());
    way(search.indoor, |next| next.indoor = false, t!(activity.relax_indoor).into());
    ways
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
