//! Scans on their way to the server. A scan is on the device's disk before anything else happens to
//! it, and it stays there for days after the server has answered for it, so no crash, no dead network and no server
//! that was restored from a backup loses one.
//!
//! Here is what the page holds in memory, and its way to and from the disk ([`store`]). Scans know the station they were made at; a
//! device that is enrolled elsewhere does not deliver them there.

mod line;
mod store;

use crate::api::json;
use crate::browser::{clock, device_key, random, storage};
use domain::ids::{self, DeviceId, ScanId, StationId};
use domain::kiosk::{Held, KioskState, LONGEST_TEXT, Scan};
use domain::time::Timestamp;
pub(super) use line::{Answered, Kept, Standing};
use line::Line;
use std::cell::RefCell;

const STATE: &str = "kiosk-state";

thread_local! {
    /// What is on the disk, as far as it waits, and what could not be put there.
    static LINE: RefCell<Line> = RefCell::new(Line::default());
}

/// Begins anew from what is on the disk; scans that are only in memory stay.
pub(super) async fn open() {
    device_key::ask_to_stay();
    LINE.with_borrow_mut(Line::forget_kept);
    look_again().await;
}

/// Learns what other windows of this browser have added and settled since.
pub(super) async fn look_again() {
    for kept in store::left_in_storage() {
        LINE.with_borrow_mut(|line| line.add(kept, true));
    }
    let Ok((scans, answered)) = store::keys().await else { return };
    let (new, settled) = LINE.with_borrow(|line| line.unknown(&scans, &answered));
    let (new, settled) = (store::scans(&new).await, store::answers(&settled).await);
    LINE.with_borrow_mut(|line| {
        for (key, answer) in settled {
            line.remove(key.1);
            line.note(key, answer);
        }
        for kept in new {
            line.add(kept, true);
        }
        line.keep_answers(&answered);
    });
}

/// Brings to the disk what lies beside it: entries of older versions, what was put into the browser's storage or kept in memory because the
/// database refused it. Entries without a kiosk of their own become `device`'s, if they were made at its `station`.
pub(super) async fn bring_in(device: DeviceId, station: StationId) {
    for kept in store::left_in_storage() {
        let own = kept.device.is_some() || kept.station == station;
        if own && store::move_in(Kept { device: kept.device.or(Some(device)), ..kept }).await.is_err() {
            return;
        }
    }
    for kept in LINE.with_borrow(Line::unkept) {
        let id = kept.scan.id;
        if store::append(&kept).await {
            LINE.with_borrow_mut(|line| line.is_kept(id));
        }
    }
}

/// The number of a new scan.
pub(super) fn new_id() -> ScanId {
    // By the device's own clock, so that a corrected offset never gives a number twice.
    ScanId::from_raw(ids::seed(clock::device_now_ms(), random::number()))
}

/// Takes a new scan into the line; tells whether it is kept beyond this page. It is not when the browser's storage is full or
/// forbidden.
pub(super) async fn put(device: DeviceId, station: StationId, mut scan: Scan) -> bool {
    scan.text.truncate(scan.text.floor_char_boundary(LONGEST_TEXT));
    let kept = Kept { device: Some(device), station, scan };
    let is_kept = store::append(&kept).await;
    LINE.with_borrow_mut(|line| line.add(kept, is_kept));
    is_kept
}

/// The oldest scans of `station` that wait, as many as one request takes.
pub(super) fn next_batch(station: StationId) -> Vec<Scan> {
    LINE.with_borrow(|line| line.batch(station))
}

/// Lets the scans go that the server has answered for when `by` delivered them, each with the kind of its answer; tells how many went.
pub(super) async fn settle(by: DeviceId, at: Timestamp, answers: &[(ScanId, &str)]) -> usize {
    let gone: Vec<(Kept, Answered)> = LINE.with_borrow_mut(|line| {
        let answered = |(id, kind): &(ScanId, &str)| {
            let answer = Answered { at, by, kind: (*kind).to_owned() };
            let kept = line.remove(*id)?;
            if let Some(key) = kept.key() {
                line.note(key, answer.clone());
            }
            Some((kept, answer))
        };
        answers.iter().filter_map(answered).collect()
    });
    store::note(&gone).await;
    gone.len()
}

/// What this device still has of the scans that the server has answered for.
pub(super) fn held(device: DeviceId) -> Option<Held> {
    LINE.with_borrow(|line| line.held(device))
}

/// The server has lost scans that it had answered for: all of `device` that are still here wait again.
pub(super) async fn send_again(device: DeviceId) {
    let keys = LINE.with_borrow(|line| line.answered_to(device));
    // First on the disk: whatever happens now, they are sent.
    if store::forget_answers(&keys).await.is_ok() {
        let scans = store::scans(&keys).await;
        LINE.with_borrow_mut(|line| {
            keys.iter().for_each(|key| line.forget_answer(*key));
            scans.into_iter().for_each(|kept| line.add(kept, true));
        });
    }
}

/// Forgets scans whose answer is more than `days` old at `now`, by the server's clock.
pub(super) async fn prune(now: Timestamp, days: u16) {
    let old = LINE.with_borrow(|line| line.answered_before(now.plus_seconds(-i64::from(days) * 86_400)));
    if !old.is_empty() && store::remove(&old).await.is_ok() {
        LINE.with_borrow_mut(|line| old.iter().for_each(|key| line.forget_answer(*key)));
    }
}

/// All scans that this device still has of `station`, oldest first: those that wait, and those that were answered to `device`.
pub(super) async fn all(device: DeviceId, station: StationId) -> Vec<Scan> {
    let answered = LINE.with_borrow(|line| line.answered_to(device));
    let mut all = store::scans(&answered).await;
    all.extend(LINE.with_borrow(|line| line.waiting_at(station)));
    all.sort_by_key(|kept| (kept.scan.scanned_at, kept.scan.id));
    all.into_iter().map(|kept| kept.scan).collect()
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
