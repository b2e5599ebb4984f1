//! The upper edge: which station, connected or not, what waits, and how to read.

use super::courier::Kiosk;
use super::queue::Standing;
use crate::city::now;
use crate::components::{PageTitle, ReadingSettings};
use crate::i18n::{format, problems};
use crate::t;
use crate::ui::{Icon, Notice, Tone, icon};
use leptos::prelude::*;

/// The banner.
pub(super) fn banner(kiosk: Kiosk) -> AnyView {
    let settings = RwSignal::new(false);
    view! {
        <header class="kiosk__banner">
            <PageTitle text=kiosk.state.with_untracked(|s| s.station_name.clone()) class="kiosk__station" />
            <p class="kiosk__facts">
                <span class="kiosk__net" data-online=move || kiosk.online.get().to_string()>
                    {move || if kiosk.online.get() { t!(kiosk.online) } else { t!(kiosk.offline) }}
                </span>
                <span>{move || t!(kiosk.present, count = kiosk.state.with(|s| s.present).to_string())}</span>
                // The line is counted at every turn: a clock that is never more than a turn late.
                <span class="number">{move || {
                    kiosk.standing.track();
                    format::clock(now())
                }}</span>
                <button type="button" class="icon-button" aria-label=t!(shell.reading_settings) aria-expanded=move || settings.get().to_string()
                    on:click=move |_| settings.update(|on| *on = !*on)>{icon(Icon::Text)}</button>
            </p>
            {move || settings.get().then(|| view! { <ReadingSettings /> })}
            <div class="kiosk__notes" role="status">{move || notes(kiosk.standing.get())}</div>
            {move || kiosk.refusal.get().map(|error| view! {
                <Notice tone=Tone::Danger><p>{t!(kiosk.not_taken)} " " {problems::error(&error)}</p></Notice>
            })}
        </header>
    }
    .into_any()
}

/// What the people of the station have to know of the line.
pub(super) fn notes(standing: Standing) -> AnyView {
    let waiting = standing.oldest.map(|oldest| {
        let words = t!(kiosk.waiting_since, count = standing.waiting.to_string(), age = format::ago(oldest));
        view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
    });
    let unkept = (standing.unkept > 0).then(|| {
        let words = t!(kiosk.unkept, count = standing.unkept.to_string());
        view! { <Notice tone=Tone::Danger><p>{words}</p></Notice> }
    });
    let elsewhere = (standing.elsewhere > 0).then(|| {
        let words = t!(kiosk.elsewhere, count = standing.elsewhere.to_string());
        view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
    });
    view! { {unkept} {waiting} {elsewhere} }.into_any()
}
