//! For which shifts of its rule a change of one of them is: only this one, this one and those after it, or all.

use super::fields::Draft;
use super::repeat::open_about;
use super::written::WrittenShift;
use crate::browser::dom;
use crate::city::{city, now};
use crate::t;
use crate::ui::{Dialog, radios};
use domain::recurrence::Scope;
use leptos::prelude::*;
use std::time::Duration;

/// The question beside a row that was changed, and how many others follow.
pub(super) fn scope(draft: Draft, at: usize, number: usize) -> AnyView {
    let all = draft.fields.positions;
    let asks = Memo::new(move |_| {
        all.with(|all| all.get(at).is_some_and(|position| draft.base.with(|base| position.asks_scope(number, base.as_ref(), &city().zone))))
    });
    let chosen = Signal::derive(move || all.with(|all| all.get(at)?.shifts.get(number).map(|shift| shift.scope)).unwrap_or_default());
    let choose = Callback::new(move |scope| {
        all.update(|all| {
            if let Some(shift) = all.get_mut(at).and_then(|position| position.shifts.get_mut(number)) {
                shift.scope = scope;
            }
        });
    });
    let reached = move || {
        let count = all.with(|all| all.get(at).map_or(0, |position| position.reach(number, now(), &city().zone)));
        (chosen.get() != Scope::One).then(|| t!(manage.scope_reach, count = count.to_string()))
    };
    (move || {
        asks.get().then(|| view! {
            {choices(format!("scope-{at}-{number}"), t!(manage.scope_title), chosen, choose)}
            <p class="quiet" role="status">{reached}</p>
        })
    })
    .into_any()
}

fn choices(name: String, legend: &'static str, chosen: Signal<Scope>, choose: Callback<Scope>) -> AnyView {
    let all = [(Scope::One, "one", t!(manage.scope_one)), (Scope::Following, "following", t!(manage.scope_following)), (Scope::All, "all", t!(manage.scope_all))];
    radios(name, legend, chosen, choose, &all)
}

/// The question before a shift of a rule is taken out, while [`Draft::removing`] names one.
pub(super) fn removing(draft: Draft) -> AnyView {
    let open = open_about(draft.removing);
    (move || {
        let (at, number) = draft.removing.get()?;
        let shift = draft.fields.positions.with_untracked(|all| all.get(at)?.shifts.get(number).cloned())?;
        let inside = panel(draft, at, number, &shift);
        Some(view! { <Dialog id="remove-shift" open title=t!(manage.scope_remove_title) close_label=t!(shell.close)>{inside}</Dialog> })
    })
    .into_any()
}

fn panel(draft: Draft, at: usize, number: usize, shift: &WrittenShift) -> AnyView {
    let scope = RwSignal::new(Scope::One);
    let remove = move |_| {
        draft.fields.positions.update(|all| {
            if let Some(position) = all.get_mut(at) {
                position.remove(number, scope.get_untracked(), now(), &city().zone);
            }
        });
        draft.removing.set(None);
        set_timeout(move || _ = dom::focus(&format!("draft.positions[{at}].shifts")), Duration::ZERO);
    };
    view! {
        <div class="confirm">
            <p class="number">{format!("{} {}–{}", shift.day, shift.from, shift.to)}</p>
            {choices("remove-scope".to_owned(), t!(manage.scope_remove_legend), scope.into(), Callback::new(move |chosen| scope.set(chosen)))}
            <p class="quiet">{t!(manage.scope_remove_hint)}</p>
        </div>
        <p class="actions">
            <button type="button" class="button button--danger" on:click=remove>{t!(manage.shift_remove)}</button>
            <button type="button" class="button button--quiet" on:click=move |_| draft.removing.set(None)>{t!(shell.back)}</button>
        </p>
    }
    .into_any()
}
