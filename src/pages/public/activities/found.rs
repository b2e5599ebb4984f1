//! Finding by the catalogue on this device. A chunk of its own: a first look at the activities does not pay for it.

mod calendar;
mod catalogue;
mod long_list;
mod map;
mod nearest;
mod narrow;
mod views;

use super::{Finding, empty};
use crate::browser::{dom, offline, visibility};
use crate::i18n::format;
use crate::route::Search;
use crate::t;
use domain::station::Position;
use finder::{Near, View, Wish};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often the catalogue is renewed while it is looked at.
const EVERY: Duration = Duration::from_secs(60);

/// The list, once the catalogue is there; nothing before.
pub(crate) fn found() -> AnyView {
    let finding = expect_context::<Finding>();
    let renewed = RwSignal::new(0_u32);
    // Told once: telling it again would make the list anew.
    let tell = move || {
        if catalogue::is_there() && finding.ready.try_get_untracked() == Some(false) {
            // The list is made anew, and with it what has the focus.
            let focused = dom::focused();
            finding.ready.set(true);
            set_timeout(move || if let Some(mark) = focused { dom::focus_on(&mark) }, Duration::ZERO);
        }
    };
    let renew = move || {
        spawn_local(async move {
            if catalogue::renew().await {
                renewed.try_update(|count| *count += 1);
            }
            tell();
        });
    };
    tell();
    renew();
    let tick = move || if dom::is_visible() { renew() };
    let heard = StoredValue::new_local((visibility::on_return(tick), offline::on_online(tick)));
    let timer = set_interval_with_handle(tick, EVERY).ok();
    on_cleanup(move || {
        heard.dispose();
        if let Some(timer) = timer {
            timer.clear();
        }
    });
    (move || finding.ready.get().then(|| list(finding, renewed))).into_any()
}

fn list(finding: Finding, renewed: RwSignal<u32>) -> AnyView {
    let shown = Memo::new(move |_| {
        renewed.track();
        finding.search.with(|search| catalogue::find(&wish(search, nearest::here())))
    });
    Effect::new(move |_| finding.counts.set(Some(shown.with(|shown| shown.counts.clone()))));
    finding.narrow.set(Some(narrow::narrow));
    finding.views.set(Some(views::views));
    on_cleanup(move || _ = (finding.counts.try_set(None), finding.narrow.try_set(None), finding.views.try_set(None)));
    let all = Memo::new(move |_| shown.with(|shown| shown.hits.len()));
    let view = Memo::new(move |_| finding.search.with(|search| search.view));
    let above = move || match view.get() {
        View::List => ().into_any(),
        View::Calendar => calendar::calendar(finding, renewed),
        View::Map => map::map(finding, shown),
    };
    view! {
        {nearest::standing(finding)}
        {above}
        <p class="result-count" role="status">{move || phrase(all.get())}</p>
        {long_list::long_list(finding.search, shown)}
        {move || (all.get() == 0).then(|| empty::nothing(finding.search.with(ways)))}
    }
    .into_any()
}

/// What is looked for, seen from where the device is, once that was asked for.
fn wish(search: &Search, here: Option<Position>) -> Wish {
    Wish { near: here.map(|to| Near { to, within: None }), ..search.wish() }
}

fn phrase(all: usize) -> Option<String> {
    (all > 0).then(|| t!(activity.found, count = format::number(all as u64)))
}

/// The filters whose absence would find something, each with how many.
fn ways(search: &Search) -> Vec<(Search, String)> {
    let counted = |(search, words): (Search, String)| {
        let count = catalogue::count(&search.wish());
        (count > 0).then(|| (search, format!("{words} ({})", format::number(count as u64))))
    };
    empty::ways(search).into_iter().filter_map(counted).collect()
}
