//! The numbers of now.

use super::live::Live;
use crate::city::now;
use crate::i18n::format;
use crate::t;
use domain::attendance::Counts;
use leptos::prelude::*;

/// In, expected, late, gone.
pub(super) fn numbers(live: Live) -> AnyView {
    let counts = Memo::new(move |_| {
        live.renewed_at.track();
        live.board.get().map(|board| Counts::of(&board.lines, &board.shifts, now())).unwrap_or_default()
    });
    let more = live.part(|board| board.more);
    let one = move |kind: &'static str, name: &'static str, pick: fn(Counts) -> u32| {
        let count = move || pick(counts.get());
        view! { <div data-kind=kind data-any=move || (count() > 0).to_string()><dt>{name}</dt><dd class="number">{move || format::number(count().into())}</dd></div> }
    };
    view! {
        <section aria-labelledby="now-title">
            <h2 id="now-title" class="visually-hidden">{t!(attendance.now_title)}</h2>
            <dl class="tally">
                {one("present", t!(attendance.present), |counts| counts.present)}
                {one("expected", t!(attendance.expected), |counts| counts.expected)}
                {one("late", t!(attendance.late), |counts| counts.late)}
                {one("gone", t!(attendance.gone), |counts| counts.gone)}
            </dl>
            {move || more.get().then(|| view! { <p class="quiet">{t!(attendance.more)}</p> })}
        </section>
    }
    .into_any()
}
