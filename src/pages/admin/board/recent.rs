//! The last scans, each with the way back.

use super::live::{Live, me};
use super::naming;
use super::rulings::Rulings;
use crate::i18n::{format, scans};
use crate::t;
use domain::api::attendance::{BoardScan, ScanMeaning};
use domain::attendance::may_settle;
use leptos::prelude::*;

const TITLE: &str = "recent-title";
/// Shown before somebody asks for all: the mistake of a moment ago is among them.
const FIRST: usize = 8;

/// The section. What waits to be settled stands above it and not here.
pub(super) fn recent(live: Live, rulings: Rulings) -> AnyView {
    let settled = |scan: &&BoardScan| !matches!(scan.meaning, ScanMeaning::ToBeMatched | ScanMeaning::Review);
    let all = live.part(move |board| board.recent.iter().filter(settled).cloned().collect::<Vec<_>>());
    let whole = RwSignal::new(false);
    let shown = move || {
        let mut scans = all.get();
        scans.truncate(if whole.get() { usize::MAX } else { FIRST });
        scans
    };
    let rest = Memo::new(move |_| Some(all.with(Vec::len)).filter(|count| *count > FIRST && !whole.get()));
    view! {
        <section class="section" aria-labelledby=TITLE>
            <div class="section__head"><h2 id=TITLE tabindex="-1">{t!(attendance.recent_title)}</h2></div>
            {move || all.with(Vec::is_empty).then(|| view! { <p class="quiet">{t!(attendance.recent_none)}</p> })}
            <ul class="rows" hidden=move || all.with(Vec::is_empty)>
                <For each=shown key=|scan| (naming::key(scan), scan.meaning as u8) children=move |scan| row(scan, rulings) />
            </ul>
            {move || rest.get().map(|count| view! {
                <p><button type="button" class="link" on:click=move |_| whole.set(true)>{t!(attendance.recent_all, count = count.to_string())}</button></p>
            })}
        </section>
    }
    .into_any()
}

fn row(scan: BoardScan, rulings: Rulings) -> AnyView {
    let class = match scan.meaning {
        ScanMeaning::In => "tag tag--success",
        ScanMeaning::SetAside => "tag tag--warning",
        _ => "tag tag--quiet",
    };
    let counts = scan.meaning != ScanMeaning::SetAside;
    let against = me().and_then(|me| may_settle(scan.person, me).err());
    let reason_id = format!("own-recent-{}-{}", scan.device, scan.scan);
    let asked = scan.clone();
    let press = move |_| match (against, counts) {
        (Some(_), _) => {}
        (None, true) => rulings.set_aside(asked.clone(), TITLE),
        (None, false) => rulings.count(asked.clone(), TITLE),
    };
    view! {
        <li class="row">
            <div class="row__main">
                <h3 class="row__title">{scan.name.clone()}</h3>
                <p class="row__facts">
                    <b class="number">{format::short_moment(scan.at)}</b>
                    <span class=class>{scans::meaning(scan.meaning)}</span>
                    <span class="number">{scan.number.grouped()}</span>
                    <span>{naming::device(&scan)}</span>
                </p>
                {against.map(|own| view! { <p class="quiet" id=reason_id.clone()>{scans::own_hand(own)}</p> })}
            </div>
            <p class="row__actions">
                <button type="button" class="button button--quiet button--small" aria-disabled=against.map(|_| "true") aria-describedby=against.map(|_| reason_id.clone())
                    on:click=press>{if counts { t!(attendance.undo) } else { t!(attendance.again) }} <span class="visually-hidden">{scan.name}</span></button>
            </p>
        </li>
    }
    .into_any()
}
