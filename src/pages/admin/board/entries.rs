//! Records by hand: those that wait for a second person, and entering one.

use super::decisions::Decisions;
use super::enter;
use super::live::{Live, me};
use crate::city::city;
use crate::i18n::{format, scans};
use crate::t;
use domain::api::attendance::Entry;
use domain::attendance::{OwnHand, may_decide};
use leptos::prelude::*;

/// The heading to go on at.
pub(super) const TITLE: &str = "entries-title";

/// The section.
pub(super) fn entries(live: Live) -> AnyView {
    let waiting = live.part(|board| board.entries.clone());
    let decisions = Decisions::new(live);
    view! {
        <section class="section" aria-labelledby=TITLE>
            <div class="section__head"><h2 id=TITLE tabindex="-1">{t!(attendance.entries_title)}</h2></div>
            <p class="quiet board-lead">{t!(attendance.entries_lead)}</p>
            <h3 class="board-part">{t!(attendance.entries_waiting)}</h3>
            {move || waiting.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(attendance.entries_none)}</p> })}
            <ul class="rows" hidden=move || waiting.with(Vec::is_empty)>
                <For each=move || waiting.get() key=|entry| entry.id children=move |entry| row(entry, decisions) />
            </ul>
            <h3 class="board-part">{t!(attendance.enter_title)}</h3>
            <div class="panel">{enter::enter(live)}</div>
            {decisions.questions()}
        </section>
    }
    .into_any()
}

fn row(entry: Entry, decisions: Decisions) -> AnyView {
    let me = me();
    let against = |approve: bool| me.and_then(|me| may_decide(&entry, me, approve, &city().policy).err());
    let (approving, refusing) = (against(true), against(false));
    let own = me == Some(entry.entered_by);
    let reason_id = format!("entry-{}", entry.id);
    let name = entry.name.clone();
    let button = |words: &'static str, class: &'static str, against: Option<OwnHand>, approve: bool| {
        let asked = entry.clone();
        view! {
            <button type="button" class=class aria-disabled=against.map(|_| "true") aria-describedby=against.map(|_| reason_id.clone())
                on:click=move |_| if against.is_none() { decisions.ask(asked.clone(), approve) }>{words} <span class="visually-hidden">{name.clone()}</span></button>
        }
        .into_any()
    };
    view! {
        <li class="row row--tall">
            <div class="row__main">
                <h4 class="row__title">{entry.name.clone()}</h4>
                <p class="row__facts">
                    <b class="number">{format::short_span(entry.time)}</b>
                    <span class="number">{entry.number.grouped()}</span>
                    <span>{entry.activity.clone()}</span>
                </p>
                <p>{entry.reason.clone()}</p>
                <p class="row__facts">{t!(attendance.entered_by, name = entry.entered_by_name, time = format::short_moment(entry.entered_at))}</p>
                {approving.map(|own| view! { <p class="quiet" id=reason_id.clone()>{scans::own_hand(own)}</p> })}
            </div>
            <p class="row__actions">
                {button(t!(attendance.approve), "button button--small", approving, true)}
                {button(if own { t!(attendance.take_back) } else { t!(attendance.refuse) }, "button button--quiet button--small", refusing, false)}
            </p>
        </li>
    }
    .into_any()
}
