//! What the finder can be asked: words, area, kind, days, places left.

use crate::components::DivisionPicker;
use crate::i18n::activities;
use crate::navigation;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::Category;
use domain::api::activity::ActivityFilter;
use leptos::prelude::*;

type Filter = Memo<ActivityFilter>;

/// Changes the address by one filter. Filters replace each other in the history: "back" leaves the list.
fn change(filter: Filter, change: impl FnOnce(&mut ActivityFilter)) {
    let mut next = filter.get_untracked();
    change(&mut next);
    navigation::replace(&Route::Activities(next));
}

/// The search line, the category chips and the rest behind a disclosure.
pub(super) fn filters(filter: Filter) -> AnyView {
    view! { {search(filter)} {chips(filter)} {more(filter)} }.into_any()
}

fn search(filter: Filter) -> AnyView {
    let text = RwSignal::new(String::new());
    Effect::new(move |_| text.set(filter.with(|f| f.text.clone()).unwrap_or_default()));
    view! {
        <form class="search" role="search" on:submit=move |event| {
            event.prevent_default();
            let typed = text.get_untracked().trim().to_owned();
            change(filter, |f| f.text = (!typed.is_empty()).then_some(typed));
        }>
            <label class="visually-hidden" for="search-text">{t!(activity.search_label)}</label>
            <input class="input search__input" id="search-text" type="search" name="text" maxlength="40" enterkeyhint="search" autocomplete="off"
                placeholder=t!(activity.search_placeholder) prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
            <button type="submit" class="button search__button">{icon(Icon::Search)} <span>{t!(activity.search)}</span></button>
        </form>
    }
    .into_any()
}

/// Each chip is a link, so it can be opened, copied and shared.
fn chips(filter: Filter) -> AnyView {
    let chip = move |category: Option<Category>, words: &'static str| {
        let href = move || {
            let next = ActivityFilter { category, ..filter.get() };
            Route::Activities(next).href()
        };
        let current = move || filter.with(|f| f.category == category).then_some("true");
        view! { <li><a class="chip" href=href aria-current=current>{words}</a></li> }
    };
    view! {
        <ul class="chips" aria-label=t!(activity.filter_category)>
            {chip(None, t!(activity.any_category))} {Category::ALL.map(|c| chip(Some(c), activities::category(c))).collect_view()}
        </ul>
    }
    .into_any()
}

fn more(filter: Filter) -> AnyView {
    let count = move || filter.with(|f| [f.division.is_some(), f.from.is_some() || f.to.is_some(), f.free.is_some()].iter().filter(|on| **on).count());
    let words = move || match count() {
        0 => t!(activity.filters).to_owned(),
        count => t!(activity.filters_on, count = count.to_string()),
    };
    let division = Signal::derive(move || filter.with(|f| f.division.clone()));
    let on_division = Callback::new(move |code| change(filter, |f| f.division = code));
    let wide = count_at_start(filter) > 0;
    view! {
        <details class="filters" open=wide>
            <summary class="filters__summary">{icon(Icon::Filter)} <span>{words}</span></summary>
            <div class="filters__body">
                <DivisionPicker id="filter-division" label=t!(activity.filter_division) chosen=division on_change=on_division />
                <fieldset class="field dates">
                    <legend class="field__label">{t!(activity.filter_dates)}</legend>
                    {date("filter-from", t!(activity.filter_from), Signal::derive(move || filter.with(|f| f.from)), move |day| change(filter, |f| f.from = day))}
                    {date("filter-to", t!(activity.filter_to), Signal::derive(move || filter.with(|f| f.to)), move |day| change(filter, |f| f.to = day))}
                </fieldset>
                <div class="check">
                    <input class="check__box" type="checkbox" id="filter-free" prop:checked=move || filter.with(|f| f.free.is_some())
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            change(filter, |f| f.free = on.then_some(true));
                        } />
                    <label class="check__label" for="filter-free">{t!(activity.filter_free)}</label>
                </div>
                <a class="link" href=Route::all_activities().href()>{t!(activity.filter_clear)}</a>
            </div>
        </details>
    }
    .into_any()
}

fn count_at_start(filter: Filter) -> usize {
    filter.with_untracked(|f| usize::from(f.division.is_some()) + usize::from(f.from.is_some() || f.to.is_some()) + usize::from(f.free.is_some()))
}

fn date(id: &'static str, words: &'static str, day: Signal<Option<domain::time::Day>>, set: impl Fn(Option<domain::time::Day>) + 'static) -> AnyView {
    view! {
        <span class="dates__one">
            <label for=id>{words}</label>
            <input class="input" type="date" id=id prop:value=move || day.get().map(|day| day.to_string()).unwrap_or_default()
                on:change=move |event| set(event_target_value(&event).parse().ok()) />
        </span>
    }
    .into_any()
}
