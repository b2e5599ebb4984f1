//! Staff mode, for whoever looks after the kiosk: the whole screen, sounds, the camera, the PIN, and the file for the time when
//! the network never returns. It opens with the PIN, and closes by itself when nobody touches it.

use super::courier::Kiosk;
use super::export::export;
use super::station_code::why_none;
use super::{pin, sounds};
use crate::browser::{device, event};
use crate::components::Camera;
use crate::route::Route;
use crate::t;
use crate::ui::{Notice, Tone};
use leptos::prelude::*;
use std::time::Duration;

/// Without a touch for so long, staff mode is over.
const LOCKS_AFTER: Duration = Duration::from_secs(120);

/// How far somebody has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fold {
    Closed,
    /// The PIN is being asked for.
    Asking,
    Open,
}

/// The button, and what it opens.
pub(super) fn staff(kiosk: Kiosk, camera: Camera) -> AnyView {
    let fold = RwSignal::new(Fold::Closed);
    let turn = move |_| {
        fold.update(|fold| {
            *fold = match fold {
                Fold::Closed if pin::is_set() => Fold::Asking,
                Fold::Closed => Fold::Open,
                Fold::Asking | Fold::Open => Fold::Closed,
            };
        });
    };
    close_when_idle(fold);
    let words = move || if fold.get() == Fold::Open { t!(kiosk.staff_close) } else { t!(kiosk.staff) };
    view! {
        <section class="kiosk__staff" data-open=move || (fold.get() == Fold::Open).to_string()>
            <p><button type="button" class="button button--quiet" aria-expanded=move || (fold.get() != Fold::Closed).to_string() on:click=turn>{words}</button></p>
            {move || match fold.get() {
                Fold::Closed => ().into_any(),
                Fold::Asking => pin::ask(Callback::new(move |()| fold.set(Fold::Open))),
                Fold::Open => inside(kiosk, camera),
            }}
        </section>
    }
    .into_any()
}

/// Closes the fold when nothing was touched for long, so that nobody finds it open.
fn close_when_idle(fold: RwSignal<Fold>) {
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let rest = move || {
        if let Some(timer) = timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let again = move || {
        rest();
        if fold.try_get_untracked().is_some_and(|fold| fold != Fold::Closed) {
            let close = move || {
                fold.try_set(Fold::Closed);
            };
            timer.try_set_value(set_timeout_with_handle(close, LOCKS_AFTER).ok());
        }
    };
    Effect::new(move |_| {
        fold.track();
        again();
    });
    let touches = StoredValue::new_local(["pointerdown", "keydown"].map(|name| event::on(name, again)));
    on_cleanup(move || {
        touches.dispose();
        rest();
    });
}

fn inside(kiosk: Kiosk, camera: Camera) -> AnyView {
    let sounding = RwSignal::new(sounds::on());
    let turn = move |_| {
        sounding.update(|on| *on = !*on);
        sounds::set(sounding.get_untracked());
    };
    let fill = device::can_fill_screen().then(|| {
        view! { <button type="button" class="button button--quiet" on:click=|_| device::fill_screen(!device::fills_screen())>{t!(kiosk.full_screen)}</button> }
    });
    view! {
        <h2 class="kiosk__staff-title">{t!(kiosk.staff_title)}</h2>
        <p class="actions">
            {fill}
            <button type="button" class="button button--quiet" aria-pressed=move || sounding.get().to_string() on:click=turn>{t!(kiosk.sounds)}</button>
            <a class="button button--quiet" href=Route::Home.href()>{t!(kiosk.leave)}</a>
        </p>
        {camera.settings()}
        <div>{own_pin()}</div>
        <div>{export(kiosk.state)} {why_none()}</div>
    }
    .into_any()
}

/// The PIN, the first or a new one; or why there is none.
fn own_pin() -> AnyView {
    if !pin::available() {
        return view! { <Notice tone=Tone::Warning><p>{t!(kiosk.pin_unavailable)}</p></Notice> }.into_any();
    }
    let advice = (!pin::is_set()).then(|| view! { <Notice tone=Tone::Warning><p>{t!(kiosk.pin_advised)}</p></Notice> });
    view! { {advice} {pin::choose(Callback::new(|()| ()))} }.into_any()
}
