//! The browser's own decoder, `BarcodeDetector`, where it really works. Many browsers have the name and nothing behind it, so it is
//! taken at its word only after it has read a known picture, and let go of for ever once it fails.

use crate::frame::Frame;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use scanner::known;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::DedicatedWorkerGlobalScope;

/// How long it may think about one picture.
const LONGEST_MS: i32 = 1_500;
const QR: &str = "qr_code";

/// It cannot, or does not answer.
pub struct Unable;

impl From<JsValue> for Unable {
    fn from(_: JsValue) -> Self {
        Self
    }
}

/// A decoder that has read the known picture.
pub struct Native {
    scope: DedicatedWorkerGlobalScope,
    detector: JsValue,
}

impl Native {
    /// The browser's decoder.
    ///
    /// # Errors
    /// When there is none, it reads no QR codes, or it does not read the known one.
    pub async fn find(scope: DedicatedWorkerGlobalScope) -> Result<Self, Unable> {
        let kind: Function = Reflect::get(&scope, &"BarcodeDetector".into())?.dyn_into()?;
        let formats = Reflect::get(&kind, &"getSupportedFormats".into())?.dyn_into::<Function>()?.call0(&kind)?;
        if !Array::from(&in_time(&scope, formats).await?).includes(&QR.into(), 0) {
            return Err(Unable);
        }
        let options = Object::new();
        Reflect::set(&options, &"formats".into(), &Array::of1(&QR.into()))?;
        let native = Self { detector: Reflect::construct(&kind, &Array::of1(&options))?, scope };
        let picture = Frame::Drawn { width: known::SIDE as u32, height: known::SIDE as u32, rgba: Uint8Array::from(known::rgba().as_slice()) };
        match native.read(&picture.source()?).await? {
            Some(text) if text == known::TEXT => Ok(native),
            _ => Err(Unable),
        }
    }

    /// The text of a code in a picture.
    ///
    /// # Errors
    /// When it throws, or does not answer.
    pub async fn read(&self, picture: &JsValue) -> Result<Option<String>, Unable> {
        let detect = Reflect::get(&self.detector, &"detect".into())?.dyn_into::<Function>()?;
        let found = Array::from(&in_time(&self.scope, detect.call1(&self.detector, picture)?).await?);
        let text = |code: JsValue| Reflect::get(&code, &"rawValue".into()).ok()?.as_string().filter(|text| !text.is_empty());
        Ok(found.iter().find_map(text))
    }
}

/// What `promised` becomes, unless it takes too long: some never answer.
async fn in_time(scope: &DedicatedWorkerGlobalScope, promised: JsValue) -> Result<JsValue, JsValue> {
    let late = Promise::new(&mut |_, reject| {
        // A worker that has no timers waits for ever, as it would without this.
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&reject, LONGEST_MS);
    });
    JsFuture::from(Promise::race(&Array::of2(&promised, &late))).await
}
