//! The station's own code on the kiosk's screen, for volunteers' phones to read. It is signed here and needs no network; it
//! changes with the turns of the city's clock.

use super::key;
use crate::browser::{history, visibility};
use crate::city::{city, now};
use crate::components::qr_live_far;
use crate::t;
use domain::ids::DeviceId;
use domain::place_code::{Content, PlaceCode};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// A turn is looked for again that long after it begins, so that it has begun by every clock.
const AFTER_MS: i64 = 50;

/// The code of the kiosk `device` with its caption; nothing where the browser makes no keys.
pub(super) fn station_code(device: DeviceId) -> AnyView {
    let text = RwSignal::new(None::<String>);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    turn(device, text, timer);
    let returning = StoredValue::new_local(visibility::on_return(move || show(device, text)));
    on_cleanup(move || {
        returning.dispose();
        if let Some(timer) = timer.get_value() {
            timer.clear();
        }
    });
    let there = Memo::new(move |_| text.with(Option::is_some));
    let shown = Signal::derive(move || text.get().unwrap_or_default());
    (move || {
        there.get().then(|| {
            view! {
                <section class="station-code" aria-labelledby="station-code">
                    <h2 id="station-code" class="station-code__title">{t!(scan.station_title)}</h2>
                    <div class="station-code__picture">{qr_live_far(shown, t!(scan.station_label))}</div>
                    <p class="station-code__help">{t!(scan.station_help)}</p>
                </section>
            }
        })
    })
    .into_any()
}

/// Why there is no code, for the staff; nothing when there is one.
pub(super) fn why_none() -> AnyView {
    let missing = RwSignal::new(false);
    spawn_local(async move {
        let signed = key::sign(&[]).await;
        missing.try_set(signed.is_none());
    });
    (move || missing.get().then(|| view! { <p>{t!(scan.station_none)}</p> })).into_any()
}

/// Shows the code of this turn, and comes back when the next one begins.
fn turn(device: DeviceId, text: RwSignal<Option<String>>, timer: StoredValue<Option<TimeoutHandle>>) {
    show(device, text);
    let long = i64::from(city().policy.kiosk.code_turn_seconds.max(1)) * 1000;
    let pause = long - now().unix_ms().rem_euclid(long) + AFTER_MS;
    let next = set_timeout_with_handle(move || turn(device, text, timer), Duration::from_millis(pause.unsigned_abs())).ok();
    timer.try_set_value(next);
}

fn show(device: DeviceId, text: RwSignal<Option<String>>) {
    spawn_local(async move {
        let content = Content::of(device, now(), &city().policy);
        let signature = key::sign(&content.message()).await;
        text.try_set(signature.map(|signature| PlaceCode { content, signature }.address(&history::origin())));
    });
}
