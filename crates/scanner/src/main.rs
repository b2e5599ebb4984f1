//! The QR decoder, run in a Web Worker, so that the page stays alive while it works. Loaded only
//! by pages that scan.
//!
//! The page posts `{ frame }` (a `VideoFrame`) or `{ width, height, rgba }` (a frame's bytes), either of them transferred, and gets
//! back `{ dark, text }`, without a text when the frame holds no readable code; it posts the next frame after that. `{ unreadable: true }` says
//! that the pixels of such a frame cannot be had here: the page draws them itself from then on. `{ ready: true }`
//! comes first. Where the browser's own decoder works it looks first, and ours at what it has not read.

mod frame;
mod native;

use frame::Frame;
use js_sys::{Object, Reflect};
use native::Native;
use scanner::Reader;
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
            post(&scope, &decoders.answer(&event.data()).await);
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
    async fn answer(&self, data: &JsValue) -> Object {
        let answer = Object::new();
        let Some(frame) = Frame::of(data) else { return answer };
        match self.read(&frame).await {
            Ok((dark, text)) => {
                set(&answer, "dark", &dark.into());
                if let Some(text) = text {
                    set(&answer, "text", &JsValue::from_str(&text));
                }
            }
            Err(_) => set(&answer, "unreadable", &JsValue::TRUE),
        }
        answer
    }

    /// Whether the frame is dark, and the text of a code in it.
    async fn read(&self, frame: &Frame) -> Result<(bool, Option<String>), JsValue> {
        let native = self.native.borrow().clone();
        if let Some(native) = native {
            match native.read(&frame.source()?).await {
                Ok(Some(text)) => return Ok((false, Some(text))),
                Ok(None) => {}
                Err(_) => {
                    self.native.take();
                }
            }
        }
        let luma = frame.luma().await?;
        let text = self.own.try_borrow_mut().ok().and_then(|mut own| own.read(&luma));
        Ok((text.is_none() && luma.is_dark(), text))
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
