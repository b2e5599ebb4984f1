//! The activity finder. Its filters are the address.

mod empty;
mod filters;

use crate::api;
use crate::components::{ActivityCard, PageTitle, Paged, PagedList};
use crate::i18n::format;
use crate::navigation;
use crate::route::Route;
use crate::t;
use domain::activity::ActivitySummary;
use domain::api::activity::{ActivityFilter, ListActivities};
use leptos::prelude::*;

/// The list with its filters.
pub fn activities() -> AnyView {
    let filter = current_filter();
    let list = Paged::new(move |after| {
        let asked = ActivityFilter { after, ..filter.get() };
        async move { api::send::<ListActivities>((), &asked, &()).await }
    });
    view! {
        <PageTitle text=t!(activity.list_title) />
        <p class="lead">{t!(activity.list_lead)}</p>
        {filters::filters(filter)}
        <p class="result-count" role="status">{move || count_phrase(list)}</p>
        <PagedList of=list show=card empty=empty::empty class="list list--cards" />
    }
    .into_any()
}

/// The filter that stands in the address.
fn current_filter() -> Memo<ActivityFilter> {
    let current = navigation::current();
    Memo::new(move |_| current.with(|route| match route {
        Route::Activities(filter) => filter.clone(),
        _ => ActivityFilter::default(),
    }))
}

fn card(activity: ActivitySummary) -> AnyView {
    view! { <ActivityCard activity /> }.into_any()
}

fn count_phrase(list: Paged<ActivitySummary>) -> Option<String> {
    let count = list.items().with(Vec::len);
    if !list.is_ready() || count == 0 {
        return None;
    }
    let count = format::number(count as u64);
    Some(if list.has_more() { t!(activity.shown_more, count = count) } else { t!(activity.shown, count = count) })
}
