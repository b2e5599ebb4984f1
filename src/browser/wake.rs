//! Keeping the screen on. Browsers let go of the wish whenever the page is hidden, so it is made
//! again each time the page comes back. Where a browser has no wake lock, the screen goes dark as it
//! is set to.

use js_sys::{Function, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Document;

/// Keeps the screen on until it is dropped.
pub struct Awake {
    document: Document,
    on_change: Closure<dyn Fn()>,
    sentinel: Rc<RefCell<Option<JsValue>>>,
}

impl Drop for Awake {
    fn drop(&mut self) {
        let _ = self.document.remove_event_listener_with_callback("visibilitychange", self.on_change.as_ref().unchecked_ref());
        if let Some(sentinel) = self.sentinel.take() {
            let _ = call(&sentinel, "release");
        }
    }
}

/// Asks for the screen to stay on; none where there is no document.
pub fn stay_awake() -> Option<Awake> {
    let document = web_sys::window()?.document()?;
    let sentinel = Rc::new(RefCell::new(None));
    let on_change = {
        let sentinel = Rc::clone(&sentinel);
        Closure::<dyn Fn()>::new(move || {
            if super::dom::is_visible() {
                ask(Rc::clone(&sentinel));
            }
        })
    };
    document.add_event_listener_with_callback("visibilitychange", on_change.as_ref().unchecked_ref()).ok()?;
    ask(Rc::clone(&sentinel));
    Some(Awake { document, on_change, sentinel })
}

fn ask(sentinel: Rc<RefCell<Option<JsValue>>>) {
    spawn_local(async move {
        let lock = web_sys::window().and_then(|w| Reflect::get(&w.navigator(), &"wakeLock".into()).ok());
        let asked = lock.filter(|lock| lock.is_object()).and_then(|lock| call(&lock, "request"));
        // Refused on low battery, for one: then the screen goes dark as usual.
        if let Some(asked) = asked
            && let Ok(granted) = JsFuture::from(asked).await
        {
            sentinel.replace(Some(granted));
        }
    });
}

fn call(object: &JsValue, method: &str) -> Option<Promise> {
    let function: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    function.call0(object).ok()?.dyn_into().ok()
}
