//! Scans on their way to the server. A scan is kept on the device before anything else happens to
//! it and let go only when the server has answered for it, so no crash and no dead network loses one.

use crate::browser::{clock, random, storage};
use crate::city::now;
use domain::ids::{self, ScanId};
use domain::kiosk::{KioskState, LONGEST_TEXT, MOST_SCANS, Scan, ScanAnswer};

const QUEUE: &str = "kiosk-queue";
const STATE: &str = "kiosk-state";

/// All scans that wait, oldest first.
pub(super) fn waiting() -> Vec<Scan> {
    storage::read(QUEUE).and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default()
}

/// The oldest scans that wait, as many as one request takes.
pub(super) fn next_batch() -> Vec<Scan> {
    let mut scans = waiting();
    scans.truncate(MOST_SCANS);
    scans
}

/// Keeps a new scan of `text` and gives its id.
pub(super) fn put(text: &str) -> ScanId {
    // Numbered by the device's own clock, so that a corrected offset never gives a number twice.
    let id = ScanId::from_raw(ids::seed(clock::device_now_ms(), random::number()));
    let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let mut scans = waiting();
    scans.push(Scan { id, scanned_at: now(), text: text[..end].to_owned() });
    keep(&scans);
    id
}

/// Lets the scans go that the server has answered for.
pub(super) fn settle(answers: &[ScanAnswer]) {
    let mut scans = waiting();
    scans.retain(|scan| answers.iter().all(|answer| answer.id != scan.id));
    keep(&scans);
}

fn keep(scans: &[Scan]) {
    if let Ok(json) = serde_json::to_string(scans) {
        storage::write(QUEUE, &json);
    }
}

/// What the server last said of this kiosk; shown when it starts without network.
pub(super) fn last_state() -> Option<KioskState> {
    storage::read(STATE).and_then(|json| serde_json::from_str(&json).ok())
}

/// Keeps what the server said of this kiosk.
pub(super) fn remember_state(state: &KioskState) {
    if let Ok(json) = serde_json::to_string(state) {
        storage::write(STATE, &json);
    }
}

/// The device is a kiosk no more; scans that wait stay, for the station to settle.
pub(super) fn forget_state() {
    storage::forget(STATE);
}
