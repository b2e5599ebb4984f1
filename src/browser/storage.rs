//! What is kept on this device. Private windows and some in-app browsers have no storage: then
//! nothing is kept and nothing breaks.

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was kept under `key`.
pub fn read(key: &str) -> Option<String> {
    store()?.get_item(key).ok()?
}

/// Keeps `value` under `key`, where the browser allows it.
pub fn write(key: &str, value: &str) {
    if let Some(store) = store() {
        let _ = store.set_item(key, value);
    }
}

/// The same, for what must not be lost: tells whether it is kept. It is not when the browser has
/// no storage, or no room left.
#[must_use]
pub fn keep(key: &str, value: &str) -> bool {
    store().is_some_and(|store| store.set_item(key, value).is_ok())
}

/// The keys that begin with `prefix`, sorted.
pub fn keys(prefix: &str) -> Vec<String> {
    let Some(store) = store() else { return Vec::new() };
    let count = store.length().unwrap_or(0);
    let mut keys: Vec<String> = (0..count).filter_map(|place| store.key(place).ok()?).filter(|key| key.starts_with(prefix)).collect();
    keys.sort_unstable();
    keys
}

/// Forgets what was kept under `key`.
pub fn forget(key: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(key);
    }
}
