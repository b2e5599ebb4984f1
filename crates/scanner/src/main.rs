//! The QR decoder, run in a Web Worker, so that the page stays alive while it works. Loaded only
//! by pages that scan.
//!
//! The page posts `{ width, height, rgba }` (a frame's `ImageData`, its buffer transferred) and gets
//! back `{ text }`, or `{}` when the frame holds no readable code. `{ ready: true }` comes first.


use js_sys::{Object, Reflect, Uint8Array};
use scanner::{Luma, Reader};
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let reader = RefCell::new(Reader::default());
    let answering = scope.clone();
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let answer = Object::new();
        let text = frame(&event.data()).and_then(|frame| reader.try_borrow_mut().ok()?.read(&frame));
        if let Some(text) = text {
            set(&answer, "text", &JsValue::from_str(&text));
        }
        post(&answering, &answer);
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The worker lives as long as its page; so does what answers its messages.
    on_message.forget();
    let ready = Object::new();
    set(&ready, "ready", &JsValue::TRUE);
    post(&scope, &ready);
}

fn set(object: &Object, name: &str, value: &JsValue) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

fn post(scope: &DedicatedWorkerGlobalScope, answer: &Object) {
    // A page that is gone needs no answer.
    let _ = scope.post_message(answer);
}

/// The frame inside a message, if it is one.
fn frame(data: &JsValue) -> Option<Luma> {
    let get = |name: &str| Reflect::get(data, &JsValue::from_str(name)).ok();
    let number = |name: &str| get(name)?.as_f64().map(|n| n as usize);
    let rgba = Uint8Array::new(&get("rgba")?).to_vec();
    Luma::from_rgba(number("width")?, number("height")?, &rgba)
}
