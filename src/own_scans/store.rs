//! Where scans wait: one entry each in the browser's storage, the oldest first by its key. Where the browser keeps nothing they stay
//! in memory, as long as the page is open.

use crate::api::json;
use crate::browser::{clock, device_key, random, storage, tab_storage};
use crate::city::now;
use domain::api::attendance::{PlaceScan, PlaceScanned};
use domain::ids::{self, PersonId, ScanId};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;

/// Prefix of the entries; what follows is in the order of time.
const ENTRY: &str = "own-scan:";
/// A code that was read before anybody was logged in, for this tab.
const HELD: &str = "held-scan";
/// After that long somebody else may sit before the tab.
const HELD_SECONDS: i64 = 15 * 60;

/// One scan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub person: PersonId,
    pub scan: PlaceScan,
    /// What the server said, when somebody should read it.
    #[serde(default)]
    pub answer: Option<PlaceScanned>,
}

/// A scan of nobody in particular.
pub type Held = PlaceScan;

thread_local! {
    /// What the browser's storage refused.
    static UNKEPT: RefCell<Vec<(String, Kept)>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a scan of `person`; tells its key, and whether it survives a reload.
pub(super) fn keep(person: PersonId, scan: PlaceScan) -> (String, bool) {
    device_key::ask_to_stay();
    let key = format!("{ENTRY}{}", ScanId::from_raw(ids::seed(clock::device_now_ms(), random::number())));
    let kept = put(&key, Kept { person, scan, answer: None });
    (key, kept)
}

/// Writes an entry; tells whether it survives a reload.
pub(super) fn put(key: &str, kept: Kept) -> bool {
    let written = serde_json::to_string(&kept).is_ok_and(|text| storage::keep(key, &text));
    UNKEPT.with_borrow_mut(|all| {
        all.retain(|(its, _)| its != key);
        if !written {
            all.push((key.to_owned(), kept));
        }
    });
    written
}

/// The scans of `person`, the oldest first.
pub fn of(person: PersonId) -> Vec<(String, Kept)> {
    let read = |key: String| {
        let kept: Kept = json::read(&storage::read(&key)?).ok()?;
        Some((key, kept))
    };
    let mut all: Vec<(String, Kept)> = storage::keys(ENTRY).into_iter().filter_map(read).collect();
    UNKEPT.with_borrow(|unkept| all.extend(unkept.iter().cloned()));
    all.retain(|(_, kept)| kept.person == person);
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

/// How many scans of `person` wait to be sent, and how many have an answer that should be read. Pages that are looked at first
/// ask this: reading the scans themselves, with every answer there can be, weighs ten times as much.
pub fn count(person: PersonId) -> (usize, usize) {
    #[derive(Deserialize)]
    struct Brief {
        person: PersonId,
        #[serde(default)]
        answer: Option<IgnoredAny>,
    }
    let read = |key: String| json::read::<Brief>(&storage::read(&key)?).ok();
    let mut all: Vec<(PersonId, bool)> = storage::keys(ENTRY).into_iter().filter_map(read).map(|brief| (brief.person, brief.answer.is_some())).collect();
    UNKEPT.with_borrow(|unkept| all.extend(unkept.iter().map(|(_, kept)| (kept.person, kept.answer.is_some()))));
    let with = |answered: bool| all.iter().filter(|one| **one == (person, answered)).count();
    (with(false), with(true))
}

/// Whether anything is here, of whomever: cheap enough to ask at every start.
pub fn waits() -> bool {
    !storage::keys(ENTRY).is_empty() || UNKEPT.with_borrow(|all| !all.is_empty())
}

pub(super) fn forget(key: &str) {
    storage::forget(key);
    UNKEPT.with_borrow_mut(|all| all.retain(|(its, _)| its != key));
}

/// Holds a scan for this tab, until somebody has logged in.
pub fn hold(scan: &Held) {
    if let Ok(text) = serde_json::to_string(scan) {
        tab_storage::write(HELD, &text);
    }
}

/// The scan that is held, if it is of just now. It is held no longer.
pub fn take_held() -> Option<Held> {
    let held: Held = json::read(&tab_storage::read(HELD)?).ok()?;
    tab_storage::forget(HELD);
    (now().seconds_since(held.scanned_at) < HELD_SECONDS).then_some(held)
}
