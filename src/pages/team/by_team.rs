//! The team signs a volunteer up itself, in spite of its own conditions if need be.

use crate::city::now;
use crate::forms::{Form, Wish};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Choice, Fault, Field, FormShell, SelectField, toast};
use domain::activity::{ActivityDetail, ActivityStatus, Shift};
use domain::api::sign_up::{SignUpByTeam, TeamSignUp};
use domain::ids::ShiftId;
use domain::problem::FieldCode;
use domain::text::Line;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// The names of the request, so that the server's word about a field finds its control.
const SHIFT: &str = "by-team-shift";
const NUMBER: &str = "number";
/// Not the server's name of it: a correction on the same page asks for a reason too.
const REASON: &str = "by-team-reason";

/// The section, as long as a shift is to come.
pub(super) fn by_team(detail: &ActivityDetail) -> AnyView {
    let mut shifts: Vec<&Shift> = detail.shifts.iter().filter(|shift| shift.time.start > now()).collect();
    if detail.status != ActivityStatus::Published || shifts.is_empty() {
        return ().into_any();
    }
    shifts.sort_by_key(|shift| shift.time.start);
    let position = |shift: &Shift| detail.positions.iter().find(|position| position.id == shift.position).map(|position| position.name.clone()).unwrap_or_default();
    let choices: Vec<Choice> = shifts.iter().map(|shift| Choice { value: shift.id.to_string(), label: format!("{} {}", format::span(shift.time), position(shift)) }).collect();
    let (form, wish) = (Form::new(), Wish::new());
    let chosen = RwSignal::new(choices.first().map(|choice| choice.value.clone()).unwrap_or_default());
    let (number, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submit = Callback::new(move |()| {
        let mut faults: Vec<Fault> = Vec::new();
        let shift = chosen.with_untracked(|chosen| chosen.parse::<ShiftId>()).map_err(|_| faults.push((SHIFT, problems::field(FieldCode::Required)).into())).ok();
        let typed = number.with_untracked(|typed| typed.parse::<VolunteerNumber>()).map_err(|_| faults.push((NUMBER, problems::field(FieldCode::Format)).into())).ok();
        let why = reason.with_untracked(|typed| typed.parse::<Line>()).map_err(|fault| faults.push((REASON, problems::field(fault.into())).into())).ok();
        if form.accept(faults)
            && let (Some(shift), Some(typed), Some(why)) = (shift, typed, why)
        {
            form.run(async move { wish.send::<SignUpByTeam>(shift, TeamSignUp { number: typed, reason: why }).await }, move |signed_up| {
                let words = t!(joining.team_done, name = signed_up.name);
                toast::show(match signed_up.set_aside.len() {
                    0 => words,
                    count => format!("{words} {}", t!(joining.team_set_aside, count = count.to_string())),
                });
                // The page may be gone by now.
                number.try_set(String::new());
                reason.try_set(String::new());
            });
        }
    });
    view! {
        <details class="disclosure no-print">
            <summary>{t!(joining.team_sign_up)}</summary>
            <p class="quiet">{t!(joining.team_sign_up_help)}</p>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary) submit_label=t!(joining.team_submit) on_submit=submit>
                <SelectField id=SHIFT label=t!(joining.team_shift) value=chosen error=form.error(SHIFT) choices=Signal::stored(choices) />
                <Field id=NUMBER label=t!(joining.team_number) value=number error=form.error(NUMBER) maxlength=12 short=true />
                <Field id=REASON label=t!(joining.team_reason) hint=t!(joining.team_reason_hint).to_owned() value=reason error=form.error(REASON) />
            </FormShell>
        </details>
    }
    .into_any()
}
