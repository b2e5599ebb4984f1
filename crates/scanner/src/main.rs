//! The QR decoder, run in a Web Worker, so that the page stays alive while it works. Loaded only
//! by pages that scan.
//!
//! The page posts `{ width, height, rgba }` (a frame's bytes, their buffer transferred) and gets
//! back `{ text }`, or `{}` when the frame holds no readable code; it posts the next frame after that. `{ ready: true }`
//! comes first. Where the browser's own decoder works it looks first, and ours at what it has not read.

mod native;

use js_sys::{Object, Reflect, Uint8Array};
use native::Native;
use scanner::{Luma, Reader};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let decoders = Rc::new(Decoders::default());
    let (answering, finding) = (scope.clone(), Rc::clone(&decoders));
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let (scope, decoders) = (answering.clone(), Rc::clone(&decoders));
        spawn_local(async move {
            let answer = Object::new();
            if let Some(text) = decoders.read(&event.data()).await {
                set(&answer, "text", &JsValue::from_str(&text));
            }
            post(&scope, &answer);
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker lives as long as its page; so does what answers its messages.
    on_message.forget();
    let ready = Object::new();
    set(&ready, "ready", &JsValue::TRUE);
    post(&scope, &ready);
    // Ours reads meanwhile.
    spawn_local(async move {
        if let Ok(native) = Native::find(scope).await {
            finding.native.replace(Some(Rc::new(native)));
        }
    });
}

#[derive(Default)]
struct Decoders {
    own: RefCell<Reader>,
    /// The browser's, once it has shown that it works, until it fails.
    native: RefCell<Option<Rc<Native>>>,
}

impl Decoders {
    async fn read(&self, data: &JsValue) -> Option<String> {
        let Frame { width, height, rgba } = Frame::of(data)?;
        let native = self.native.borrow().clone();
        if let Some(native) = native {
            match native.read(width, height, &rgba).await {
                Ok(Some(text)) => return Some(text),
                Ok(None) => {}
                Err(_) => {
                    self.native.take();
                }
            }
        }
        self.own.try_borrow_mut().ok()?.read(&Luma::from_rgba(width as usize, height as usize, &rgba.to_vec())?)
    }
}

/// What the page posts.
struct Frame {
    width: u32,
    height: u32,
    rgba: Uint8Array,
}

impl Frame {
    fn of(data: &JsValue) -> Option<Self> {
        let get = |name: &str| Reflect::get(data, &JsValue::from_str(name)).ok();
        let number = |name: &str| get(name)?.as_f64().map(|n| n as u32);
        Some(Self { width: number("width")?, height: number("height")?, rgba: get("rgba")?.dyn_into().ok()? })
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Object) {
    // A page that is gone needs no answer.
    let _ = scope.post_message(answer);
}
