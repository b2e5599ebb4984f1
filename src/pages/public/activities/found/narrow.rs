//! What only the catalogue answers: part of the day, days of the week, and what comes first.

use super::super::filters::{beside, change, check};
use super::{Finding, nearest};
use crate::i18n::{activities, joining};
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::ServiceLanguage;
use finder::{AGES, DayPart, Order};
use leptos::prelude::*;

/// The controls, among the other filters.
pub(super) fn narrow(finding: Finding) -> AnyView {
    view! { {beginners(finding)} {parts(finding)} {weekdays(finding)} {languages(finding)} {age(finding)} {place(finding)} {order(finding)} }.into_any()
}

/// A button that stays pressed, with how many would fit.
fn toggle(words: &'static str, on: Signal<bool>, count: impl Fn() -> Option<u32> + Send + 'static, press: impl Fn() + 'static) -> AnyView {
    view! { <button type="button" class="chip" aria-pressed=move || on.get().to_string() on:click=move |_| press()>{words} {beside(count)}</button> }.into_any()
}

fn parts(Finding { search, counts, .. }: Finding) -> AnyView {
    let one = move |place: usize, part: DayPart| {
        let words = match part {
            DayPart::Morning => t!(activity.part_morning),
            DayPart::Afternoon => t!(activity.part_afternoon),
            DayPart::Evening => t!(activity.part_evening),
        };
        let on = Signal::derive(move || search.with(|search| search.part == Some(part)));
        let count = move || counts.with(|counts| counts.as_ref().map(|counts| counts.parts[place]));
        toggle(words, on, count, move || change(search, |next| next.part = (next.part != Some(part)).then_some(part)))
    };
    view! { <div class="chips" role="group" aria-label=t!(activity.filter_part)>{DayPart::ALL.into_iter().enumerate().map(|(place, part)| one(place, part)).collect_view()}</div> }.into_any()
}

fn weekdays(Finding { search, counts, .. }: Finding) -> AnyView {
    let one = move |(day, words): (usize, &'static str)| {
        let on = Signal::derive(move || search.with(|search| search.weekdays >> day & 1 == 1));
        let count = move || counts.with(|counts| counts.as_ref().map(|counts| counts.weekdays[day]));
        toggle(words, on, count, move || change(search, |next| next.weekdays ^= 1 << day))
    };
    view! { <div class="chips" role="group" aria-label=t!(activity.filter_weekdays)>{activities::weekdays().into_iter().enumerate().map(one).collect_view()}</div> }.into_any()
}

fn beginners(Finding { search, counts, .. }: Finding) -> AnyView {
    let on = Signal::derive(move || search.with(|search| search.beginners));
    let count = move || counts.with(|counts| counts.as_ref().map(|counts| counts.beginners));
    check("filter-beginners", t!(activity.filter_beginners), on, count, move |on| change(search, |next| next.beginners = on))
}

/// Languages of which people are looked for.
fn languages(Finding { search, counts, .. }: Finding) -> AnyView {
    let one = move |(place, language): (usize, ServiceLanguage)| {
        let on = Signal::derive(move || search.with(|search| search.language == Some(language)));
        let count = move || counts.with(|counts| counts.as_ref().map(|counts| counts.languages[place]));
        toggle(joining::language(language), on, count, move || change(search, |next| next.language = (next.language != Some(language)).then_some(language)))
    };
    view! { <div class="chips" role="group" aria-label=t!(activity.filter_language)>{ServiceLanguage::ALL.into_iter().enumerate().map(one).collect_view()}</div> }.into_any()
}

fn age(Finding { search, .. }: Finding) -> AnyView {
    let age = move || search.with(|search| search.age.map(|age| age.to_string()).unwrap_or_default());
    view! {
        <p class="narrowing__order">
            <label for="finder-age">{t!(activity.filter_age)}</label>
            <input class="input input--short" id="finder-age" type="number" inputmode="numeric" min=AGES.start().to_string() max=AGES.end().to_string() prop:value=age
                on:change=move |event| {
                    let age = event_target_value(&event).trim().parse().ok().filter(|age| AGES.contains(age));
                    change(search, |next| next.age = age);
                } />
        </p>
    }
    .into_any()
}

/// The place that was chosen on the map, and the way back to all.
fn place(Finding { search, .. }: Finding) -> AnyView {
    let chosen = Memo::new(move |_| search.with(|search| search.place.clone()));
    (move || {
        chosen.get().map(|place| view! {
            <p class="narrowing__place">
                {icon(Icon::Place)} <span>{place}</span>
                <button type="button" class="link" on:click=move |_| change(search, |next| next.place = None)>{t!(activity.any_place)}</button>
            </p>
        })
    })
    .into_any()
}

fn order(Finding { search, .. }: Finding) -> AnyView {
    let is = move |order: Order| move || search.with(|search| search.order == order);
    view! {
        <p class="narrowing__order">
            <label for="finder-order">{t!(activity.order)}</label>
            <select class="input" id="finder-order" on:change=move |event| {
                let order = match event_target_value(&event).as_str() {
                    "needed" => Order::MostNeeded,
                    "nearest" => Order::Nearest,
                    _ => Order::Soonest,
                };
                if order == Order::Nearest {
                    nearest::ask();
                }
                change(search, |next| next.order = order);
            }>
                <option value="soonest" prop:selected=is(Order::Soonest)>{t!(activity.order_soonest)}</option>
                <option value="nearest" prop:selected=is(Order::Nearest)>{t!(activity.order_nearest)}</option>
                <option value="needed" prop:selected=is(Order::MostNeeded)>{t!(activity.order_needed)}</option>
            </select>
        </p>
    }
    .into_any()
}
