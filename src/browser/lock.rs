//! Being the only one of this browser's windows at something (Web Locks). Where a browser has no such locks, everybody is let in: what is
//! done under one must be harmless when done twice.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The lock, until it is dropped. The browser takes it from a window that is closed.
pub struct Alone {
    release: Option<Function>,
}

impl Drop for Alone {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits until no other window is at `what`.
pub async fn alone(what: &str) -> Alone {
    let release = match ask(what) {
        Ok(asked) => JsFuture::from(asked).await.ok().and_then(|release| release.dyn_into().ok()),
        Err(_) => None,
    };
    Alone { release }
}

/// A promise of the function that gives the lock back, or of anything else when there is no lock.
fn ask(what: &str) -> Result<Promise, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    Ok(Promise::new(&mut |answer, _| {
        let granted = answer.clone();
        // The lock is held until the promise that this returns is resolved.
        let work = Closure::once_into_js(move || {
            Promise::new(&mut |release, _| {
                let _ = granted.call1(&JsValue::NULL, &release);
            })
        });
        let asked = request.call2(&locks, &what.into(), &work).and_then(|asked| Reflect::get(&asked, &"catch".into())?.dyn_into::<Function>()?.call1(&asked, &answer));
        if asked.is_err() {
            let _ = answer.call0(&JsValue::NULL);
        }
    }))
}
