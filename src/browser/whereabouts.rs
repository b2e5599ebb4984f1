//! Where this device is, asked once, at a tap. Nothing of it is kept.

use domain::station::Position;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// How long it may take to find out.
const LONGEST_MS: u32 = 15_000;
/// A position that is not older will do.
const OLDEST_MS: u32 = 60_000;
/// `GeolocationPositionError.PERMISSION_DENIED`.
const REFUSED: f64 = 1.0;

/// Why it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// Somebody said no, or the system did.
    Refused,
    /// The device does not tell, or not in time.
    NotFound,
}

/// Asks the device where it is; the browser asks its owner first.
///
/// # Errors
/// Why it is not known.
pub async fn ask() -> Result<Position, Unknown> {
    let told = JsFuture::from(asked().map_err(|_| Unknown::NotFound)?).await;
    let told = told.map_err(|fault| if number(&fault, "code") == Some(REFUSED) { Unknown::Refused } else { Unknown::NotFound })?;
    let coordinates = Reflect::get(&told, &"coords".into()).map_err(|_| Unknown::NotFound)?;
    let e7 = |name: &str| number(&coordinates, name).map(|degrees| (degrees * 1e7).round() as i32);
    let position = e7("latitude").zip(e7("longitude")).map(|(latitude_e7, longitude_e7)| Position { latitude_e7, longitude_e7 });
    position.filter(|position| position.is_on_earth()).ok_or(Unknown::NotFound)
}

fn asked() -> Result<Promise, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let geolocation = Reflect::get(&navigator, &"geolocation".into())?;
    let ask: Function = Reflect::get(&geolocation, &"getCurrentPosition".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"timeout".into(), &LONGEST_MS.into())?;
    Reflect::set(&options, &"maximumAge".into(), &OLDEST_MS.into())?;
    Ok(Promise::new(&mut |found, failed| {
        if let Err(fault) = ask.call3(&geolocation, &found, &failed, &options) {
            let _ = failed.call1(&JsValue::NULL, &fault);
        }
    }))
}

fn number(of: &JsValue, name: &str) -> Option<f64> {
    Reflect::get(of, &name.into()).ok()?.as_f64()
}
