//! Saving the queue as a file, for a kiosk whose network does not come back: somebody carries it to a computer that has one.

use super::{key, queue};
use crate::browser::file;
use crate::city::{now, today};
use crate::t;
use crate::ui::{Notice, Tone};
use domain::check_in::Place;
use domain::ids::{DeviceId, StationId};
use domain::kiosk::KioskState;
use domain::scan_file::{ScanFile, ScanFileContent};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Saved {
    Yes { scans: usize, signed: bool },
    No,
}

/// The button, with what it is for: a station's kiosk has no other way, while a leader may log in on the same phone elsewhere.
pub(super) fn export(state: RwSignal<KioskState>) -> Option<AnyView> {
    let Place::Station(station) = state.with_untracked(|state| state.place) else { return None };
    let saved = RwSignal::new(None);
    let pending = RwSignal::new(false);
    let save = move || {
        pending.set(true);
        let (device, name) = state.with_untracked(|state| (state.device, state.place_name.clone()));
        spawn_local(async move {
            let done = write(device, station, &name).await;
            pending.try_set(false);
            saved.try_set(Some(done));
        });
    };
    let words = move |saved| match saved {
        Saved::Yes { scans, signed: true } => (Tone::Success, t!(kiosk.export_done, count = scans.to_string())),
        Saved::Yes { scans, signed: false } => (Tone::Warning, t!(kiosk.export_unsigned, count = scans.to_string())),
        Saved::No => (Tone::Danger, t!(kiosk.export_failed).to_owned()),
    };
    let section = view! {
        <p>{t!(kiosk.export_help)}</p>
        <p>
            <button type="button" class="button button--quiet" aria-disabled=move || pending.get().then_some("true") class:is-pending=pending
                on:click=move |_| if !pending.get_untracked() { save() }>{t!(kiosk.export_button)}</button>
        </p>
        <div role="status">{move || saved.get().map(|saved| {
            let (tone, words) = words(saved);
            view! { <Notice tone><p>{words}</p></Notice> }
        })}</div>
    };
    Some(section.into_any())
}

async fn write(device: DeviceId, station: StationId, name: &str) -> Saved {
    let content = ScanFileContent { device, station, written_at: now(), scans: queue::all(device, Place::Station(station)).await };
    let scans = content.scans.len();
    let Ok(content) = serde_json::to_string(&content) else { return Saved::No };
    let signature = key::sign(content.as_bytes()).await;
    let file = ScanFile { content, signature };
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let name = format!("kiosk-{name}-{}.json", today());
    match serde_json::to_string(&file) {
        Ok(text) if file::save(&name, &text) => Saved::Yes { scans, signed: signature.is_some() },
        _ => Saved::No,
    }
}
