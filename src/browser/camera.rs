//! The camera, and the worker that looks for codes in its pictures.
//!
//! One frame is on its way at a time: the next is taken when the worker has answered, so a slow
//! phone scans more slowly instead of piling up work.

use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Why there are no pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraFault {
    /// This browser gives no camera: too old, or the page did not come over HTTPS.
    Unsupported,
    /// Somebody said no, or the system did.
    Refused,
    /// There is none.
    Missing,
    /// Another program has it.
    Busy,
    /// The decoder did not start.
    Decoder,
}

/// Widest picture given to the decoder; more pixels only cost time.
const WIDEST: u32 = 640;
/// Least time between two frames.
const PAUSE_MS: i32 = 60;

/// A camera that is being watched. Dropping it switches the camera off.
pub struct Watch(Rc<Inner>);

struct Inner {
    alive: Cell<bool>,
    stream: RefCell<Option<MediaStream>>,
    worker: RefCell<Option<Worker>>,
    on_message: RefCell<Option<Closure<dyn Fn(MessageEvent)>>>,
    on_tick: RefCell<Option<Closure<dyn Fn()>>>,
    /// The next look at the picture; it must not come when there is nobody to look any more.
    timer: Cell<Option<i32>>,
    /// Called when the decoder breaks, and when the camera is taken away.
    on_end: RefCell<Vec<Closure<dyn Fn()>>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.alive.set(false);
        if let (Some(window), Some(timer)) = (web_sys::window(), self.0.timer.take()) {
            window.clear_timeout_with_handle(timer);
        }
        if let Some(stream) = self.0.stream.take() {
            switch_off(&stream);
        }
        if let Some(worker) = self.0.worker.take() {
            worker.terminate();
        }
    }
}

fn switch_off(stream: &MediaStream) {
    for track in stream.get_tracks() {
        if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
            track.stop();
        }
    }
}

/// Shows the camera in the video element `video` and calls `on_code` for each frame that holds a
/// code, with the code's text. `on_state` is told when pictures come, or why none do, and again when
/// they end: a camera can be unplugged.
pub fn watch(video: &'static str, worker_url: String, on_code: impl Fn(String) + 'static, on_state: impl Fn(Result<(), CameraFault>) + 'static) -> Watch {
    let inner = Rc::new(Inner { alive: Cell::new(true), stream: RefCell::new(None), worker: RefCell::new(None), on_message: RefCell::new(None), on_tick: RefCell::new(None), timer: Cell::new(None), on_end: RefCell::new(Vec::new()) });
    let started = Rc::clone(&inner);
    let on_state: OnState = Rc::new(on_state);
    spawn_local(async move {
        let outcome = start(&started, video, &worker_url, on_code, &on_state).await;
        if started.alive.get() {
            on_state(outcome);
        }
    });
    Watch(inner)
}

type OnState = Rc<dyn Fn(Result<(), CameraFault>)>;

/// A listener that tells `fault`, kept as long as the watch.
fn on_end(inner: &Rc<Inner>, on_state: &OnState, fault: CameraFault) -> js_sys::Function {
    let (watching, on_state) = (Rc::downgrade(inner), Rc::clone(on_state));
    let closure = Closure::<dyn Fn()>::new(move || {
        if watching.upgrade().is_some_and(|inner| inner.alive.get()) {
            on_state(Err(fault));
        }
    });
    let function = closure.as_ref().unchecked_ref::<js_sys::Function>().clone();
    inner.on_end.borrow_mut().push(closure);
    function
}

async fn start(inner: &Rc<Inner>, video: &str, worker_url: &str, on_code: impl Fn(String) + 'static, on_state: &OnState) -> Result<(), CameraFault> {
    let window = web_sys::window().ok_or(CameraFault::Unsupported)?;
    let element = window.document().and_then(|d| d.get_element_by_id(video)).and_then(|e| e.dyn_into::<HtmlVideoElement>().ok()).ok_or(CameraFault::Unsupported)?;
    let devices = window.navigator().media_devices().map_err(|_| CameraFault::Unsupported)?;
    if devices.is_undefined() {
        return Err(CameraFault::Unsupported);
    }
    let wish = MediaStreamConstraints::new();
    wish.set_video(&video_wish());
    let asked = devices.get_user_media_with_constraints(&wish).map_err(|fault| fault_of(&fault))?;
    let stream: MediaStream = JsFuture::from(asked).await.map_err(|fault| fault_of(&fault))?.unchecked_into();
    if !inner.alive.get() {
        switch_off(&stream);
        return Ok(());
    }
    let taken_away = on_end(inner, on_state, CameraFault::Missing);
    for track in stream.get_tracks() {
        let _ = track.unchecked_into::<MediaStreamTrack>().add_event_listener_with_callback("ended", &taken_away);
    }
    element.set_src_object(Some(&stream));
    inner.stream.replace(Some(stream));
    if let Ok(playing) = element.play() {
        // Autoplay of a silent camera picture is allowed everywhere; if not, frames stay empty.
        let _ = JsFuture::from(playing).await;
    }
    decode(inner, element, worker_url, on_code, on_state)
}

/// The back camera where there are two; enough pixels for a code at arm's length.
fn video_wish() -> Object {
    let wish = Object::new();
    for (name, value) in [("facingMode", JsValue::from_str("environment")), ("width", JsValue::from_f64(1280.0)), ("height", JsValue::from_f64(720.0))] {
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

fn decode(inner: &Rc<Inner>, video: HtmlVideoElement, worker_url: &str, on_code: impl Fn(String) + 'static, on_state: &OnState) -> Result<(), CameraFault> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options(worker_url, &options).map_err(|_| CameraFault::Decoder)?;
    let pictures = Pictures::new(video).ok_or(CameraFault::Decoder)?;

    let ticking = Rc::downgrade(inner);
    let on_tick = Closure::<dyn Fn()>::new(move || {
        let Some(inner) = ticking.upgrade().filter(|inner| inner.alive.get()) else { return };
        let sent = inner.worker.borrow().as_ref().is_some_and(|worker| pictures.send(worker));
        if !sent {
            again(&inner);
        }
    });
    let answering = Rc::downgrade(inner);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(inner) = answering.upgrade().filter(|inner| inner.alive.get()) else { return };
        if let Some(text) = Reflect::get(&event.data(), &"text".into()).ok().and_then(|text| text.as_string()) {
            on_code(text);
        }
        again(&inner);
    });
    worker.set_onerror(Some(&on_end(inner, on_state, CameraFault::Decoder)));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    inner.on_tick.replace(Some(on_tick));
    inner.on_message.replace(Some(on_message));
    inner.worker.replace(Some(worker));
    Ok(())
}

/// Takes the next frame in a moment.
fn again(inner: &Rc<Inner>) {
    if let (Some(window), Some(tick)) = (web_sys::window(), inner.on_tick.borrow().as_ref()) {
        inner.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(tick.as_ref().unchecked_ref(), PAUSE_MS).ok());
    }
}

/// Makes pictures of a video.
struct Pictures {
    video: HtmlVideoElement,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Pictures {
    fn new(video: HtmlVideoElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        let often_read = Object::new();
        let _ = Reflect::set(&often_read, &"willReadFrequently".into(), &JsValue::TRUE);
        let context = canvas.get_context_with_context_options("2d", &often_read).ok()??.dyn_into().ok()?;
        Some(Self { video, canvas, context })
    }

    /// Sends the current frame to `worker`; false when there is none yet.
    fn send(&self, worker: &Worker) -> bool {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        if width == 0 || height == 0 {
            return false;
        }
        let (width, height) = if width > WIDEST { (WIDEST, height * WIDEST / width) } else { (width, height) };
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let (w, h) = (f64::from(width), f64::from(height));
        if self.context.draw_image_with_html_video_element_and_dw_and_dh(&self.video, 0.0, 0.0, w, h).is_err() {
            return false;
        }
        let Ok(image) = self.context.get_image_data(0.0, 0.0, w, h) else { return false };
        let bytes = js_sys::Uint8Array::from(image.data().0.as_slice());
        let message = Object::new();
        for (name, value) in [("width", JsValue::from(width)), ("height", JsValue::from(height)), ("rgba", bytes.clone().into())] {
            let _ = Reflect::set(&message, &name.into(), &value);
        }
        worker.post_message_with_transfer(&message, &js_sys::Array::of1(&bytes.buffer())).is_ok()
    }
}
