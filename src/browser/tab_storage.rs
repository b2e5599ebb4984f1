//! What is kept for this tab until it is closed: a form that is being filled survives a reload and a
//! new login. Without storage nothing is kept and nothing breaks.

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
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

/// Forgets what was kept under `key`.
pub fn forget(key: &str) {
    if let Some(store) = store() {
        let _ = store.remove_item(key);
    }
}
