//! A programme goes on: the days that come with it are shown before they are added.

use super::fields::Draft;
use super::repeat::{coming, holidays, open_about};
use crate::city::city;
use crate::i18n::programmes;
use crate::t;
use crate::ui::{Checkbox, Dialog, Field};
use domain::activity::MOST_SHIFTS;
use domain::recurrence::{MOST_PROGRAMMES, Programme};
use domain::time::Day;
use leptos::prelude::*;

/// The rules of a position, each with the way to let it go on.
pub(super) fn rules(draft: Draft, at: usize) -> AnyView {
    let all = draft.fields.positions;
    let programmes = Memo::new(move |_| all.with(|all| all.get(at).map(|position| position.programmes.clone()).unwrap_or_default()));
    let full = Memo::new(move |_| all.with(|all| all.get(at).is_none_or(|position| position.shifts.len() >= MOST_SHIFTS)));
    let one = move |(place, programme): (usize, &Programme)| {
        let words = programmes::words(programme);
        let named = words.clone();
        view! {
            <li>
                <span>{words}</span> " "
                {(!full.get()).then(|| view! {
                    <button type="button" class="link" on:click=move |_| draft.extending.set(Some((at, place)))>
                        {t!(manage.extend)} <span class="visually-hidden">{named}</span></button>
                })}
            </li>
        }
    };
    (move || {
        programmes.with(|all| (!all.is_empty()).then(|| view! {
            <ul class="bullets" aria-label=t!(manage.programmes)>{all.iter().enumerate().map(one).collect_view()}</ul>
        }))
    })
    .into_any()
}

/// Whether a position may have one more rule.
pub(super) fn has_room(draft: Draft, at: usize) -> bool {
    draft.fields.positions.with(|all| all.get(at).is_some_and(|position| position.programmes.len() < MOST_PROGRAMMES))
}

/// The question, while [`Draft::extending`] names a programme.
pub(super) fn extend(draft: Draft) -> AnyView {
    let open = open_about(draft.extending);
    (move || {
        let (at, place) = draft.extending.get()?;
        let words = draft.fields.positions.with_untracked(|all| all.get(at)?.programmes.get(place).map(programmes::words))?;
        let inside = panel(draft, at, place);
        Some(view! { <Dialog id="extend" open title=t!(manage.extend_title) close_label=t!(shell.close)><p>{words}</p> {inside}</Dialog> })
    })
    .into_any()
}

fn panel(draft: Draft, at: usize, place: usize) -> AnyView {
    let positions = draft.fields.positions;
    let (until, leave_out) = (RwSignal::new(String::new()), RwSignal::new(true));
    let made = Memo::new(move |_| {
        let (day, holidays) = (until.with(|text| text.parse::<Day>().ok())?, holidays(leave_out));
        positions.with_untracked(|all| all.get(at)?.extended(place, day, holidays, &city().zone))
    });
    let add = Callback::new(move |(programme, days): (Programme, Vec<Day>)| {
        positions.update(|all| {
            if let Some(position) = all.get_mut(at) {
                position.extend(place, programme, &days, &city().zone);
            }
        });
        draft.extending.set(None);
    });
    view! {
        <div class="confirm">
            <Field id="extend-until" kind="date" label=t!(manage.repeat_until) value=until error=Signal::stored(None) />
            <Checkbox id="extend-holidays" checked=leave_out>{t!(manage.repeat_holidays)}</Checkbox>
        </div>
        {coming(made, until, add, draft.extending)}
    }
    .into_any()
}
