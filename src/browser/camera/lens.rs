//! What a camera can do, and having it done: lamp, zoom, focus. Browsers that do not tell have none of it.

use super::Facing;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MediaStreamTrack;

/// Bounds of a zoom, as factors, and the step from one to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zoom {
    pub least: f64,
    pub most: f64,
    pub step: f64,
    pub now: f64,
}

/// What a camera is and can do.
#[derive(Debug, Clone, PartialEq)]
pub struct Lens {
    /// The browser's id of the camera.
    pub device: Option<String>,
    pub facing: Option<Facing>,
    pub has_lamp: bool,
    pub zoom: Option<Zoom>,
    /// Whether it can be told to focus once more.
    pub focuses: bool,
}

impl Lens {
    pub(super) fn of(track: &MediaStreamTrack) -> Self {
        let (can, is) = (told(track, "getCapabilities"), told(track, "getSettings"));
        let setting = |name: &str| field(&is, name).as_string().filter(|text| !text.is_empty());
        Self {
            device: setting("deviceId"),
            facing: setting("facingMode").as_deref().and_then(Facing::of),
            has_lamp: offers(&field(&can, "torch"), &JsValue::TRUE),
            zoom: zoom_of(&field(&can, "zoom"), &field(&is, "zoom")),
            focuses: offers(&field(&can, "focusMode"), &"single-shot".into()),
        }
    }
}

fn zoom_of(can: &JsValue, now: &JsValue) -> Option<Zoom> {
    let number = |name: &str| field(can, name).as_f64();
    let (least, most) = (number("min")?, number("max")?);
    let step = number("step").filter(|step| *step > 0.0).unwrap_or(0.1);
    (most > least).then(|| Zoom { least, most, step, now: now.as_f64().unwrap_or(least) })
}

/// What the method `name` of a track answers; undefined where there is no such method.
fn told(track: &MediaStreamTrack, name: &str) -> JsValue {
    let method = Reflect::get(track, &name.into()).ok().and_then(|method| method.dyn_into::<Function>().ok());
    method.and_then(|method| method.call0(track).ok()).unwrap_or_default()
}

fn field(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Whether `value` is among what is offered, which browsers write as one value or as a list.
fn offers(offered: &JsValue, value: &JsValue) -> bool {
    offered == value || (Array::is_array(offered) && Array::from(offered).includes(value, 0))
}

pub(super) fn light(track: &MediaStreamTrack, on: bool) {
    let _ = wish(track, "torch", &on.into());
}

pub(super) fn zoom(track: &MediaStreamTrack, factor: f64) {
    let _ = wish(track, "zoom", &factor.into());
}

/// Lets the camera go on focusing by itself, where it can.
pub(super) fn keep_focused(track: &MediaStreamTrack) {
    if offers(&field(&told(track, "getCapabilities"), "focusMode"), &"continuous".into()) {
        let _ = wish(track, "focusMode", &"continuous".into());
    }
}

/// Focuses once, then lets it go on by itself.
pub(super) fn focus(track: &MediaStreamTrack) {
    let Some(focused) = wish(track, "focusMode", &"single-shot".into()) else { return };
    // The same track: its own method `clone` makes another, which nobody would switch off.
    let track = Clone::clone(track);
    spawn_local(async move {
        let _ = JsFuture::from(focused).await;
        keep_focused(&track);
    });
}

/// Asks the camera for one thing. It may refuse, and goes on as it was.
fn wish(track: &MediaStreamTrack, name: &str, value: &JsValue) -> Option<Promise> {
    let (one, all) = (Object::new(), Object::new());
    let _ = Reflect::set(&one, &name.into(), value);
    let _ = Reflect::set(&all, &"advanced".into(), &Array::of1(&one));
    let apply = Reflect::get(track, &"applyConstraints".into()).ok()?.dyn_into::<Function>().ok()?;
    let asked: Promise = apply.call1(track, &all).ok()?.dyn_into().ok()?;
    let heard = asked.clone();
    spawn_local(async move {
        let _ = JsFuture::from(heard).await;
    });
    Some(asked)
}
