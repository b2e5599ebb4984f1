//! Who has a place or came, shift by shift. Shifts that are over are folded, and stay as the reader leaves them.

use super::live::Live;
use super::naming;
use crate::city::now;
use crate::components::{PersonRow, people_table};
use crate::i18n::format;
use crate::t;
use domain::api::attendance::BoardShift;
use domain::attendance::Presence;
use domain::sign_up::RosterLine;
use leptos::prelude::*;

/// The section.
pub(super) fn people(live: Live) -> AnyView {
    let shifts = live.part(|board| board.shifts.clone());
    view! {
        <section class="section roster" aria-labelledby="people-title">
            <div class="section__head"><h2 id="people-title">{t!(attendance.people_title)}</h2></div>
            {move || shifts.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(attendance.people_none)}</p> })}
            <For each=move || shifts.get() key=|shift| shift.id children=move |one| shift(live, one) />
        </section>
    }
    .into_any()
}

/// The lines of a shift that await somebody or tell of somebody, those that matter now first.
type Seen = Vec<(Presence, RosterLine)>;

fn shift(live: Live, shift: BoardShift) -> AnyView {
    let (id, time) = (shift.id, shift.time);
    let seen = Memo::new(move |_| {
        live.renewed_at.track();
        let now = now();
        let lines = live.board.get().map(|board| board.lines.iter().filter(|line| line.shift == id).cloned().collect::<Vec<_>>()).unwrap_or_default();
        let mut seen: Seen = lines.into_iter().filter_map(|line| Some((Presence::of(&line, time, now)?, line))).collect();
        seen.sort_by_key(|(presence, _)| *presence);
        seen
    });
    let is_over = time.end <= now() && seen.with_untracked(|all| all.iter().all(|(presence, _)| *presence != Presence::In));
    let numbers = move || seen.with(counts);
    let name = naming::shift(&shift);
    let caption = name.clone();
    view! {
        <details class="disclosure board-shift" open=!is_over>
            <summary>{name} " " <span class="quiet number">{numbers}</span></summary>
            {move || seen.with(|all| table(all, &caption))}
        </details>
    }
    .into_any()
}

/// `在岗 2 · 迟到 1`; what nobody is is left out.
fn counts(all: &Seen) -> String {
    let of = |which: Presence| {
        let count = all.iter().filter(|(presence, _)| *presence == which).count();
        (count > 0).then(|| format!("{} {count}", words(which).1))
    };
    let parts: Vec<String> = [Presence::In, Presence::Late, Presence::Expected, Presence::Gone, Presence::Missed].into_iter().filter_map(of).collect();
    parts.join(" · ")
}

fn table(all: &Seen, caption: &str) -> AnyView {
    if all.is_empty() {
        return view! { <p class="quiet">{t!(attendance.people_empty)}</p> }.into_any();
    }
    let rows = all.iter().map(|(presence, line)| PersonRow { line, standing: words(*presence), note: line.sign_up.is_none().then(|| t!(attendance.walk_in)), correction: None });
    let caption = view! { <caption class="visually-hidden">{caption.to_owned()}</caption> }.into_any();
    people_table(caption, rows.collect(), format::short_moment, false)
}

fn words(presence: Presence) -> (&'static str, &'static str) {
    match presence {
        Presence::In => ("tag tag--success", t!(attendance.present)),
        Presence::Late => ("tag tag--warning", t!(attendance.late)),
        Presence::Expected => ("tag", t!(attendance.expected)),
        Presence::Gone => ("tag tag--quiet", t!(attendance.gone)),
        Presence::Missed => ("tag tag--quiet", t!(attendance.missed)),
    }
}
