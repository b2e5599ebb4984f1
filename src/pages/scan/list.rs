//! The scans on this phone: those that wait to be sent, and those whose answer should be read.

use super::said;
use crate::i18n::format;
use crate::own_scans::{self, Kept};
use crate::session;
use crate::t;
use leptos::prelude::*;

/// The list; nothing when it is empty.
pub(super) fn list() -> AnyView {
    let news = own_scans::news();
    let all = move || {
        news.track();
        session::here_or_last().map(own_scans::of).unwrap_or_default()
    };
    (move || {
        let all = all();
        let waits = all.iter().any(|(_, kept)| kept.answer.is_none());
        let send = waits.then(|| view! { <p><button type="button" class="button button--quiet" on:click=|_| own_scans::deliver()>{t!(scan.list_send)}</button></p> });
        (!all.is_empty()).then(|| {
            view! {
                <section class="section" aria-labelledby="own-scans">
                    <h2 id="own-scans">{t!(scan.list_title)}</h2>
                    <ul class="rows">{all.into_iter().map(|(key, kept)| row(key, &kept)).collect_view()}</ul>
                    {send}
                </section>
            }
        })
    })
    .into_any()
}

fn row(key: String, kept: &Kept) -> AnyView {
    let at = format::moment(kept.scan.scanned_at);
    let (title, lines) = match &kept.answer {
        None => (t!(scan.list_waiting).to_owned(), Vec::new()),
        Some(scanned) => {
            let (_, title, lines) = said::answered(scanned);
            (title, lines)
        }
    };
    let seen = kept.answer.is_some().then(|| {
        view! { <p class="row__actions"><button type="button" class="button button--quiet button--small" on:click=move |_| own_scans::forget(&key)>{t!(scan.list_seen)}</button></p> }
    });
    view! {
        <li class="row row--tall">
            <div class="row__main">
                <p class="row__facts"><b class="number">{at}</b> <span>{title}</span></p>
                {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
            </div>
            {seen}
        </li>
    }
    .into_any()
}
