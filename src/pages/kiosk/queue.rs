//! Scans on their way to the server. A scan is on the device's disk before anything else happens to
//! it, and it stays there for days after the server has answered for it, so no crash, no dead network and no server
//! that was restored from a backup loses one.
//!
//! Here is what the page holds in memory, and its way to and from the disk ([`store`]). Scans know the place they were made at; a
//! device that is somewhere else now does not deliver them there.

mod line;
mod store;

use crate::api::json;
use crate::browser::{clock, device_key, random, storage};
use crate::session;
use domain::check_in::Place;
use domain::ids::{self, ActivityId, DeviceId, ScanId};
use domain::kiosk::{Held, KioskState, LONGEST_TEXT, Scan};
use domain::time::Timestamp;
pub(super) use line::{Answered, Kept, Standing};
use line::Line;
use std::cell::RefCell;

const STATE: &str = "kiosk-state";
/// A scanner's tells names: its entry, which ends with the activity's id, is forgotten when its leader logs out.
const SCANNER_STATE: &str = "scanner-state:";

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
/// database refused it. Entries without a kiosk of their own become `device`'s, if they were made at its `place`.
pub(super) async fn bring_in(device: DeviceId, place: Place) {
    for kept in store::left_in_storage() {
        let own = kept.device.is_some() || kept.place == place;
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
pub(super) async fn put(device: DeviceId, place: Place, mut scan: Scan) -> bool {
    scan.text.truncate(scan.text.floor_char_boundary(LONGEST_TEXT));
    let kept = Kept { device: Some(device), place, scan };
    let is_kept = store::append(&kept).await;
    LINE.with_borrow_mut(|line| line.add(kept, is_kept));
    is_kept
}

/// The oldest scans of `place` that wait, as many as one request takes.
pub(super) fn next_batch(place: Place) -> Vec<Scan> {
    LINE.with_borrow(|line| line.batch(place))
}

/// All scans of `place` that wait, oldest first.
pub(super) fn waiting(place: Place) -> Vec<Scan> {
    LINE.with_borrow(|line| line.waiting_at(place)).into_iter().map(|kept| kept.scan).collect()
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

/// All scans that this device still has of `place`, oldest first: those that wait, and those that were answered to `device`.
pub(super) async fn all(device: DeviceId, place: Place) -> Vec<Scan> {
    let answered = LINE.with_borrow(|line| line.answered_to(device));
    let mut all = store::scans(&answered).await;
    all.extend(LINE.with_borrow(|line| line.waiting_at(place)));
    all.sort_by_key(|kept| (kept.scan.scanned_at, kept.scan.id));
    all.into_iter().map(|kept| kept.scan).collect()
}

/// How the line stands, seen from `place`; from no place, all of it.
pub(super) fn standing(place: Option<Place>) -> Standing {
    LINE.with_borrow(|line| line.standing(place))
}

/// What the server last said of this kiosk, or of its scanner for an activity; shown when it starts without network.
pub(super) fn last_state(activity: Option<ActivityId>) -> Option<KioskState> {
    storage::read(&state_key(activity)).and_then(|json| json::read(&json).ok())
}

/// Keeps what the server said.
pub(super) fn remember_state(state: &KioskState) {
    if let Ok(json) = serde_json::to_string(state) {
        storage::write(&state_key(activity_of(state.place)), &json);
    }
}

/// The device is a kiosk, or a scanner for the activity, no more; scans that wait stay, for the place to settle.
pub(super) fn forget_state(activity: Option<ActivityId>) {
    storage::forget(&state_key(activity));
}

/// Forgets what scanners were told more than `days` before `now`: their activities are over, and nobody opens them any more.
pub(super) fn forget_old_states(now: Timestamp, days: u16) {
    let oldest = now.plus_seconds(-i64::from(days) * 86_400);
    for key in storage::keys(&format!("{}{SCANNER_STATE}", session::OWN)) {
        let state: Option<KioskState> = storage::read(&key).and_then(|json| json::read(&json).ok());
        if state.is_none_or(|state| state.server_time < oldest) {
            storage::forget(&key);
        }
    }
}

/// The activity that a place is about, if it is no station.
pub(super) fn activity_of(place: Place) -> Option<ActivityId> {
    match place {
        Place::Station(_) => None,
        Place::Activity(activity) => Some(activity),
    }
}

fn state_key(activity: Option<ActivityId>) -> String {
    activity.map_or_else(|| STATE.to_owned(), |activity| format!("{}{SCANNER_STATE}{activity}", session::OWN))
}
