//! Reading a station's code with the volunteer's own phone: by the camera here, or by another scanner that opened the address.
//!
//! A code that was read is kept before it is sent ([`crate::own_scans`]), and nothing is called done before the server
//! has said so. What is no code of ours is never opened.

mod list;
mod reading;
mod said;

use crate::browser::camera::Facing;
use crate::browser::offline;
use crate::components::{Camera, PageTitle};
use crate::navigation;
use crate::own_scans;
use crate::route::Route;
use crate::t;
use crate::ui::{Icon, icon};
use leptos::prelude::*;
use reading::{Reader, Shows};
use std::time::Duration;

/// How often what waits is sent again, while the page is open and there is a network.
const EVERY: Duration = Duration::from_secs(20);

/// The page; `code` came with the address.
pub fn scan(code: Option<&str>) -> AnyView {
    let reader = Reader::new();
    match code {
        Some(code) => {
            reader.read(code);
            // The code leaves the address: a reload or "back" reads it no second time.
            Effect::new(|_| navigation::replace(&Route::Scan { code: None }));
        }
        None => reader.go_on(),
    }
    let again = move || {
        if offline::is_online() && own_scans::waits() {
            own_scans::deliver();
        }
    };
    if let Ok(timer) = set_interval_with_handle(again, EVERY) {
        on_cleanup(move || timer.clear());
    }
    let looking = Memo::new(move |_| reader.shows.with(|shows| *shows == Shows::Camera));
    view! {
        <div class="scan-page">
            <PageTitle text=t!(scan.title) />
            <section role="status" aria-live="assertive" aria-label=t!(scan.result)>{move || reader.shows.with(said::panel)}</section>
            {move || if looking.get() { camera(reader) } else { next(reader) }}
            {list::list()}
        </div>
    }
    .into_any()
}

fn camera(reader: Reader) -> AnyView {
    let read = Callback::new(move |text: String| reader.read(&text));
    let camera = Camera::new(Facing::Environment, read);
    view! {
        <p class="lead">{t!(scan.lead)}</p>
        <div class="scan-page__camera">{camera.picture(t!(scan.camera_instead))} {camera.settings()}</div>
        <p><a class="button button--quiet" href=Route::Card.href()>{icon(Icon::Card)} {t!(scan.to_card)}</a></p>
    }
    .into_any()
}

/// What can be done after an answer; the camera is off.
fn next(reader: Reader) -> AnyView {
    let log_in = move || reader.shows.with(|shows| matches!(shows, Shows::LogIn { .. }));
    let href = Route::LogIn { next: Some(Route::Scan { code: None }.href()) }.href();
    view! {
        <p class="actions">
            {move || log_in().then(|| view! { <a class="button" href=href.clone()>{icon(Icon::Me)} {t!(shell.log_in)}</a> })}
            <button type="button" class="button" class:button--quiet=log_in on:click=move |_| reader.again()>{icon(Icon::Scan)} {t!(scan.again)}</button>
            <a class="button button--quiet" href=Route::Card.href()>{icon(Icon::Card)} {t!(scan.to_card)}</a>
        </p>
    }
    .into_any()
}
