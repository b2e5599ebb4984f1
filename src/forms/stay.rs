//! When somebody came and left, said by hand with the reason: on a board and on a roster.

use super::Form;
use crate::city::{city, now};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Fault, Field};
use domain::attendance::{check_entered, stay_by_clock};
use domain::problem::FieldCode;
use domain::text::Line;
use domain::time::{Interval, clock_minutes};
use leptos::prelude::*;

/// What was typed. The ids of the controls are the names of the fields in the request.
#[derive(Clone, Copy)]
pub struct Stay {
    pub from: RwSignal<String>,
    pub to: RwSignal<String>,
    pub reason: RwSignal<String>,
}

impl Stay {
    /// With nothing typed yet.
    #[expect(clippy::new_without_default, reason = "it makes signals, which belong to an owner")]
    pub fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self { from: empty(), to: empty(), reason: empty() }
    }

    /// The stay that both times mean for a shift of that time, once they are there.
    fn time(self, shift: Interval) -> Option<Interval> {
        let (from, to) = (self.from.with(|text| clock_minutes(text))?, self.to.with(|text| clock_minutes(text))?);
        Some(stay_by_clock(shift, from, to, &city().zone))
    }

    /// The stay and its reason for a shift of that time; what is wrong goes to `faults`.
    pub fn read(self, shift: Option<Interval>, faults: &mut Vec<Fault>) -> Option<(Interval, Line)> {
        for (id, typed) in [("time", self.from), ("time.end", self.to)] {
            if typed.with_untracked(|text| clock_minutes(text)).is_none() {
                faults.push((id, problems::field(FieldCode::Required)).into());
            }
        }
        let time = shift.and_then(|shift| untrack(|| self.time(shift)));
        if let (Some(time), Some(shift)) = (time, shift) {
            if check_entered(time, now()).is_err() {
                faults.push(("time.end", t!(attendance.enter_time_wrong).to_owned()).into());
            } else if !time.overlaps(shift) {
                faults.push(("time", t!(attendance.enter_time_outside).to_owned()).into());
            }
        }
        let reason = self.read_reason(faults);
        time.zip(reason)
    }

    /// Only the reason.
    pub fn read_reason(self, faults: &mut Vec<Fault>) -> Option<Line> {
        self.reason.with_untracked(|text| text.parse::<Line>()).map_err(|fault| faults.push(("reason", problems::field(fault.into())).into())).ok()
    }

    /// The times, and how long that is.
    pub fn times(self, form: Form, shift: Signal<Option<Interval>>) -> AnyView {
        let length = move || {
            let time = self.time(shift.get()?).filter(|time| time.millis() > 0)?;
            let minutes = u64::try_from(time.millis() / 60_000).unwrap_or_default();
            Some(t!(attendance.enter_length, time = format::short_span(time), length = format::duration(minutes)))
        };
        view! {
            <div class="pair">
                <Field id="time" kind="time" label=t!(attendance.enter_from) value=self.from error=form.error("time") />
                <Field id="time.end" kind="time" label=t!(attendance.enter_to) value=self.to error=form.error("time.end") />
            </div>
            <p class="quiet" aria-live="polite">{length}</p>
        }
        .into_any()
    }

    /// Why it is said; `usual` is what often is.
    pub fn reason(self, form: Form, usual: Vec<&'static str>) -> AnyView {
        view! {
            <Field id="reason" label=t!(attendance.enter_reason) hint=t!(attendance.enter_reason_hint).to_owned() value=self.reason
                error=form.error("reason") maxlength=80 usual />
        }
        .into_any()
    }
}
