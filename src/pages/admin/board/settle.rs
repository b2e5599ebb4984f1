//! Scans that somebody has to look at, the oldest first.

use super::live::{Live, me};
use super::naming;
use super::rulings::Rulings;
use crate::i18n::{format, scans};
use crate::t;
use domain::api::attendance::BoardScan;
use domain::attendance::may_settle;
use leptos::prelude::*;

const TITLE: &str = "settle-title";

/// The section.
pub(super) fn settle(live: Live, rulings: Rulings) -> AnyView {
    let unsettled = live.part(|board| board.unsettled.clone());
    let count = move || unsettled.with(|all| (!all.is_empty()).then(|| view! { <span class="tag tag--warning number">{all.len().to_string()}</span> }));
    let words = move || if unsettled.with(Vec::is_empty) { t!(attendance.settle_none) } else { t!(attendance.settle_lead) };
    view! {
        <section class="section" aria-labelledby=TITLE>
            <div class="section__head"><h2 id=TITLE tabindex="-1">{t!(attendance.settle_title)} " " {count}</h2></div>
            <p class="quiet board-lead">{words}</p>
            <ul class="rows" hidden=move || unsettled.with(Vec::is_empty)>
                <For each=move || unsettled.get() key=|scan| (naming::key(scan), scan.meaning as u8) children=move |scan| row(scan, rulings) />
            </ul>
        </section>
    }
    .into_any()
}

fn row(scan: BoardScan, rulings: Rulings) -> AnyView {
    let against = me().and_then(|me| may_settle(scan.person, me).err());
    let reason_id = format!("own-{}-{}", scan.device, scan.scan);
    let (counting, aside) = (scan.clone(), scan.clone());
    let name = scan.name.clone();
    let button = |words: &'static str, class: &'static str, press: Box<dyn Fn()>| {
        view! {
            <button type="button" class=class aria-disabled=against.map(|_| "true") aria-describedby=against.map(|_| reason_id.clone())
                on:click=move |_| if against.is_none() { press() }>{words} <span class="visually-hidden">{name.clone()}</span></button>
        }
        .into_any()
    };
    let buttons = view! {
        {button(t!(attendance.count), "button button--small", Box::new(move || rulings.count(counting.clone(), TITLE)))}
        {button(t!(attendance.aside), "button button--quiet button--small", Box::new(move || rulings.set_aside(aside.clone(), TITLE)))}
    };
    view! {
        <li class="row row--tall">
            <div class="row__main">
                <h3 class="row__title">{scan.name.clone()}</h3>
                <p class="row__facts">
                    <b class="number">{format::short_moment(scan.at)}</b>
                    <span class="number">{scan.number.grouped()}</span>
                    <span>{naming::device(&scan)}</span>
                    <span class="tag tag--warning">{scans::meaning(scan.meaning)}</span>
                </p>
                {scan.refusal.map(|refusal| view! { <p>{t!(attendance.kiosk_said, words = scans::refusal(refusal).0)}</p> })}
                {against.map(|own| view! { <p class="quiet" id=reason_id.clone()>{scans::own_hand(own)}</p> })}
            </div>
            <p class="row__actions">{buttons}</p>
        </li>
    }
    .into_any()
}
