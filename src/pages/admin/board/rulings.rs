//! A word about a scan, with its reason: it counts for a shift, or for nothing.

use super::live::Live;
use super::naming;
use crate::city::city;
use crate::forms::{Confirm, Form, Wish};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Field, SelectField, toast};
use domain::api::attendance::{BoardScan, BoardShift, RuleScan, RulingRequest};
use domain::attendance::likely_shift;
use domain::ids::ShiftId;
use domain::problem::FieldCode;
use domain::text::Line;
use leptos::prelude::*;

/// The two questions of the page, and what is being answered.
#[derive(Clone, Copy)]
pub(super) struct Rulings {
    live: Live,
    shifts: Memo<Vec<BoardShift>>,
    scan: RwSignal<Option<BoardScan>>,
    /// Where the focus goes on when it is done: the heading of the list that asked.
    then_at: RwSignal<&'static str>,
    counting: RwSignal<bool>,
    setting_aside: RwSignal<bool>,
    shift: RwSignal<String>,
    reason: RwSignal<String>,
    shift_wrong: RwSignal<Option<String>>,
    reason_wrong: RwSignal<Option<String>>,
    wish: Wish,
}

impl Rulings {
    pub(super) fn new(live: Live) -> Self {
        Self {
            live, shifts: live.shifts(), scan: RwSignal::new(None), then_at: RwSignal::new(""), counting: RwSignal::new(false), setting_aside: RwSignal::new(false),
            shift: RwSignal::new(String::new()), reason: RwSignal::new(String::new()), shift_wrong: RwSignal::new(None), reason_wrong: RwSignal::new(None), wish: Wish::new(),
        }
    }

    /// Asks which shift `scan` counts for.
    pub(super) fn count(self, scan: BoardScan, heading: &'static str) {
        let likely = self.live.board.get_untracked().and_then(|board| self.shifts.with_untracked(|shifts| likely_shift(&scan, shifts, &board.lines, &city().policy)));
        self.shift.set(likely.map(|shift| shift.to_string()).unwrap_or_default());
        self.begin(scan, heading);
        self.counting.set(true);
    }

    /// Asks whether `scan` counts for nothing.
    pub(super) fn set_aside(self, scan: BoardScan, heading: &'static str) {
        self.begin(scan, heading);
        self.setting_aside.set(true);
    }

    fn begin(self, scan: BoardScan, heading: &'static str) {
        self.reason.set(String::new());
        self.shift_wrong.set(None);
        self.reason_wrong.set(None);
        self.then_at.set(heading);
        self.scan.set(Some(scan));
    }

    /// Sends the word, unless something is missing.
    fn say(self, form: Form, shift: Option<ShiftId>, open: RwSignal<bool>, done: fn(String) -> String) {
        let reason = self.reason.with_untracked(|reason| reason.parse::<Line>());
        self.reason_wrong.set(reason.as_ref().err().map(|fault| problems::field((*fault).into())));
        let (Ok(reason), Some(scan), None) = (reason, self.scan.get_untracked(), self.shift_wrong.get_untracked()) else { return };
        let word = RulingRequest { device: scan.device, scan: scan.scan, shift, reason };
        form.run(self.wish.send::<RuleScan>(self.live.place, word), move |()| {
            open.try_set(false);
            toast::show(done(scan.name));
            if let Some(heading) = self.then_at.try_get_untracked() {
                self.live.done_at(heading);
            }
        });
    }

    /// The questions, once on the page.
    pub(super) fn questions(self) -> AnyView {
        let count = Callback::new(move |form: Form| {
            let shift = self.shift.with_untracked(|shift| shift.parse::<ShiftId>().ok());
            self.shift_wrong.set(shift.is_none().then(|| problems::field(FieldCode::Required)));
            self.say(form, shift, self.counting, |name| t!(attendance.counted, name = name));
        });
        let aside = Callback::new(move |form: Form| {
            self.shift_wrong.set(None);
            self.say(form, None, self.setting_aside, |name| t!(attendance.aside_done, name = name));
        });
        let choices = Signal::derive(move || {
            let none = self.shift.with_untracked(String::is_empty).then(|| crate::ui::Choice { value: String::new(), label: t!(manage.choose).to_owned() });
            none.into_iter().chain(self.shifts.with(|shifts| naming::choices(shifts))).collect::<Vec<_>>()
        });
        let help = move |words: fn(&BoardScan) -> String| self.scan.with(|scan| scan.as_ref().map(words));
        view! {
            <Confirm id="count-scan" open=self.counting title=t!(attendance.count_title) yes=t!(attendance.count_yes) yes_class="button" act=count>
                <p>{move || help(|scan| t!(attendance.count_help, name = scan.name, time = format::short_moment(scan.at), kiosk = scan.kiosk))}</p>
                <SelectField id="ruling-shift" label=t!(attendance.count_shift) value=self.shift error=self.shift_wrong.into() choices />
                {self.reason_field(vec![t!(attendance.reason_seen), t!(attendance.reason_forgot), t!(attendance.reason_clock)])}
            </Confirm>
            <Confirm id="set-scan-aside" open=self.setting_aside title=t!(attendance.aside_title) yes=t!(attendance.aside_yes) act=aside>
                <p>{move || help(|scan| t!(attendance.aside_help, name = scan.name, time = format::short_moment(scan.at), kiosk = scan.kiosk))}</p>
                {self.reason_field(vec![t!(attendance.reason_mistake), t!(attendance.reason_twice), t!(attendance.reason_absent)])}
            </Confirm>
        }
        .into_any()
    }

    fn reason_field(self, usual: Vec<&'static str>) -> AnyView {
        view! {
            <Field id="ruling-reason" label=t!(attendance.reason) hint=t!(attendance.reason_hint).to_owned() value=self.reason error=self.reason_wrong.into() maxlength=80 usual />
        }
        .into_any()
    }
}
