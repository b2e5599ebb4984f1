//! What the finder can be asked: words, area, kind, days, places left.

use super::Finding;
use crate::components::DivisionPicker;
use crate::i18n::{activities, format};
use crate::navigation;
use crate::route::{Route, Search};
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::Category;
use leptos::prelude::*;

/// Changes the address by one filter. Filters replace each other in the history: "back" leaves the list.
pub(super) fn change(search: Memo<Search>, change: impl FnOnce(&mut Search)) {
    let mut next = search.get_untracked();
    change(&mut next);
    navigation::replace(&Route::Activities(next));
}

/// A number beside a filter: how many would fit with it, once that is known. Its place is there before.
pub(super) fn beside(count: impl Fn() -> Option<u32> + Send + 'static) -> AnyView {
    view! { " " <span class="beside number">{move || count().map(|count| format::number(count.into()))}</span> }.into_any()
}

/// The search line, the category chips and the rest behind a disclosure.
pub(super) fn filters(finding: Finding) -> AnyView {
    // It comes later than the list, and moves nothing: it stands beside what opens the filters.
    let views = move || finding.views.get().map(|views| views(finding));
    view! { {line(finding)} {chips(finding)} <div class="finder-bar">{more(finding)} <div class="finder-bar__views">{views}</div></div> }.into_any()
}

/// With the catalogue at hand the list follows each key.
fn line(Finding { search, ready, .. }: Finding) -> AnyView {
    let text = RwSignal::new(String::new());
    let typed = move || text.with_untracked(|text| Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
    Effect::new(move |_| {
        let wanted = search.with(|search| search.filter.text.clone());
        // A space at the end of what is being typed stays.
        if typed() != wanted {
            text.set(wanted.unwrap_or_default());
        }
    });
    let look = move || change(search, |next| next.filter.text = typed());
    view! {
        <form class="search" role="search" on:submit=move |event| {
            event.prevent_default();
            look();
        }>
            <label class="visually-hidden" for="search-text">{t!(activity.search_label)}</label>
            <input class="input search__input" id="search-text" type="search" name="text" maxlength="40" enterkeyhint="search" autocomplete="off"
                placeholder=t!(activity.search_placeholder) prop:value=text
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    if ready.get_untracked() {
                        look();
                    }
                } />
            <button type="submit" class="button search__button">{icon(Icon::Search)} <span>{t!(activity.search)}</span></button>
        </form>
    }
    .into_any()
}

/// Each chip is a link, so it can be opened, copied and shared.
fn chips(Finding { search, counts, .. }: Finding) -> AnyView {
    let chip = move |category: Option<Category>, words: &'static str| {
        let href = move || {
            let mut next = search.get();
            next.filter.category = category;
            Route::Activities(next).href()
        };
        let current = move || search.with(|search| search.filter.category == category).then_some("true");
        let count = move || counts.with(|counts| counts.as_ref().map(|counts| category.map_or_else(|| counts.categories(), |category| counts.category(category))));
        view! { <li><a class="chip" href=href aria-current=current>{words} {beside(count)}</a></li> }
    };
    view! {
        <ul class="chips" aria-label=t!(activity.filter_category)>
            {chip(None, t!(activity.any_category))} {Category::ALL.map(|c| chip(Some(c), activities::category(c))).collect_view()}
        </ul>
    }
    .into_any()
}

fn more(finding: Finding) -> AnyView {
    let Finding { search, counts, narrow, .. } = finding;
    let words = move || match search.with(Search::tucked_away) {
        0 => t!(activity.filters).to_owned(),
        count => t!(activity.filters_on, count = count.to_string()),
    };
    let division = Signal::derive(move || search.with(|search| search.filter.division.clone()));
    let on_division = Callback::new(move |code| change(search, |next| next.filter.division = code));
    let wide = search.with_untracked(Search::tucked_away) > 0;
    view! {
        <details class="filters" open=wide>
            <summary class="filters__summary">{icon(Icon::Filter)} <span>{words}</span></summary>
            <div class="filters__body">
                <DivisionPicker id="filter-division" label=t!(activity.filter_division) chosen=division on_change=on_division />
                <fieldset class="field dates">
                    <legend class="field__label">{t!(activity.filter_dates)}</legend>
                    {date("filter-from", t!(activity.filter_from), Signal::derive(move || search.with(|search| search.filter.from)), move |day| change(search, |next| next.filter.from = day))}
                    {date("filter-to", t!(activity.filter_to), Signal::derive(move || search.with(|search| search.filter.to)), move |day| change(search, |next| next.filter.to = day))}
                </fieldset>
                {check("filter-free", t!(activity.filter_free), Signal::derive(move || search.with(|search| search.filter.free.is_some())),
                    move || counts.with(|counts| counts.as_ref().map(|counts| counts.free)), move |on| change(search, |next| next.filter.free = on.then_some(true)))}
                {check("filter-insured", t!(activity.filter_insured), Signal::derive(move || search.with(|search| search.insured)),
                    move || counts.with(|counts| counts.as_ref().map(|counts| counts.insured)), move |on| change(search, |next| next.insured = on))}
                {check("filter-indoor", t!(activity.filter_indoor), Signal::derive(move || search.with(|search| search.indoor)),
                    move || counts.with(|counts| counts.as_ref().map(|counts| counts.indoor)), move |on| change(search, |next| next.indoor = on))}
                <div class="narrowing">{move || narrow.get().map(|narrow| narrow(finding))}</div>
                <a class="link" href=Route::all_activities().href()>{t!(activity.filter_clear)}</a>
            </div>
        </details>
    }
    .into_any()
}

pub(super) fn check(id: &'static str, words: &'static str, on: Signal<bool>, count: impl Fn() -> Option<u32> + Send + 'static, set: impl Fn(bool) + 'static) -> AnyView {
    view! {
        <div class="check">
            <input class="check__box" type="checkbox" id=id prop:checked=on on:change=move |event| set(event_target_checked(&event)) />
            <label class="check__label" for=id>{words} {beside(count)}</label>
        </div>
    }
    .into_any()
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
