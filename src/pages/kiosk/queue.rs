//! Scans on their way to the server. A scan is kept on the device before anything else happens to
//! it and let go only when the server has answered for it, so no crash and no dead network loses one.
//!
//! Each scan has an entry of its own in the browser's storage: keeping one never rewrites another,
//! whatever a second window does. Scans know the station they were made at; a device that is
//! enrolled elsewhere does not deliver them there.

mod line;

use crate::api::json;
use crate::browser::{clock, random, storage};
use domain::ids::{self, ScanId, StationId};
use domain::kiosk::{KioskState, LONGEST_TEXT, Scan, ScanAnswer};
use domain::time::Timestamp;
use line::{Kept, Line};
pub(super) use line::Standing;
use std::cell::RefCell;

/// Prefix of the entries; the scan's id follows.
const SCAN: &str = "kiosk-scan:";
const STATE: &str = "kiosk-state";

thread_local! {
    /// What the entries hold, read once.
    static LINE: RefCell<Line> = RefCell::new(stored());
}

fn stored() -> Line {
    let mut line = Line::default();
    for key in storage::keys(SCAN) {
        // An entry that cannot be read stays where it is, for somebody to look at.
        if let Some(kept) = storage::read(&key).and_then(|json| json::read::<Kept>(&json).ok()) {
            line.add(kept, true);
        }
    }
    line
}

fn key(id: ScanId) -> String {
    format!("{SCAN}{id}")
}

/// What is to be said of a new scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct New {
    pub id: ScanId,
    /// Whether it survives a reload. It does not when the storage is full or forbidden.
    pub kept: bool,
}

/// Takes a new scan of `text`, made at `scanned_at`, at `station` into the line.
pub(super) fn put(station: StationId, text: &str, scanned_at: Timestamp, face_confirmed: bool) -> New {
    // Numbered by the device's own clock, so that a corrected offset never gives a number twice.
    let id = ScanId::from_raw(ids::seed(clock::device_now_ms(), random::number()));
    let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let kept = Kept { station, scan: Scan { id, scanned_at, text: text[..end].to_owned(), face_confirmed, chosen: None, walk_in: false, refused: None } };
    let is_kept = serde_json::to_string(&kept).is_ok_and(|json| storage::keep(&key(id), &json));
    LINE.with_borrow_mut(|line| line.add(kept, is_kept));
    New { id, kept: is_kept }
}

/// The oldest scans of `station` that wait, as many as one request takes.
pub(super) fn next_batch(station: StationId) -> Vec<Scan> {
    LINE.with_borrow(|line| line.batch(station))
}

/// Lets the scans go that the server has answered for; tells how many went.
pub(super) fn settle(answers: &[ScanAnswer]) -> usize {
    LINE.with_borrow_mut(|line| {
        answers.iter().filter(|answer| {
            storage::forget(&key(answer.id));
            line.remove(answer.id)
        })
        .count()
    })
}

/// How the line stands, seen from `station`; from no station, all of it.
pub(super) fn standing(station: Option<StationId>) -> Standing {
    LINE.with_borrow(|line| line.standing(station))
}

/// What the server last said of this kiosk; shown when it starts without network.
pub(super) fn last_state() -> Option<KioskState> {
    storage::read(STATE).and_then(|json| json::read(&json).ok())
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
