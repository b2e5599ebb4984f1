//! Which cameras there are, and opening one.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{MediaDevices, MediaStream, MediaStreamConstraints, MediaStreamTrack};

/// Why there are no pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraFault {
    /// This browser gives no camera: too old, or the page did not come over HTTPS.
    Unsupported,
    /// Somebody said no, or the system did.
    Refused,
    /// There is none, or it was unplugged.
    Missing,
    /// Another program has it.
    Busy,
    /// The decoder did not start, or broke.
    Decoder,
}

/// Which way a camera looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facing {
    /// At whoever looks at the screen.
    User,
    /// Away from them.
    Environment,
}

impl Facing {
    /// As browsers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Environment => "environment",
        }
    }

    /// What a browser calls like this, if it is one of ours.
    pub fn of(name: &str) -> Option<Self> {
        [Self::User, Self::Environment].into_iter().find(|facing| facing.name() == name)
    }
}

/// A camera of this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The browser's id, which stays the same for this site.
    pub id: String,
    /// What the system calls it; empty until the camera was allowed once.
    pub label: String,
}

/// Which camera is wanted: this one while it is there, else one that looks this way, else any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub device: Option<String>,
    pub facing: Facing,
}

/// Pixels asked for: enough for a code at arm's length.
const SIZE: (f64, f64) = (1280.0, 720.0);

fn devices() -> Option<MediaDevices> {
    let devices = web_sys::window()?.navigator().media_devices().ok()?;
    devices.is_object().then_some(devices)
}

/// The cameras of this device, as far as the browser tells.
pub async fn sources() -> Vec<Source> {
    let Some(asked) = devices().and_then(|devices| devices.enumerate_devices().ok()) else { return Vec::new() };
    let Ok(all) = JsFuture::from(asked).await else { return Vec::new() };
    let text = |device: &JsValue, name: &str| Reflect::get(device, &name.into()).ok().and_then(|text| text.as_string()).unwrap_or_default();
    let all = Array::from(&all);
    let cameras = all.iter().filter(|device| text(device, "kind") == "videoinput").map(|device| Source { id: text(&device, "deviceId"), label: text(&device, "label") });
    cameras.filter(|source| !source.id.is_empty()).collect()
}

/// Listens until it is dropped.
pub struct Changes {
    devices: MediaDevices,
    then: Closure<dyn Fn()>,
}

impl Drop for Changes {
    fn drop(&mut self) {
        let _ = self.devices.remove_event_listener_with_callback("devicechange", self.then.as_ref().unchecked_ref());
    }
}

/// Calls `then` each time a camera (or anything like it) is plugged in or taken away.
pub fn on_change(then: impl Fn() + 'static) -> Option<Changes> {
    let devices = devices()?;
    let then = Closure::<dyn Fn()>::new(then);
    devices.add_event_listener_with_callback("devicechange", then.as_ref().unchecked_ref()).ok()?;
    Some(Changes { devices, then })
}

/// The pictures of the camera that fits `choice` best.
pub(super) async fn stream(choice: &Choice) -> Result<MediaStream, CameraFault> {
    let devices = devices().ok_or(CameraFault::Unsupported)?;
    let wish = MediaStreamConstraints::new();
    wish.set_video(&wish_of(choice));
    let asked = devices.get_user_media_with_constraints(&wish).map_err(|fault| fault_of(&fault))?;
    Ok(JsFuture::from(asked).await.map_err(|fault| fault_of(&fault))?.unchecked_into())
}

/// All of it "ideal": a camera that is gone makes the browser take another, not refuse.
fn wish_of(choice: &Choice) -> Object {
    let wish = Object::new();
    let device = choice.device.as_deref().map(|id| ("deviceId", JsValue::from_str(id)));
    let others = [("facingMode", JsValue::from_str(choice.facing.name())), ("width", SIZE.0.into()), ("height", SIZE.1.into())];
    for (name, value) in device.into_iter().chain(others) {
        let ideal = Object::new();
        let _ = Reflect::set(&ideal, &"ideal".into(), &value);
        let _ = Reflect::set(&wish, &name.into(), &ideal);
    }
    wish
}

fn fault_of(fault: &JsValue) -> CameraFault {
    let name = Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" => CameraFault::Refused,
        "NotFoundError" | "OverconstrainedError" => CameraFault::Missing,
        "NotReadableError" | "AbortError" => CameraFault::Busy,
        _ => CameraFault::Unsupported,
    }
}

/// The track that has the pictures.
pub(super) fn track(stream: &MediaStream) -> Option<MediaStreamTrack> {
    stream.get_video_tracks().get(0).dyn_into().ok()
}

pub(super) fn switch_off(stream: &MediaStream) {
    for track in stream.get_tracks() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
}
