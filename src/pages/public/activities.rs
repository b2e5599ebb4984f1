//! The activity finder. Its filters are the address.
//!
//! The server answers first. Then the city's catalogue is loaded, and from there on this device answers by itself, at
//! each key and without network ([`found`]).

mod empty;
mod filters;
mod found;

pub(crate) use found::found;

use crate::api;
use crate::chunk;
use crate::components::{ActivityCard, PageTitle, Paged, PagedList};
use crate::i18n::format;
use crate::navigation;
use crate::route::{Route, Search};
use crate::t;
use crate::ui::skeleton_cards;
use domain::activity::ActivitySummary;
use domain::api::activity::{ActivityFilter, ListActivities};
use finder::Counts;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What both ways of finding share.
#[derive(Clone, Copy)]
pub(crate) struct Finding {
    /// What stands in the address.
    search: Memo<Search>,
    /// Whether this device has the catalogue.
    ready: RwSignal<bool>,
    /// How many would fit with each filter, when it has.
    counts: RwSignal<Option<Counts>>,
    /// Filters that only the catalogue answers, when it does.
    narrow: RwSignal<Option<fn(Finding) -> AnyView>>,
    /// The switch between the views that it has.
    views: RwSignal<Option<fn(Finding) -> AnyView>>,
}

/// The list with its filters.
pub fn activities() -> AnyView {
    let finding = Finding { search: current_search(), ready: RwSignal::new(false), counts: RwSignal::new(None), narrow: RwSignal::new(None), views: RwSignal::new(None) };
    provide_context(finding);
    let own = RwSignal::new(None::<fn() -> AnyView>);
    let load = move || {
        spawn_local(async move {
            if let Ok(found) = chunk::finder().await {
                own.try_set(Some(found));
            }
        });
    };
    view! {
        <PageTitle text=t!(activity.list_title) />
        <p class="lead">{t!(activity.list_lead)}</p>
        {filters::filters(finding)}
        {move || (!finding.ready.get()).then(|| by_the_server(finding, load))}
        {move || own.get().map(|found| found())}
    }
    .into_any()
}

/// The list as the server gives it; calls `then` once it has.
fn by_the_server(finding: Finding, then: impl Fn() + 'static) -> AnyView {
    let list = Paged::new(move |after| {
        let asked = finding.search.with(|search| ActivityFilter { after, ..search.filter.clone() });
        async move { api::send::<ListActivities>((), &asked, &()).await }
    });
    let called = StoredValue::new(false);
    Effect::new(move |_| {
        if list.is_settled() && !called.get_value() {
            called.set_value(true);
            then();
        }
    });
    // What only the catalogue answers is not answered wrongly meanwhile.
    let fits = Memo::new(move |_| finding.search.with(Search::is_for_the_server));
    (move || {
        if fits.get() {
            view! {
                <p class="result-count" role="status">{move || count_phrase(list)}</p>
                <PagedList of=list show=card empty=empty::empty class="list list--cards" />
            }
            .into_any()
        } else {
            skeleton_cards(t!(shell.loading))
        }
    })
    .into_any()
}

/// The search that stands in the address.
fn current_search() -> Memo<Search> {
    let current = navigation::current();
    Memo::new(move |_| current.with(|route| match route {
        Route::Activities(search) => search.clone(),
        _ => Search::default(),
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
