//! What only the catalogue answers: part of the day, days of the week, and what comes first.

use super::super::filters::{beside, change};
use super::{Finding, nearest};
use crate::t;
use finder::{DayPart, Order};
use leptos::prelude::*;

/// The controls, among the other filters.
pub(super) fn narrow(finding: Finding) -> AnyView {
    view! { {parts(finding)} {weekdays(finding)} {order(finding)} }.into_any()
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
    let names = [
        t!(activity.monday), t!(activity.tuesday), t!(activity.wednesday), t!(activity.thursday), t!(activity.friday), t!(activity.saturday), t!(activity.sunday),
    ];
    let one = move |(day, words): (usize, &'static str)| {
        let on = Signal::derive(move || search.with(|search| search.weekdays >> day & 1 == 1));
        let count = move || counts.with(|counts| counts.as_ref().map(|counts| counts.weekdays[day]));
        toggle(words, on, count, move || change(search, |next| next.weekdays ^= 1 << day))
    };
    view! { <div class="chips" role="group" aria-label=t!(activity.filter_weekdays)>{names.into_iter().enumerate().map(one).collect_view()}</div> }.into_any()
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
