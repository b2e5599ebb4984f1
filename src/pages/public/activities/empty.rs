//! No activity fits: which filter could go.

use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::api::activity::ActivityFilter;
use leptos::prelude::*;

/// A link for each filter that is on, to the same list without it.
pub(super) fn empty() -> AnyView {
    let filter = match navigation::current().get() {
        Route::Activities(filter) => filter,
        _ => ActivityFilter::default(),
    };
    let without = |change: fn(&mut ActivityFilter), words: String| {
        let mut next = filter.clone();
        change(&mut next);
        view! { <li><a class="button button--quiet" href=Route::Activities(next).href()>{words}</a></li> }.into_any()
    };
    let mut ways = Vec::new();
    if let Some(text) = &filter.text {
        ways.push(without(|f| f.text = None, t!(activity.relax_text, text = text.clone())));
    }
    if filter.from.is_some() || filter.to.is_some() {
        ways.push(without(|f| (f.from, f.to) = (None, None), t!(activity.relax_dates).into()));
    }
    if filter.category.is_some() {
        ways.push(without(|f| f.category = None, t!(activity.relax_category).into()));
    }
    if filter.division.is_some() {
        ways.push(without(|f| f.division = None, t!(activity.relax_division).into()));
    }
    if filter.free.is_some() {
        ways.push(without(|f| f.free = None, t!(activity.relax_free).into()));
    }
    let help = if ways.is_empty() { t!(activity.empty_all) } else { t!(activity.empty_filtered) };
    view! {
        <section class="empty">
            <span class="empty__icon">{icon(Icon::Search)}</span>
            <h2>{t!(activity.empty_title)}</h2>
            <p>{help}</p>
            <ul class="empty__ways">{ways}</ul>
        </section>
    }
    .into_any()
}
