//! A record by hand: read as it is typed, by the rules the server goes by.

use super::live::Live;
use super::naming;
use crate::browser::dom;
use crate::city::now;
use crate::forms::{Form, Stay, Wish};
use crate::i18n::problems;
use crate::t;
use crate::ui::{Fault, Field, FormShell, SelectField, toast};
use domain::api::attendance::{BoardShift, EnterRecord, Entry, EntryDraft};
use domain::problem::FieldCode;
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// Characters of a volunteer number.
const NUMBER_LENGTH: usize = 8;

/// What was typed. The ids of the controls are the names of the fields in the request.
#[derive(Clone, Copy)]
struct Typed {
    number: RwSignal<String>,
    shift: RwSignal<String>,
    stay: Stay,
    shifts: Memo<Vec<BoardShift>>,
}

impl Typed {
    fn chosen(self) -> Option<BoardShift> {
        let id = self.shift.get();
        self.shifts.with(|shifts| shifts.iter().find(|shift| shift.id.to_string() == id).cloned())
    }

    /// The request, or every field that has to change.
    fn read(self) -> Result<EntryDraft, Vec<Fault>> {
        let mut faults = Vec::new();
        let number = self.number.with_untracked(|text| text.parse::<VolunteerNumber>()).map_err(|_| {
            let empty = self.number.with_untracked(|text| text.trim().is_empty());
            faults.push(("number", if empty { problems::field(FieldCode::Required) } else { t!(kiosk.number_wrong).to_owned() }).into());
        });
        let shift = untrack(|| self.chosen());
        if shift.is_none() {
            faults.push(("shift", problems::field(FieldCode::Required)).into());
        }
        let stay = self.stay.read(shift.as_ref().map(|shift| shift.time), &mut faults);
        match (number, shift, stay) {
            (Ok(number), Some(shift), Some((time, reason))) if faults.is_empty() => Ok(EntryDraft { number, shift: shift.id, time, reason }),
            _ => Err(faults),
        }
    }
}

/// The form, once a shift has begun.
pub(super) fn enter(live: Live) -> AnyView {
    let all = live.shifts();
    let begun = Memo::new(move |_| {
        live.renewed_at.track();
        let now = now();
        all.with(|all| all.iter().filter(|shift| shift.time.start < now).cloned().collect::<Vec<_>>())
    });
    let any = Memo::new(move |_| begun.with(|shifts| !shifts.is_empty()));
    (move || if any.get() { form(live, begun) } else { view! { <p class="quiet">{t!(attendance.enter_no_shift)}</p> }.into_any() }).into_any()
}

fn form(live: Live, shifts: Memo<Vec<BoardShift>>) -> AnyView {
    let form = Form::new();
    let wish = Wish::new();
    // The one that began last is the likeliest.
    let latest = shifts.with_untracked(|shifts| shifts.iter().max_by_key(|shift| shift.time.start).map(|shift| shift.id.to_string())).unwrap_or_default();
    let typed = Typed { number: RwSignal::new(String::new()), shift: RwSignal::new(latest), stay: Stay::new(), shifts };
    let submit = Callback::new(move |()| match typed.read() {
        Err(faults) => _ = form.accept(faults),
        Ok(draft) => {
            form.accept(Vec::new());
            form.run(wish.send::<EnterRecord>(live.place, draft), move |entry: Entry| {
                toast::show(t!(attendance.entered, name = entry.name));
                // The next one is often of the same shift, times and reason.
                typed.number.try_set(String::new());
                live.renew();
                dom::focus("number");
            });
        }
    });
    let sent_wrong = form.error("number");
    let number_wrong = Signal::derive(move || {
        let (length, read) = typed.number.with(|text| (text.chars().filter(|c| !matches!(c, ' ' | '-')).count(), text.parse::<VolunteerNumber>().is_ok()));
        if length >= NUMBER_LENGTH && !read {
            return Some(t!(kiosk.number_wrong).to_owned());
        }
        let unknown = form.refusal().with(|refusal| refusal.as_ref().and_then(|error| error.problem()).is_some_and(|problem| problem.fields.iter().any(|field| field.field == "number")));
        sent_wrong.get().map(|words| if unknown { t!(attendance.enter_no_number).to_owned() } else { words })
    });
    let choices = Signal::derive(move || shifts.with(|shifts| naming::choices(shifts)));
    let time = Signal::derive(move || typed.chosen().map(|shift| shift.time));
    let usual = vec![t!(attendance.reason_power), t!(attendance.reason_phone), t!(attendance.reason_forgot_out)];
    view! {
        <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
            submit_label=t!(attendance.enter) on_submit=submit>
            <Field id="number" label=t!(manage.number) hint=t!(kiosk.number_hint).to_owned() value=typed.number error=number_wrong short=true />
            <SelectField id="shift" label=t!(attendance.enter_shift) value=typed.shift error=form.error("shift") choices />
            {typed.stay.times(form, time)} {typed.stay.reason(form, usual)}
        </FormShell>
    }
    .into_any()
}
