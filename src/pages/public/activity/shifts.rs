//! Positions and their shifts, with the places left in each.

use super::live::Live;
use super::place;
use crate::browser::dom;
use crate::city::now;
use crate::i18n::{activities, format};
use crate::t;
use domain::activity::{ActivityDetail, Position, SHIFTS_AT_FIRST, Shift};
use domain::ids::ShiftId;
use leptos::prelude::*;

/// All positions.
pub(super) fn shifts(live: Live, detail: &ActivityDetail) -> AnyView {
    let one = |position: &Position| {
        let shifts = detail.shifts_of(position.id, now()).into_iter().cloned().collect();
        view! { <div class="position"><h3>{position.name.clone()}</h3> {of_position(live, shifts)}</div> }
    };
    detail.positions.iter().map(one).collect_view().into_any()
}

fn of_position(live: Live, shifts: Vec<Shift>) -> AnyView {
    let all = RwSignal::new(false);
    let count = shifts.len();
    let ordered = StoredValue::new(shifts);
    let rows = move || {
        let shown = if all.get() { count } else { SHIFTS_AT_FIRST };
        ordered.with_value(|ordered| ordered.iter().take(shown).map(|shift| row(live, shift)).collect_view())
    };
    let more = move || {
        (count > SHIFTS_AT_FIRST && !all.get()).then(|| {
            let words = t!(activity.all_shifts, count = count.to_string());
            view! { <button type="button" class="link" on:click=move |_| all.set(true)>{words}</button> }
        })
    };
    view! { <ul class="shift-list">{rows}</ul> {more} }.into_any()
}

fn row(live: Live, shift: &Shift) -> AnyView {
    let id = shift.id;
    let time_id = format!("shift-{id}-time");
    let takes_focus = time_id.clone();
    // The button that was pressed is gone: the focus goes to what came of it.
    Effect::new(move |_| {
        if live.changed.get() == Some(id) && !dom::focus(&state_id(id)) {
            dom::focus(&takes_focus);
        }
    });
    view! {
        <li class="shift">
            <div class="shift__what">
                <p class="shift__time" id=time_id tabindex="-1">{format::span(shift.time)}</p>
                <p class="shift__places">{move || live.shift(id).map(|shift| places(&shift))}</p>
            </div>
            <div class="shift__act">{place::place(live, id)}</div>
        </li>
    }
    .into_any()
}

fn places(shift: &Shift) -> String {
    let all = t!(activity.places_of, count = format::number(shift.capacity.into()));
    format!("{} · {all}", activities::vacancy(shift.vacancy(now())))
}

/// Id of the text that tells how a shift stands to the reader.
pub(super) fn state_id(shift: ShiftId) -> String {
    format!("shift-{shift}-state")
}
