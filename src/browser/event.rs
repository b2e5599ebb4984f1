//! Hearing what the browser, or a script of `boot/`, tells the window.

use wasm_bindgen::prelude::*;
use web_sys::Window;

/// Listens until it is dropped.
pub struct Heard {
    window: Window,
    name: &'static str,
    then: Closure<dyn Fn()>,
}

impl Drop for Heard {
    fn drop(&mut self) {
        let _ = self.window.remove_event_listener_with_callback(self.name, self.then.as_ref().unchecked_ref());
    }
}

/// Calls `then` each time the window is told `name`.
pub fn on(name: &'static str, then: impl Fn() + 'static) -> Option<Heard> {
    let window = web_sys::window()?;
    let then = Closure::<dyn Fn()>::new(then);
    window.add_event_listener_with_callback(name, then.as_ref().unchecked_ref()).ok()?;
    Some(Heard { window, name, then })
}
