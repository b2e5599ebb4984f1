//! Which shifts: boxes to tick, and beside each why it cannot be, or that one would wait.

use super::wards::Wards;
use crate::city::{city, now};
use crate::forms::{Companions, Form};
use crate::i18n::{activities, format, joining, refusals};
use crate::t;
use crate::ui::{Icon, icon};
use domain::activity::{ActivityDetail, Position, Shift, Vacancy};
use domain::api::activity::Standing;
use domain::ids::ShiftId;
use domain::sign_up::{Opening, Refusal, ShiftChoice, ShiftFacts, ShiftStanding, WardStanding, eligibility, may_bring_so_many, ward_eligibility};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The list of shifts, as the server calls it.
pub(super) const FIELD: &str = "shifts";

/// The shifts to choose from, and those that are chosen.
#[derive(Clone, Copy)]
pub(super) struct Chosen {
    detail: StoredValue<ActivityDetail>,
    standing: StoredValue<Standing>,
    companions: Companions,
    wards: Wards,
    ticked: RwSignal<BTreeSet<ShiftId>>,
    /// Those that were sent last, in order: the server names one by its place among them.
    sent: RwSignal<Vec<ShiftId>>,
}

impl Chosen {
    pub(super) fn among(detail: &ActivityDetail, standing: Standing, first: Option<ShiftId>, companions: Companions, wards: Wards) -> Self {
        let this = Self {
            detail: StoredValue::new(detail.clone()),
            standing: StoredValue::new(standing),
            companions,
            wards,
            ticked: RwSignal::new(BTreeSet::new()),
            sent: RwSignal::new(Vec::new()),
        };
        let open: Vec<ShiftId> = untrack(|| this.shown().into_iter().filter(|shift| this.ruling(shift).is_ok()).map(|shift| shift.id).collect());
        // With one shift there is nothing to choose.
        let only = if let [only] = open.as_slice() { Some(*only) } else { None };
        this.ticked.set(first.filter(|first| open.contains(first)).or(only).into_iter().collect());
        this
    }

    /// Shifts that have not begun, position by position, soonest first.
    fn shown(self) -> Vec<Shift> {
        self.detail.with_value(|detail| {
            let of = |position| detail.shifts_of(position, now()).into_iter().filter(|shift| shift.time.start > now()).cloned();
            detail.positions.iter().flat_map(|position| of(position.id)).collect()
        })
    }

    fn standing(self, shift: ShiftId) -> ShiftStanding {
        self.standing.with_value(|all| all.shifts.iter().find(|own| own.shift == shift).cloned()).unwrap_or_else(|| ShiftStanding::of(shift))
    }

    /// What is open to the reader and those who come along, tracked.
    fn ruling(self, shift: &Shift) -> Result<Opening, Refusal> {
        let (city, own) = (city(), self.standing(shift.id));
        let opening = self.with_facts(shift, 0, |facts| self.standing.with_value(|all| eligibility(facts, Some(&all.applicant), Some(&own), &city.policy, &city.zone, now())))?;
        self.with_facts(shift, 0, |facts| may_bring_so_many(facts.wanted.saturating_sub(1), facts, &city.policy))?;
        match self.wards.coming(|ward| Some(Refusal::OfWard { name: ward.name.clone(), refusal: Box::new(self.ruling_of(ward, shift, 0).err()?) })) {
            Some(refusal) => Err(refusal),
            None => Ok(opening),
        }
    }

    /// The shift as it stands to the rule, with as many places wanted as there are people by now, and so many `more`; tracked.
    fn with_facts<R>(self, shift: &Shift, more: usize, ask: impl FnOnce(ShiftFacts<'_>) -> R) -> R {
        let wanted = u32::try_from(1 + self.companions.count() + self.wards.count() + more).unwrap_or(u32::MAX);
        self.detail.with_value(|detail| {
            ask(ShiftFacts { status: detail.status_of(shift), terms: &detail.terms, time: shift.time, capacity: shift.capacity, taken: shift.taken, waiting: shift.waiting, wanted })
        })
    }

    /// What of the shift is open to a minor beside the reader, tracked.
    fn ruling_of(self, ward: &WardStanding, shift: &Shift, more: usize) -> Result<Opening, Refusal> {
        let city = city();
        let own = ward.shifts.iter().find(|own| own.shift == shift.id).cloned().unwrap_or_else(|| ShiftStanding::of(shift.id));
        self.with_facts(shift, more, |facts| self.standing.with_value(|all| ward_eligibility(facts, &all.applicant, &ward.applicant, &own, &city.policy, &city.zone, now())))
    }

    /// What stands against bringing a minor into the chosen shifts, or into any while none is chosen; tracked.
    pub(super) fn against(self, ward: &WardStanding) -> Option<Refusal> {
        let ticked = self.ticked.get();
        let rulings = |chosen: bool| self.shown().into_iter().filter(move |shift| !chosen || self.ticked.with_untracked(|all| all.contains(&shift.id))).map(|shift| self.ruling_of(ward, &shift, 1).err());
        if ticked.is_empty() {
            let all: Option<Vec<Refusal>> = rulings(false).collect();
            return all.and_then(|all| all.into_iter().next());
        }
        rulings(true).flatten().next()
    }

    /// Whether the reader can choose none at all.
    pub(super) fn is_nothing_open(self) -> bool {
        untrack(|| self.shown().iter().all(|shift| self.ruling(shift).is_err()))
    }

    /// Those that are chosen.
    pub(super) fn ticked(self) -> BTreeSet<ShiftId> {
        self.ticked.get_untracked()
    }

    /// Chooses these too.
    pub(super) fn tick(self, shifts: BTreeSet<ShiftId>) {
        self.ticked.update(|all| all.extend(shifts));
    }

    /// What is sent of them: all that are ticked. One that is not open any more is not left out silently, the server says why.
    pub(super) fn choices(self) -> Vec<ShiftChoice> {
        let ticked = self.ticked();
        let choices: Vec<ShiftChoice> = untrack(|| {
            let wanted = self.shown().into_iter().filter(|shift| ticked.contains(&shift.id));
            wanted.map(|shift| ShiftChoice { shift: shift.id, waits: self.ruling(&shift) == Ok(Opening::Line) }).collect()
        });
        self.sent.set(choices.iter().map(|choice| choice.shift).collect());
        choices
    }

    /// The boxes.
    pub(super) fn fields(self, form: Form, detail: &ActivityDetail) -> AnyView {
        let shown = self.shown();
        let of = |position: &Position| {
            let rows: Vec<_> = shown.iter().filter(|shift| shift.position == position.id).map(|shift| self.row(form, shift.clone())).collect();
            (!rows.is_empty()).then(|| view! { <h3>{position.name.clone()}</h3> <ul class="rows">{rows}</ul> })
        };
        let error = form.error(FIELD);
        let error = move || error.get().filter(|_| self.ticked.with(BTreeSet::is_empty));
        view! {
            <fieldset class="form-part" id=FIELD tabindex="-1">
                <legend>{t!(joining.sheet_shifts)}</legend>
                <p class="field__hint">{t!(joining.sheet_shifts_hint)}</p>
                {move || error().map(|words| view! { <p class="field__error">{icon(Icon::Warning)} {words}</p> })}
                {detail.positions.iter().map(of).collect_view()}
            </fieldset>
        }
        .into_any()
    }

    fn row(self, form: Form, shift: Shift) -> AnyView {
        let own = shift.id;
        // The server's word about a shift finds its box.
        let path = Memo::new(move |_| self.sent.with(|sent| sent.iter().position(|one| *one == own)).map_or_else(|| format!("shift-{own}"), |at| format!("shifts[{at}].shift")));
        let error = move || {
            let path = path.get();
            form.faults().with(|all| all.iter().find(|fault| fault.field == path).map(|fault| fault.text.clone()))
        };
        let note = format!("shift-{own}-note");
        let described = note.clone();
        let places = format!("{} · {}", activities::vacancy(shift.vacancy(now())), t!(activity.places_of, count = format::number(shift.capacity.into())));
        let is_full = !matches!(shift.vacancy(now()), Vacancy::Left(_));
        let (time, ruled) = (shift.time, Memo::new(move |_| self.ruling(&shift)));
        let words = move || match ruled.get() {
            Err(refusal) => refusals::words(&refusal),
            Ok(Opening::Line) if is_full => t!(joining.sheet_waits).to_owned(),
            Ok(Opening::Line) => t!(joining.sheet_waits_together).to_owned(),
            Ok(_) => String::new(),
        };
        let travel = self.standing(own).travel.as_ref().map(joining::travel);
        let is_ticked = move || self.ticked.with(|all| all.contains(&own));
        // Whatever is ticked can always be left out again.
        let disabled = move || !is_ticked() && ruled.with(Result::is_err);
        let tick = move |event: leptos::ev::Event| {
            let ticked = event_target_checked(&event);
            self.ticked.update(|all| _ = if ticked { all.insert(own) } else { all.remove(&own) });
            // Where nothing else was wrong, nothing is now.
            if form.faults().with_untracked(|all| !all.is_empty() && all.iter().all(|fault| fault.field == FIELD)) {
                form.accept(Vec::new());
            }
        };
        view! {
            <li class="row row--tall">
                {move || error().map(|words| view! { <p class="field__error">{icon(Icon::Warning)} {words}</p> })}
                <div class="check">
                    <input class="check__box" type="checkbox" id=path prop:checked=is_ticked aria-describedby=described
                        disabled=disabled on:change=tick />
                    <label class="check__label" for=path>{format::span(time)} " " <span class="quiet">{places}</span></label>
                </div>
                <p class="quiet" id=note>{words}</p>
                {travel.map(|words| view! { <p class="quiet">{icon(Icon::Warning)} " " {words}</p> })}
            </li>
        }
        .into_any()
    }
}
