//! Attendance corrected from a line of the roster: that somebody was there, with the times, or was not. Both are the board's operations, with the
//! same rules: a record by hand waits for a second person, and a scan that is set aside is kept.

use super::{facts_of, may};
use crate::city::{city, now};
use crate::components::Named;
use crate::forms::{Form, Stay, Wish};
use crate::i18n::{corrections, format};
use crate::session;
use crate::t;
use crate::ui::{Dialog, Fault, FormShell, radios, toast};
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::Roster;
use domain::api::attendance::{EnterRecord, EntryDraft, RosterScan, RuleScan, RulingRequest};
use domain::can::{self, Action, Facts};
use domain::check_in::Place;
use domain::ids::ActivityId;
use domain::sign_up::RosterLine;
use domain::text::Line;
use domain::time::{Timestamp, clock_text};
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;

/// Whose attendance is corrected.
#[derive(Debug, Clone, PartialEq)]
struct About {
    person: Named<VolunteerNumber>,
    shift: Shift,
    came: Option<Timestamp>,
    left: Option<Timestamp>,
    /// The scans behind the record, if the reader has a say in all of them.
    scans: Vec<RosterScan>,
}

/// The question, and whom it is about.
#[derive(Clone, Copy)]
pub(super) struct Correct {
    activity: ActivityId,
    allowed: bool,
    about: RwSignal<Option<About>>,
    open: RwSignal<bool>,
    done: Callback<()>,
}

impl Correct {
    /// `done` runs after something was corrected.
    pub(super) fn new(detail: &ActivityDetail, done: Callback<()>) -> Self {
        Self { activity: detail.id, allowed: may(detail, Action::SettleAttendance), about: RwSignal::new(None), open: RwSignal::new(false), done }
    }

    /// What was corrected in a line, and the button that corrects it once the shift has begun.
    pub(super) fn of_line(self, detail: &ActivityDetail, roster: &Roster, line: &RosterLine, shift: &Shift) -> Option<AnyView> {
        let of_line = |person, id| person == line.person && id == shift.id;
        let said: Vec<String> = roster.corrections.iter().filter(|one| of_line(one.person, one.shift)).map(corrections::line).collect();
        let may_correct = self.allowed && detail.status.is_public() && shift.time.start <= now();
        if said.is_empty() && !may_correct {
            return None;
        }
        let scans: Vec<RosterScan> = roster.scans.iter().filter(|scan| of_line(scan.person, scan.shift)).copied().collect();
        let scans = if scans.iter().all(|scan| has_a_say(detail, scan.place)) { scans } else { Vec::new() };
        let about = About { person: Named { id: line.number, name: line.name.clone() }, shift: shift.clone(), came: line.checked_in_at, left: line.checked_out_at, scans };
        let press = move |_| {
            self.about.set(Some(about.clone()));
            self.open.set(true);
        };
        let name = line.name.clone();
        Some(view! {
            {said.into_iter().map(|words| view! { <p class="quiet">{words}</p> }).collect_view()}
            {may_correct.then(|| view! {
                <button type="button" class="button button--quiet button--small no-print" on:click=press>{t!(attendance.correct)} " " <span class="visually-hidden">{name}</span></button>
            })}
        }
        .into_any())
    }

    /// The question, once on the page; made anew for each person.
    pub(super) fn question(self) -> AnyView {
        (move || {
            let about = self.about.get().filter(|_| self.open.get())?;
            let inside = self.panel(about);
            Some(view! { <Dialog id="correct" open=self.open title=t!(attendance.correct_title) close_label=t!(shell.close)>{inside}</Dialog> })
        })
        .into_any()
    }

    fn panel(self, about: About) -> AnyView {
        let (form, wish, stay, was_there) = (Form::new(), Wish::new(), Stay::new(), RwSignal::new(true));
        let (time, name) = (about.shift.time, about.person.name.clone());
        // What is known stands already; the rest is the shift's own.
        let clock = |at: Option<Timestamp>, else_at: Timestamp| clock_text(city().zone.minute_of_day(at.unwrap_or(else_at)));
        stay.from.set(clock(about.came, time.start));
        stay.to.set(clock(about.left, time.end.min(now())));
        let can_be_absent = !about.scans.is_empty();
        let submit = {
            let about = about.clone();
            Callback::new(move |()| {
                let mut faults: Vec<Fault> = Vec::new();
                if was_there.get_untracked() {
                    let read = stay.read(Some(time), &mut faults);
                    if let (true, Some((time, reason))) = (form.accept(faults), read) {
                        let draft = EntryDraft { number: about.person.id, shift: about.shift.id, time, reason };
                        let name = about.person.name.clone();
                        form.run(wish.send::<EnterRecord>(Place::Activity(self.activity), draft), move |_| self.close(t!(attendance.entered, name = name)));
                    }
                    return;
                }
                let read = stay.read_reason(&mut faults);
                if let (true, Some(reason)) = (form.accept(faults), read) {
                    let name = about.person.name.clone();
                    form.run(set_aside(wish, about.scans.clone(), reason), move |()| self.close(t!(attendance.aside_done, name = name)));
                }
            })
        };
        let question = can_be_absent.then(|| {
            let choices = [(true, "there", t!(attendance.correct_there)), (false, "absent", t!(attendance.correct_absent))];
            radios("correct".to_owned(), t!(attendance.correct_what), was_there.into(), Callback::new(move |chosen| was_there.set(chosen)), &choices)
        });
        let usual = vec![t!(attendance.reason_forgot_out), t!(attendance.reason_phone), t!(attendance.reason_absent)];
        let hint = move || if was_there.get() { t!(attendance.correct_there_hint) } else { t!(attendance.correct_absent_hint) };
        view! {
            <p><b>{name}</b> " " <span class="number">{format::span(time)}</span></p>
            <FormShell pending=form.pending() problem=form.problem() faults=form.faults() summary_title=t!(shell.error_summary)
                submit_label=t!(attendance.correct_send) on_submit=submit>
                {question}
                <p class="field__hint">{hint}</p>
                {move || was_there.get().then(|| stay.times(form, Signal::stored(Some(time))))}
                {stay.reason(form, usual)}
            </FormShell>
        }
        .into_any()
    }

    fn close(self, words: String) {
        self.open.try_set(false);
        toast::show(words);
        self.done.try_run(());
    }
}

/// Whether the reader may say what a scan of that place counts for.
fn has_a_say(detail: &ActivityDetail, place: Place) -> bool {
    match place {
        Place::Activity(_) => may(detail, Action::SettleAttendance),
        Place::Station(id) => {
            let facts = Facts { team: None, station: Some(id), ..facts_of(detail) };
            session::who().with_untracked(|who| can::may(&who.viewer(), Action::SettleAttendance, &facts).is_ok())
        }
    }
}

/// Sets the scans aside, one after the other.
async fn set_aside(wish: Wish, scans: Vec<RosterScan>, reason: Line) -> Result<(), crate::api::ApiError> {
    for scan in scans {
        let word = RulingRequest { device: scan.device, scan: scan.scan, shift: None, reason: reason.clone() };
        wish.send::<RuleScan>(scan.place, word).await?;
    }
    Ok(())
}
