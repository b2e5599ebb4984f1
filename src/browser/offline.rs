//! The time without network, and the service worker that prepares for it. `boot/early.js` registers
//! the worker, `boot/sw.js` is it; without one, everything here answers "no".

use super::event;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The worker's cache of what the server told about a person.
const ANSWERS: &str = "answers";

/// Whether the device has a network at all, as far as the browser knows.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|w| w.navigator().on_line())
}

/// Calls `then` each time a network is there again.
pub fn on_online(then: impl Fn() + 'static) -> Option<event::Heard> {
    event::on("online", then)
}

/// Whether this page can be opened without network: a service worker may be had here, and nothing
/// forbids it to keep the page. The worker itself may still be on its way.
pub fn opens_again() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context() && Reflect::has(&window.navigator(), &"serviceWorker".into()).unwrap_or(false) && on_caches("has", ANSWERS).is_some())
}

/// Whether the file at `address` is kept on this device.
pub async fn keeps(address: &str) -> bool {
    match on_caches("match", address) {
        Some(found) => JsFuture::from(found).await.is_ok_and(|file| !file.is_undefined()),
        None => false,
    }
}

/// Deletes what is kept of the server's answers.
pub fn forget_answers() {
    // Whether there was anything does not matter.
    let _ = on_caches("delete", ANSWERS);
}

/// `caches` is missing in old browsers and outside of secure contexts.
fn on_caches(method: &str, argument: &str) -> Option<Promise> {
    let window = web_sys::window()?;
    let caches = Reflect::get(&window, &"caches".into()).ok().filter(|caches| !caches.is_undefined())?;
    let method: Function = Reflect::get(&caches, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(&caches, &argument.into()).ok()?.dyn_into().ok()
}
