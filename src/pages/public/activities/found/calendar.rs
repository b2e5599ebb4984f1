//! A month with how many activities there are on each day. Choosing a day is choosing the dates of the search.

use super::super::filters::change;
use super::catalogue;
use super::Finding;
use crate::browser::dom;
use crate::city::today;
use crate::i18n::{activities, format};
use crate::t;
use crate::ui::{Icon, icon};
use domain::time::Day;
use finder::Search;
use leptos::prelude::*;
use std::time::Duration;

const TITLE: &str = "calendar-month";
/// Days of a month's whole weeks, at most.
const SHOWN: usize = 42;
const WEEK: usize = 7;

/// The calendar; it follows the search and the catalogue.
pub(super) fn calendar(finding: Finding, renewed: RwSignal<u32>) -> AnyView {
    let search = finding.search;
    let month = RwSignal::new(first_of(search.with_untracked(|search| search.filter.from).unwrap_or_else(today)));
    let weeks = Memo::new(move |_| {
        renewed.track();
        weeks(month.get(), &search.get())
    });
    let turn = move |by: i64| {
        let days = if by > 0 { 31 } else { -1 };
        month.update(|month| *month = first_of(month.plus_days(days)));
        set_timeout(|| _ = dom::focus(TITLE), Duration::ZERO);
    };
    let is_first = move || month.get() <= first_of(today());
    view! {
        <section class="calendar" aria-labelledby=TITLE>
            <div class="calendar__head">
                <button type="button" class="button button--quiet button--small" aria-disabled=move || is_first().then_some("true")
                    on:click=move |_| if !untrack(is_first) { turn(-1) }>{icon(Icon::Back)} <span class="visually-hidden">{t!(activity.month_before)}</span></button>
                <h2 id=TITLE tabindex="-1" class="calendar__title">{move || format::month(month.get())}</h2>
                <button type="button" class="button button--quiet button--small" on:click=move |_| turn(1)>{icon(Icon::Next)} <span class="visually-hidden">{t!(activity.month_after)}</span></button>
            </div>
            <table class="calendar__days" aria-labelledby=TITLE>
                <thead><tr>{activities::weekdays().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                <tbody>{move || weeks.with(|weeks| weeks.iter().map(|week| view! { <tr>{week.iter().map(|one| cell(*one, search)).collect_view()}</tr> }).collect_view())}</tbody>
            </table>
        </section>
    }
    .into_any()
}

/// A day as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Shown {
    day: Day,
    count: u32,
    /// Whether it belongs to the month.
    inside: bool,
    chosen: bool,
}

/// The whole weeks of the month that begins on `first`.
fn weeks(first: Day, search: &Search) -> Vec<Vec<Shown>> {
    let monday = first.plus_days(-i64::from(first.weekday()));
    let next = first_of(first.plus_days(31));
    let counts = catalogue::days(&search.wish(), monday, SHOWN);
    let days = counts.into_iter().enumerate().map(|(ahead, count)| {
        let day = monday.plus_days(i64::try_from(ahead).unwrap_or(0));
        let chosen = search.filter.from.is_some_and(|from| from <= day) && search.filter.to.is_some_and(|to| day <= to);
        Shown { day, count, inside: (first..next).contains(&day), chosen }
    });
    let days: Vec<Shown> = days.collect();
    days.chunks(WEEK).filter(|week| week.iter().any(|one| one.inside)).map(<[Shown]>::to_vec).collect()
}

fn cell(Shown { day, count, inside, chosen }: Shown, search: Memo<Search>) -> AnyView {
    let number = day.parts().2.to_string();
    if count == 0 || !inside {
        return view! { <td class:is-outside=!inside><span class="calendar__day">{number}</span></td> }.into_any();
    }
    // The day once more gives all days back.
    let choose = move |_| change(search, |next| {
        let days = (!chosen).then_some(day);
        (next.filter.from, next.filter.to) = (days, days);
    });
    let words = t!(activity.on_day, day = format::date(day), count = format::number(count.into()));
    view! {
        <td>
            <button type="button" class="calendar__day calendar__day--some" aria-pressed=chosen.to_string() aria-label=words on:click=choose>
                <span>{number}</span> <span class="calendar__count number">{format::number(count.into())}</span>
            </button>
        </td>
    }
    .into_any()
}

fn first_of(day: Day) -> Day {
    day.plus_days(1 - i64::from(day.parts().2))
}
