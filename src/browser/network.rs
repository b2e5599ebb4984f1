//! Being told that the network is back.

use wasm_bindgen::prelude::*;
use web_sys::Window;

/// Listens until it is dropped.
pub struct Watch {
    window: Window,
    on_online: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.window.remove_event_listener_with_callback("online", self.on_online.as_ref().unchecked_ref());
    }
}

/// Calls `then` each time the browser says that there is a network again; none where there is no window.
pub fn on_return(then: impl Fn() + 'static) -> Option<Watch> {
    let window = web_sys::window()?;
    let on_online = Closure::<dyn Fn()>::new(then);
    window.add_event_listener_with_callback("online", on_online.as_ref().unchecked_ref()).ok()?;
    Some(Watch { window, on_online })
}
