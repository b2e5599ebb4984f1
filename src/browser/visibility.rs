//! Being on screen or not: a phone in a pocket, a tab behind another.

use wasm_bindgen::prelude::*;
use web_sys::Document;

/// Listens until it is dropped.
pub struct Watch {
    document: Document,
    on_change: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.document.remove_event_listener_with_callback("visibilitychange", self.on_change.as_ref().unchecked_ref());
    }
}

/// Calls `then` each time the page comes back on screen; none where there is no document.
pub fn on_return(then: impl Fn() + 'static) -> Option<Watch> {
    let document = web_sys::window()?.document()?;
    let on_change = Closure::<dyn Fn()>::new(move || {
        if super::dom::is_visible() {
            then();
        }
    });
    document.add_event_listener_with_callback("visibilitychange", on_change.as_ref().unchecked_ref()).ok()?;
    Some(Watch { document, on_change })
}
