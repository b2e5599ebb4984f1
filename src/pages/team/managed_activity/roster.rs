//! Who signed up and who is in, shift by shift. It keeps itself fresh while it is looked at.

use super::applicants::{self, applicants};
use super::correct::Correct;
use super::export::export;
use super::manages;
use super::message::message;
use crate::api::{self, ApiError};
use crate::browser::dom;
use crate::city::now;
use crate::components::{Load, Loading, PersonRow, people_table};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use domain::activity::{ActivityDetail, Shift};
use domain::api::activity::{GetRoster, Roster};
use domain::sign_up::{Ending, RosterLine, SignUpStatus};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often it is asked for while the page is on screen.
const EVERY: Duration = Duration::from_secs(30);

/// Id of the heading.
const TITLE: &str = "roster-title";

/// The section, and before it the sign-ups that wait for the team's word.
pub(super) fn roster(detail: ActivityDetail) -> AnyView {
    let id = detail.id;
    let asked_at = RwSignal::new(now());
    let stale = RwSignal::new(None::<ApiError>);
    let asking = RwSignal::new(false);
    let found = Loading::new(move || async move {
        let roster = api::send::<GetRoster>(id, &(), &()).await?;
        asked_at.try_set(now());
        Ok(roster)
    });
    // What is there stays when it cannot be renewed: an old list is better than none.
    let ask_again = move |wanted: bool| {
        if asking.get_untracked() || found.get_untracked().is_none() {
            return;
        }
        asking.set(true);
        spawn_local(async move {
            let answer = if wanted { api::send::<GetRoster>(id, &(), &()).await } else { api::renew::<GetRoster>(id, &()).await };
            asking.try_set(false);
            match answer {
                Ok(roster) => {
                    stale.try_set(None);
                    asked_at.try_set(now());
                    found.try_put(roster);
                }
                Err(error) => {
                    stale.try_set(Some(error));
                }
            }
        });
    };
    let timer = set_interval_with_handle(move || if dom::is_visible() { ask_again(false) }, EVERY);
    if let Ok(timer) = timer {
        on_cleanup(move || timer.clear());
    }
    let decided = Callback::new(move |()| {
        if !dom::focus(applicants::TITLE) {
            dom::focus(TITLE);
        }
        ask_again(true);
    });
    let waiting = applicants(&detail, found, decided);
    let correct = Correct::new(&detail, Callback::new(move |()| {
        ask_again(true);
        dom::focus(TITLE);
    }));
    // A keeper sees the roster of what is held at the station; the rest is for those who run the activity.
    let more_to_do = manages(&detail).then(|| view! { {message(&detail, found)} {export(&detail)} });
    let present = move || found.get().map(|roster| t!(manage.present, count = roster.present.to_string()));
    let more = move || found.get().filter(|roster| roster.more).map(|roster| view! { <p class="quiet">{t!(manage.roster_more, count = roster.lines.len().to_string())}</p> });
    let lists = move || found.get().map(|roster| lists(&detail, &roster, correct));
    view! {
        {waiting}
        <section class="section roster" aria-labelledby=TITLE>
            <div class="section__head">
                <h2 id=TITLE tabindex="-1">{t!(manage.roster_title)}</h2>
                <p class="roster__present" role="status">{present}</p>
            </div>
            <div class="actions no-print">
                <button type="button" class="button button--quiet button--small" aria-disabled=move || asking.get().then_some("true") class:is-pending=asking
                    on:click=move |_| ask_again(true)>{icon(Icon::Reload)} <span>{t!(manage.roster_reload)}</span></button>
                <button type="button" class="button button--quiet button--small" on:click=|_| dom::print()>{icon(Icon::Print)} <span>{t!(manage.print)}</span></button>
                {more_to_do}
            </div>
            <p class="quiet">{move || as_of(asked_at.get())} " " <span class="no-print">{t!(manage.roster_note)}</span></p>
            {move || stale.get().map(|error| view! {
                <Notice tone=Tone::Warning><p>{t!(manage.roster_stale)} " " {problems::error(&error)}</p></Notice>
            })}
            <Load of=found show=|_| ().into_any() />
            {lists}
            {more}
            {correct.question()}
        </section>
    }
    .into_any()
}

fn as_of(at: Timestamp) -> String {
    t!(manage.roster_as_of, time = format::clock(at))
}

/// One table for each shift, in the order of time; those that are over are folded away.
fn lists(detail: &ActivityDetail, roster: &Roster, correct: Correct) -> AnyView {
    let mut shifts: Vec<&Shift> = detail.shifts.iter().collect();
    shifts.sort_by_key(|shift| shift.time.start);
    // Whoever is still in keeps the shift in sight.
    let is_in = |shift: &Shift| roster.lines.iter().any(|line| line.shift == shift.id && line.checked_in_at.is_some() && line.checked_out_at.is_none());
    let now = now();
    let (current, over): (Vec<&Shift>, Vec<&Shift>) = shifts.into_iter().partition(|shift| shift.time.end > now || is_in(shift));
    let one = |shift: &&Shift| {
        let name = detail.positions.iter().find(|position| position.id == shift.position).map(|position| position.name.clone()).unwrap_or_default();
        let lines: Vec<&RosterLine> = roster.lines.iter().filter(|line| line.shift == shift.id).collect();
        table(shift, &name, &lines, |line| correct.of_line(detail, roster, line, shift))
    };
    let count = over.len().to_string();
    let folded = (!over.is_empty()).then(|| {
        view! {
            <details class="roster__over">
                <summary>{t!(manage.shifts_over, count = count)}</summary>
                {over.iter().map(one).collect_view()}
            </details>
        }
    });
    view! { {current.iter().map(one).collect_view()} {folded} }.into_any()
}

fn table(shift: &Shift, position: &str, lines: &[&RosterLine], correction: impl Fn(&RosterLine) -> Option<AnyView>) -> AnyView {
    let caption = view! {
        <span class="roster__shift">{format::span(shift.time)}</span> " " {position.to_owned()} " "
        <span class="quiet number">{t!(manage.taken_of, taken = shift.taken.to_string(), places = shift.capacity.to_string())}</span>
    };
    let in_line = lines.iter().filter(|line| matches!(line.status, Some(SignUpStatus::Waitlisted | SignUpStatus::Offered))).count();
    let caption = view! { {caption} {(in_line > 0).then(|| view! { " " <span class="quiet number">{t!(manage.in_line, count = in_line.to_string())}</span> })} };
    let listed: Vec<&RosterLine> = lines.iter().copied().filter(|line| is_listed(line)).collect();
    if listed.is_empty() {
        return view! { <div class="roster__part"><p>{caption}</p> <p class="quiet">{t!(manage.roster_empty)}</p></div> }.into_any();
    }
    let rows = listed.into_iter().map(|line| PersonRow { line, standing: standing(line, shift), note: None, correction: correction(line) }).collect();
    people_table(view! { <caption>{caption}</caption> }.into_any(), rows, format::clock, true)
}

/// Whether somebody stands on the list: not while they wait for a place or for the team's word, unless they came all the same.
fn is_listed(line: &RosterLine) -> bool {
    !matches!(line.status, Some(SignUpStatus::Pending | SignUpStatus::Waitlisted | SignUpStatus::Offered)) || line.checked_in_at.is_some()
}

/// What somebody who reads the list wants to know first: in, gone, expected, not come, or not coming.
fn standing(line: &RosterLine, shift: &Shift) -> (&'static str, &'static str) {
    match (line.status, line.checked_in_at, line.checked_out_at) {
        (_, Some(_), None) => ("tag tag--success", t!(manage.is_in)),
        (_, Some(_), Some(_)) => ("tag", t!(manage.is_gone)),
        (Some(SignUpStatus::Cancelled), None, _) => match line.ending {
            Some(Ending::Late) => ("tag tag--warning", t!(manage.gave_back_late)),
            Some(Ending::Declined) => ("tag tag--quiet", t!(manage.was_declined)),
            Some(Ending::Closed) => ("tag tag--quiet", t!(manage.got_no_place)),
            Some(Ending::Withdrawn | Ending::CalledOff) | None => ("tag tag--quiet", t!(manage.gave_back)),
        },
        (Some(SignUpStatus::Attended), None, _) => ("tag", t!(manage.attended)),
        (Some(SignUpStatus::Confirmed), None, _) if now() < shift.time.start => ("tag tag--quiet", t!(account.status_confirmed)),
        (Some(SignUpStatus::Confirmed), None, _) if shift.has_ended(now()) => ("tag tag--quiet", t!(attendance.missed)),
        // What had counted was set aside, or somebody entered a record that nobody has approved.
        (None, None, _) => ("tag tag--quiet", t!(attendance.missed)),
        (Some(SignUpStatus::Confirmed | SignUpStatus::Pending | SignUpStatus::Waitlisted | SignUpStatus::Offered), None, _) => ("tag tag--quiet", t!(manage.expected)),
    }
}
