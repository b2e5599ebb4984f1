//! Handing an address to another app, or to the clipboard.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The system's share sheet took it, or the reader closed the sheet.
    Sheet,
    /// The clipboard has it.
    Copied,
    /// Neither is there; the reader has to copy by hand.
    No,
}

/// Shares `title` and `url` by the share sheet, else by the clipboard.
pub async fn share(title: &str, url: &str) -> Shared {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return Shared::No };
    let data = Object::new();
    let _ = Reflect::set(&data, &"title".into(), &title.into());
    let _ = Reflect::set(&data, &"url".into(), &url.into());
    if let Some(promise) = call(&navigator, "share", &data) {
        let _ = JsFuture::from(promise).await;
        return Shared::Sheet;
    }
    copy(url).await
}

/// Puts `text` on the clipboard.
pub async fn copy(text: &str) -> Shared {
    let clipboard = web_sys::window().and_then(|w| Reflect::get(&w.navigator(), &"clipboard".into()).ok());
    let Some(promise) = clipboard.and_then(|c| call(&c, "writeText", &text.into())) else { return Shared::No };
    if JsFuture::from(promise).await.is_ok() { Shared::Copied } else { Shared::No }
}

fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<Promise> {
    let function: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    function.call1(object, argument).ok()?.dyn_into().ok()
}
