//! The upper edge: which station, connected or not, what waits, and how to read.

use super::courier::Kiosk;
use super::queue::Standing;
use crate::city::{self, city, now};
use crate::components::{PageTitle, ReadingSettings};
use crate::i18n::{format, problems};
use crate::t;
use crate::trust::{self, Ages, Trust};
use crate::ui::{Icon, Notice, Tone, icon};
use domain::check_in::Place;
use leptos::prelude::*;

/// Below this the battery is worth a look.
const LOW_PERCENT: u8 = 20;

/// The banner.
pub(super) fn banner(kiosk: Kiosk) -> AnyView {
    let settings = RwSignal::new(false);
    view! {
        <header class="kiosk__banner">
            <PageTitle text=kiosk.state.with_untracked(|s| s.place_name.clone()) class="kiosk__station" />
            <p class="kiosk__facts">
                <span class="kiosk__net" data-online=move || kiosk.online.get().to_string()>
                    {move || if kiosk.online.get() { t!(kiosk.online) } else { t!(kiosk.offline) }}
                </span>
                <span>{move || t!(kiosk.present, count = kiosk.state.with(|s| s.present).to_string())}</span>
                {move || kiosk.battery.get().map(|percent| view! {
                    <span class="number" class:kiosk__low=move || percent < LOW_PERCENT>{t!(kiosk.battery, percent = percent.to_string())}</span>
                })}
                // The line is counted at every turn: a clock that is never more than a turn late.
                <span class="number">{move || {
                    kiosk.standing.track();
                    format::clock(now())
                }}</span>
                <span class="quiet number">{t!(kiosk.version, version = city().version.as_str())}</span>
                <button type="button" class="icon-button" aria-label=t!(shell.reading_settings) aria-expanded=move || settings.get().to_string()
                    on:click=move |_| settings.update(|on| *on = !*on)>{icon(Icon::Text)}</button>
            </p>
            {move || settings.get().then(|| view! { <ReadingSettings /> })}
            <div class="kiosk__notes" role="status">{move || notes(kiosk.standing.get(), kiosk.place)} {own_notes(kiosk)}</div>
            {move || kiosk.refusal.get().map(|error| view! {
                <Notice tone=Tone::Danger><p>{t!(kiosk.not_taken)} " " {problems::error(&error)}</p></Notice>
            })}
        </header>
    }
    .into_any()
}

/// What the people of the place have to know of the line.
fn notes(standing: Standing, place: Place) -> AnyView {
    let waiting = standing.oldest.map(|oldest| {
        let words = t!(kiosk.waiting_since, count = standing.waiting.to_string(), age = format::ago(oldest));
        view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
    });
    let unkept = (standing.unkept > 0).then(|| {
        let words = t!(kiosk.unkept, count = standing.unkept.to_string());
        view! { <Notice tone=Tone::Danger><p>{words}</p></Notice> }
    });
    let elsewhere = (standing.elsewhere > 0).then(|| {
        let count = standing.elsewhere.to_string();
        let words = match place {
            Place::Station(_) => t!(kiosk.elsewhere, count = count),
            Place::Activity(_) => t!(kiosk.scanner_elsewhere, count = count),
        };
        view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> }
    });
    view! { {unkept} {waiting} {elsewhere} }.into_any()
}

/// What is wrong with what the device itself goes by: its clock, its keys, its list.
fn own_notes(kiosk: Kiosk) -> AnyView {
    let clock = Memo::new(move |_| {
        kiosk.standing.track();
        clock_fault(kiosk.trust)
    });
    let ages = kiosk.trust.ages;
    let clock_words = move || {
        let seconds = clock.get()?;
        let long = format::lasting(seconds.abs());
        let words = if seconds > 0 { t!(kiosk.clock_fast, long = long) } else { t!(kiosk.clock_slow, long = long) };
        Some(view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> })
    };
    let list_words = move || {
        kiosk.standing.track();
        let Ages { keys_from, list_from, reached } = ages.get();
        let words = match (keys_from, list_from) {
            // It is being asked for.
            (None, _) if reached.is_none() => None,
            (None, _) => Some(t!(kiosk.keys_none).to_owned()),
            (_, Some(from)) => (now() > from.plus_seconds(trust::longest_status_seconds())).then(|| t!(kiosk.list_warning, age = format::ago(from))),
            (_, None) => None,
        };
        words.map(|words| view! { <Notice tone=Tone::Warning><p>{words}</p></Notice> })
    };
    view! { {clock_words} {list_words} }.into_any()
}

/// Seconds that the device's clock is ahead, negative when it is behind; none while it is near enough,
/// and in a demonstration, whose clock is put forward by hand. What the server said counts first, then what the
/// list proves.
fn clock_fault(trust: Trust) -> Option<i64> {
    let tolerance = i64::from(city().policy.check_in.clock_tolerance_seconds);
    let ahead = -city::clock_offset() / 1_000;
    let by_server = (ahead.abs() > tolerance && !city().demo).then_some(ahead);
    by_server.or_else(|| trust.seconds_behind().map(|seconds| -seconds))
}
