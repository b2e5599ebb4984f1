//! Where scans lie. The database holds two lists, both only ever appended to: the scans, and the answers to them. Where it is missing, full or
//! refuses, a scan goes into the browser's storage, one entry each, as all did in older versions.

use super::line::{Answered, Kept, Key};
use crate::api::json;
use crate::browser::indexed_db::Unable;
use crate::browser::journal::{self, Change, Journal};
use crate::browser::storage;
use domain::ids::ScanId;
use std::cell::RefCell;
use std::rc::Rc;

const DATABASE: &str = "kiosk-queue";
const SCANS: &str = "scans";
const ANSWERS: &str = "answers";
/// Prefix of the entries in the browser's storage; the scan's id follows.
const ENTRY: &str = "kiosk-scan:";

thread_local! {
    /// Opened once, and again after it failed.
    static JOURNAL: RefCell<Option<Rc<Journal>>> = const { RefCell::new(None) };
}

async fn open() -> Result<Rc<Journal>, Unable> {
    if let Some(open) = JOURNAL.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let opened = Rc::new(Journal::open(DATABASE, &[SCANS, ANSWERS]).await?);
    JOURNAL.set(Some(Rc::clone(&opened)));
    Ok(opened)
}

/// Makes the changes. A database that fails is opened anew the next time: browsers close one under a page.
async fn write(changes: &[Change]) -> Result<(), Unable> {
    let done = open().await?.write(changes).await;
    if done.is_err() {
        JOURNAL.set(None);
    }
    done
}

fn key((device, scan): Key) -> journal::Key {
    [device.to_string(), scan.to_string()]
}

fn read_key([device, scan]: &journal::Key) -> Option<Key> {
    Some((device.parse().ok()?, scan.parse().ok()?))
}

fn entry(id: ScanId) -> String {
    format!("{ENTRY}{id}")
}

/// Keeps a new scan; tells whether it survives a reload.
pub(super) async fn append(kept: &Kept) -> bool {
    let Ok(text) = serde_json::to_string(kept) else { return false };
    let kept_well = match kept.key() {
        Some(place) => write(&[Change::Append { store: SCANS, key: key(place), text: text.clone() }]).await.is_ok(),
        None => false,
    };
    kept_well || storage::keep(&entry(kept.scan.id), &text)
}

/// The scans that lie in the browser's storage. An entry that cannot be read stays where it is, for somebody to look at.
pub(super) fn left_in_storage() -> Vec<Kept> {
    storage::keys(ENTRY).iter().filter_map(|key| json::read(&storage::read(key)?).ok()).collect()
}

/// Moves a scan from the browser's storage into the database.
///
/// # Errors
/// When the database does not take it; it stays where it was.
pub(super) async fn move_in(kept: Kept) -> Result<(), Unable> {
    let (place, text) = (kept.key().ok_or(Unable)?, serde_json::to_string(&kept).map_err(|_| Unable)?);
    write(&[Change::Put { store: SCANS, key: key(place), text }]).await?;
    storage::forget(&entry(kept.scan.id));
    Ok(())
}

/// The keys of all scans, and of those that are answered.
///
/// # Errors
/// When there is no database.
pub(super) async fn keys() -> Result<(Vec<Key>, Vec<Key>), Unable> {
    let keys = open().await?.keys().await;
    if keys.is_err() {
        JOURNAL.set(None);
    }
    let mut lists = keys?.into_iter().map(|list| list.iter().filter_map(read_key).collect());
    Ok((lists.next().unwrap_or_default(), lists.next().unwrap_or_default()))
}

/// The scans with these keys.
pub(super) async fn scans(keys: &[Key]) -> Vec<Kept> {
    texts(SCANS, keys).await.into_iter().filter_map(|(_, text)| json::read(&text).ok()).collect()
}

/// The answers with these keys.
pub(super) async fn answers(keys: &[Key]) -> Vec<(Key, Answered)> {
    texts(ANSWERS, keys).await.into_iter().filter_map(|(key, text)| Some((key, json::read(&text).ok()?))).collect()
}

async fn texts(store: &str, keys: &[Key]) -> Vec<(Key, String)> {
    let Ok(journal) = open().await else { return Vec::new() };
    let wanted: Vec<journal::Key> = keys.iter().copied().map(key).collect();
    let texts = journal.texts(store, &wanted).await.unwrap_or_default();
    keys.iter().copied().zip(texts).filter_map(|(key, text)| Some((key, text?))).collect()
}

/// Notes that scans were answered. Should that fail, they are sent once more, which changes nothing.
pub(super) async fn note(gone: &[(Kept, Answered)]) {
    let mut changes = Vec::with_capacity(gone.len());
    for (kept, answer) in gone {
        let Some(place) = kept.key() else { continue };
        if storage::read(&entry(kept.scan.id)).is_some()
            && let Ok(text) = serde_json::to_string(kept)
        {
            changes.push(Change::Put { store: SCANS, key: key(place), text });
        }
        if let Ok(text) = serde_json::to_string(answer) {
            changes.push(Change::Put { store: ANSWERS, key: key(place), text });
        }
    }
    // What is in the database stays there; what is not is in the server's hands.
    let _ = write(&changes).await;
    for (kept, _) in gone {
        storage::forget(&entry(kept.scan.id));
    }
}

/// Forgets the answers with these keys and keeps the scans: they wait again.
///
/// # Errors
/// When there is no database.
pub(super) async fn forget_answers(keys: &[Key]) -> Result<(), Unable> {
    write(&keys.iter().map(|place| Change::Remove { store: ANSWERS, key: key(*place) }).collect::<Vec<_>>()).await
}

/// Removes scans with their answers.
///
/// # Errors
/// When there is no database.
pub(super) async fn remove(keys: &[Key]) -> Result<(), Unable> {
    let both = |place: &Key| [SCANS, ANSWERS].map(|store| Change::Remove { store, key: key(*place) });
    write(&keys.iter().flat_map(both).collect::<Vec<_>>()).await
}
