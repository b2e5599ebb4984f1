//! The kiosk's scans on the device of a test: in the browser's database, or in its storage.

use crate::published::{kept, storage};
use portal::browser::journal::{Change, Journal};
use wasm_bindgen::JsValue;

const STORES: &[&str] = &["scans", "answers"];

async fn journal() -> Journal {
    Journal::open("kiosk-queue", STORES).await.unwrap()
}

/// Removes all scans.
pub async fn empty_disk() {
    let journal = journal().await;
    let keys = journal.keys().await.unwrap();
    let removed = STORES.iter().zip(keys).flat_map(|(store, keys)| keys.into_iter().map(|key| Change::Remove { store, key }));
    journal.write(&removed.collect::<Vec<_>>()).await.unwrap();
    for key in in_storage() {
        storage().remove_item(&key).unwrap();
    }
}

/// The scans and the answers in the database, as they are kept.
pub async fn on_disk() -> (Vec<String>, Vec<String>) {
    let journal = journal().await;
    let mut texts = Vec::new();
    for (store, keys) in STORES.iter().zip(journal.keys().await.unwrap()) {
        texts.push(journal.texts(store, &keys).await.unwrap().into_iter().flatten().collect());
    }
    let answers = texts.pop().unwrap();
    (texts.pop().unwrap(), answers)
}

/// Keys of the scans in the browser's storage.
pub fn in_storage() -> Vec<String> {
    kept("kiosk-scan:")
}

/// Spoils the browser by a script until it is dropped; the script returns what undoes it.
pub struct Spoilt(js_sys::Function);

impl Spoilt {
    pub fn by(script: &str) -> Self {
        Self(js_sys::Function::new_no_args(script).call0(&JsValue::NULL).unwrap().into())
    }
}

impl Drop for Spoilt {
    fn drop(&mut self) {
        self.0.call0(&JsValue::NULL).unwrap();
    }
}
