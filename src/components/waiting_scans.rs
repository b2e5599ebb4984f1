//! A line about the scans on this phone that wait to be sent, or whose answer should be read; nothing when there are none.

use crate::i18n::format;
use crate::own_scans::{self, news};
use crate::route::Route;
use crate::session;
use crate::t;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;

/// The line, with the way to them.
pub fn waiting_scans() -> AnyView {
    let news = news();
    let counts = Memo::new(move |_| {
        news.track();
        session::here_or_last().map(own_scans::count)
    });
    (move || {
        let (waiting, unread) = counts.get().filter(|(waiting, unread)| waiting + unread > 0)?;
        let number = |count: usize| format::number(count as u64);
        let waiting = (waiting > 0).then(|| t!(scan.waiting, count = number(waiting)));
        let unread = (unread > 0).then(|| t!(scan.unread, count = number(unread)));
        let link = view! { <a class="link" href=Route::Scan { code: None }.href()>{t!(scan.to_list)}</a> };
        Some(view! { <Notice tone=Tone::Warning><p>{waiting} " " {unread} " " {link}</p></Notice> })
    })
    .into_any()
}
