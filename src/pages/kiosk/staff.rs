//! The fold for whoever looks after the kiosk: the whole screen, sounds, and the file for the time when
//! the network never returns.

use super::courier::Kiosk;
use super::export::export;
use super::sounds;
use super::station_code::why_none;
use crate::browser::device;
use crate::t;
use leptos::prelude::*;

/// The fold.
pub(super) fn staff(kiosk: Kiosk) -> AnyView {
    let sounding = RwSignal::new(sounds::on());
    let turn = move |_| {
        sounding.update(|on| *on = !*on);
        sounds::set(sounding.get_untracked());
    };
    let fill = device::can_fill_screen().then(|| {
        view! { <button type="button" class="button button--quiet" on:click=|_| device::fill_screen(!device::fills_screen())>{t!(kiosk.full_screen)}</button> }
    });
    view! {
        <details class="kiosk__staff">
            <summary>{t!(kiosk.staff)}</summary>
            <p class="actions">
                {fill}
                <button type="button" class="button button--quiet" aria-pressed=move || sounding.get().to_string() on:click=turn>{t!(kiosk.sounds)}</button>
            </p>
            {export(kiosk.state)} {why_none()}
        </details>
    }
    .into_any()
}
