//! Keeping the screen on while something has to be read from it, where the browser can.

use js_sys::{Function, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A wish for a screen that stays on. Dropping it lets the screen sleep again.
pub struct Awake(Rc<Inner>);

struct Inner {
    wanted: Cell<bool>,
    lock: RefCell<Option<JsValue>>,
}

impl Drop for Awake {
    fn drop(&mut self) {
        self.0.wanted.set(false);
        if let Some(lock) = self.0.lock.take() {
            release(&lock);
        }
    }
}

/// Asks for the screen to stay on. The browser gives it up when the page is hidden: ask again then.
pub fn keep() -> Awake {
    let inner = Rc::new(Inner { wanted: Cell::new(true), lock: RefCell::new(None) });
    let asked = Rc::clone(&inner);
    spawn_local(async move {
        let Some(promise) = request() else { return };
        // A refusal (low battery, an old browser) changes nothing: the code still shows.
        let Ok(lock) = JsFuture::from(promise).await else { return };
        if asked.wanted.get() {
            asked.lock.replace(Some(lock));
        } else {
            release(&lock);
        }
    });
    Awake(inner)
}

fn request() -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let wake_lock = Reflect::get(&navigator, &"wakeLock".into()).ok().filter(|lock| !lock.is_undefined())?;
    let request: Function = Reflect::get(&wake_lock, &"request".into()).ok()?.dyn_into().ok()?;
    request.call1(&wake_lock, &"screen".into()).ok()?.dyn_into().ok()
}

fn release(lock: &JsValue) {
    let release = Reflect::get(lock, &"release".into()).ok().and_then(|release| release.dyn_into::<Function>().ok());
    if let Some(release) = release {
        let _ = release.call0(lock);
    }
}
