//! Positions and their shifts: rows to add, repeat and take away.
//!
//! A row is bound to its place in the list. Taking one away moves the texts up, not the rows, so
//! the ids of the rows always are the paths the server would name.

use super::extend;
use super::fields::Draft;
use super::scope::scope;
use super::written::{WrittenPosition, WrittenShift};
use crate::browser::dom;
use crate::city::city;
use crate::i18n::format;
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::{MOST_POSITIONS, MOST_SHIFTS};
use leptos::prelude::*;
use std::time::Duration;

/// All positions.
pub(super) fn positions(draft: Draft) -> AnyView {
    let all = draft.fields.positions;
    let count = Memo::new(move |_| all.with(Vec::len));
    let add = move |_| {
        all.update(|all| {
            let shifts = all.last().and_then(|last| last.shifts.first().map(|shift| shift.later(0))).into_iter().collect();
            all.push(WrittenPosition { shifts, ..WrittenPosition::default() });
        });
        focus_soon(format!("draft.positions[{}].name", count.get_untracked() - 1));
    };
    view! {
        <fieldset class="form-part">
            <legend>{t!(manage.positions)}</legend>
            <p class="field__hint">{t!(manage.positions_hint)}</p>
            {fault(draft, "draft.positions".into())}
            <For each=move || 0..count.get() key=|at| *at children=move |at| position(draft, at) />
            {move || (count.get() < MOST_POSITIONS).then(|| view! {
                <button type="button" class="button button--quiet" id="draft.positions" on:click=add>{icon(Icon::Plus)} <span>{t!(manage.position_add)}</span></button>
            })}
        </fieldset>
    }
    .into_any()
}

fn position(draft: Draft, at: usize) -> AnyView {
    let all = draft.fields.positions;
    let path = format!("draft.positions[{at}]");
    let count = Memo::new(move |_| all.with(|all| all.get(at).map_or(0, |position| position.shifts.len())));
    let only = Memo::new(move |_| all.with(Vec::len) < 2);
    let name = cell(draft, Cell {
        id: format!("{path}.name"), class: "cell cell--wide", label: t!(manage.position_name), kind: "text",
        get: Callback::new(move |()| all.with(|all| all.get(at).map(|position| position.name.clone()).unwrap_or_default())),
        set: Callback::new(move |typed| change_position(draft, at, |position| position.name = typed)),
    });
    let add = move |_| {
        change_position(draft, at, |position| position.shifts.push(position.shifts.last().map(|shift| shift.later(0)).unwrap_or_default()));
        focus_soon(format!("draft.positions[{at}].shifts[{}].time", count.get_untracked() - 1));
    };
    let shifts_id = format!("{path}.shifts");
    view! {
        <div class="position">
            <div class="position__head">
                {name}
                {move || (!only.get()).then(|| view! {
                    <button type="button" class="button button--quiet button--small" on:click=move |_| {
                        all.update(|all| _ = all.remove(at));
                        focus_soon("draft.positions".into());
                    }>{t!(manage.position_remove)}</button>
                })}
            </div>
            {extend::rules(draft, at)}
            {fault(draft, shifts_id.clone())}
            <ol class="shifts" aria-label=t!(manage.shifts)>
                <For each=move || 0..count.get() key=|number| *number children=move |number| shift(draft, at, number) />
            </ol>
            {move || (count.get() < MOST_SHIFTS).then(|| view! {
                <button type="button" class="link" id=shifts_id.clone() on:click=add>{icon(Icon::Plus)} <span>{t!(manage.shift_add)}</span></button>
            })}
        </div>
    }
    .into_any()
}

fn shift(draft: Draft, at: usize, number: usize) -> AnyView {
    let all = draft.fields.positions;
    let path = format!("draft.positions[{at}].shifts[{number}]");
    let get = move |pick: fn(&WrittenShift) -> &String| {
        Callback::new(move |()| all.with(|all| shift_at(all, at, number).map(|shift| pick(shift).clone()).unwrap_or_default()))
    };
    let set = move |pick: fn(&mut WrittenShift) -> &mut String| {
        Callback::new(move |typed: String| change_position(draft, at, |position| if let Some(shift) = position.shifts.get_mut(number) { *pick(shift) = typed }))
    };
    let one = move |end: &str, label: &'static str, kind: &'static str, pick: fn(&WrittenShift) -> &String, pick_mut: fn(&mut WrittenShift) -> &mut String| {
        cell(draft, Cell { id: format!("{path}{end}"), class: "cell", label, kind, get: get(pick), set: set(pick_mut) })
    };
    let only = Memo::new(move |_| all.with(|all| all.get(at).is_none_or(|position| position.shifts.len() < 2)));
    let repeat = move |days: i64| {
        change_position(draft, at, |position| {
            if let Some(again) = position.shifts.get(number).map(|shift| shift.later(days)) {
                position.shifts.insert(number + 1, again);
            }
        });
        focus_soon(format!("draft.positions[{at}].shifts[{}].time", number + 1));
    };
    let of_rule = Memo::new(move |_| all.with(|all| shift_at(all, at, number).is_some_and(|shift| shift.occurrence.is_some())));
    let remove = move |_| {
        if of_rule.get_untracked() {
            draft.removing.set(Some((at, number)));
            return;
        }
        change_position(draft, at, |position| _ = position.shifts.remove(number));
        focus_soon(format!("draft.positions[{at}].shifts"));
    };
    let full = Memo::new(move |_| all.with(|all| all.get(at).is_some_and(|position| position.shifts.len() >= MOST_SHIFTS)));
    view! {
        <li class="shift">
            <div class="shift__cells">
                {one(".time", t!(manage.day), "date", |s| &s.day, |s| &mut s.day)}
                {one(".time.start", t!(manage.from), "time", |s| &s.from, |s| &mut s.from)}
                {one(".time.end", t!(manage.to), "time", |s| &s.to, |s| &mut s.to)}
                {one(".capacity", t!(manage.capacity), "number", |s| &s.capacity, |s| &mut s.capacity)}
            </div>
            <p class="quiet" aria-live="polite">{move || all.with(|all| shift_at(all, at, number).and_then(length))}</p>
            {scope(draft, at, number)}
            {move || people(draft, at, number).map(|words| view! { <p class="quiet">{words}</p> })}
            <p class="shift__actions">
                {move || (!full.get()).then(|| view! {
                    <button type="button" class="link" on:click=move |_| repeat(1)>{t!(manage.repeat_day)}</button>
                    <button type="button" class="link" on:click=move |_| repeat(7)>{t!(manage.repeat_week)}</button>
                    {move || (!of_rule.get() && extend::has_room(draft, at)).then(|| view! {
                        <button type="button" class="link" on:click=move |_| draft.repeating.set(Some((at, number)))>{t!(manage.repeat)}</button>
                    })}
                })}
                // What came from a rule is asked for its scope instead.
                {move || (!only.get() && !of_rule.get()).then(|| view! {
                    <button type="button" class="link" on:click=move |_| spread(draft, at, number, number + 1)>{t!(manage.spread_following)}</button>
                    <button type="button" class="link" on:click=move |_| spread(draft, at, number, 0)>{t!(manage.spread_all)}</button>
                })}
                {move || (!only.get()).then(|| view! { <button type="button" class="link link--danger" on:click=remove>{t!(manage.shift_remove)}</button> })}
            </p>
        </li>
    }
    .into_any()
}

/// That people signed up for it, so that nobody removes it without knowing.
fn people(draft: Draft, at: usize, number: usize) -> Option<String> {
    let id = draft.fields.positions.with(|all| shift_at(all, at, number).and_then(|shift| shift.id))?;
    let count = draft.base.with(|base| base.as_ref()?.shifts.iter().find(|shift| shift.id == id).map(|shift| shift.taken + shift.waiting))?;
    (count > 0).then(|| t!(manage.shift_has_people, count = count.to_string()))
}

/// Gives the times of the clock and the number of people of one shift to others of its position, from the place `first` on.
fn spread(draft: Draft, at: usize, number: usize, first: usize) {
    change_position(draft, at, |position| {
        let Some(like) = position.shifts.get(number).cloned() else { return };
        for shift in position.shifts.iter_mut().skip(first) {
            (shift.from, shift.to, shift.capacity) = (like.from.clone(), like.to.clone(), like.capacity.clone());
        }
    });
}

fn shift_at(all: &[WrittenPosition], at: usize, number: usize) -> Option<&WrittenShift> {
    all.get(at)?.shifts.get(number)
}

/// How long it lasts, and that it ends tomorrow, so that a slip of the hand is seen.
fn length(shift: &WrittenShift) -> Option<String> {
    let minutes = shift.time(&city().zone)?.millis() / 60_000;
    let length = format::duration(u64::try_from(minutes).ok().filter(|minutes| *minutes > 0)?);
    Some(if shift.ends_next_day() { t!(manage.length_next_day, length = length) } else { t!(manage.length, length = length) })
}

fn change_position(draft: Draft, at: usize, change: impl FnOnce(&mut WrittenPosition)) {
    draft.fields.positions.update(|all| {
        if let Some(position) = all.get_mut(at) {
            change(position);
        }
    });
}

/// Puts the focus on a row that is just being made.
fn focus_soon(id: String) {
    set_timeout(move || _ = dom::focus(&id), Duration::ZERO);
}

/// A small field of a row.
struct Cell {
    id: String,
    class: &'static str,
    label: &'static str,
    kind: &'static str,
    get: Callback<(), String>,
    set: Callback<String>,
}

fn cell(draft: Draft, cell: Cell) -> AnyView {
    let Cell { id, class, label, kind, get, set } = cell;
    let error = draft.error(id.clone());
    let error_id = format!("{id}-error");
    let described = error_id.clone();
    view! {
        <div class=class class:field--error=move || error.with(Option::is_some)>
            <label class="field__label" for=id.clone()>{label}</label>
            <input class="input" id=id type=kind inputmode={(kind == "number").then_some("numeric")} min={(kind == "number").then_some("1")} autocomplete="off"
                aria-invalid=move || error.with(Option::is_some).then_some("true") aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
                prop:value=move || get.run(()) on:input=move |event| set.run(event_target_value(&event)) />
            {move || error.get().map(|error| view! { <p class="field__error" id=error_id.clone()>{icon(Icon::Warning)} {error}</p> })}
        </div>
    }
    .into_any()
}

/// The fault of a list as a whole, such as "no shift".
fn fault(draft: Draft, id: String) -> AnyView {
    let error = draft.error(id);
    (move || error.get().map(|error| view! { <p class="field__error">{icon(Icon::Warning)} {error}</p> })).into_any()
}
