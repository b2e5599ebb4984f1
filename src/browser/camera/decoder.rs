//! The worker, and handing pictures to it.
//!
//! One frame is on its way at a time: the next is taken when the worker has answered, so a slow
//! phone scans more slowly instead of piling up work.

use super::pictures::Pictures;
use super::{CameraFault, Tell, Told, pace};
use crate::browser::clock;
use js_sys::Reflect;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlVideoElement, MessageEvent, Worker, WorkerOptions, WorkerType};

/// How long the worker may take to start; its bytes may still be on their way.
const STARTS_MS: i32 = 30_000;
/// How long it may be silent about one picture; after that it is taken for broken.
const SILENT_MS: i32 = 5_000;
/// Until a video that shows nothing yet is looked at again.
const NOTHING_MS: i32 = 60;

/// A worker that is given pictures. Dropping it ends the worker.
pub(super) struct Decoder(Rc<Inner>);

struct Inner {
    worker: Worker,
    pictures: Pictures,
    tell: Tell,
    /// Since when an answer is awaited, by the device's clock.
    asked_at: Cell<Option<i64>>,
    /// The next look at the picture, or the end of patience.
    timer: Cell<Option<i32>>,
    closures: RefCell<Option<Closures>>,
}

struct Closures {
    on_message: Closure<dyn Fn(MessageEvent)>,
    on_error: Closure<dyn Fn()>,
    on_timer: Closure<dyn Fn()>,
}

impl Drop for Decoder {
    fn drop(&mut self) {
        self.0.clear_timer();
        self.0.worker.terminate();
    }
}

impl Decoder {
    /// Starts the worker at `url` on the pictures of `video`; none when this browser cannot.
    pub(super) fn start(video: HtmlVideoElement, url: &str, tell: Tell) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options).ok()?;
        let pictures = Pictures::new(video)?;
        let inner = Inner { worker, pictures, tell, asked_at: Cell::new(Some(clock::device_now_ms())), timer: Cell::new(None), closures: RefCell::new(None) };
        let inner = Rc::new(inner);
        let closures = Closures {
            on_message: Closure::new(hearing(&inner, |inner, event| inner.answered(&event))),
            on_error: Closure::new(calling(&inner, Inner::broken)),
            on_timer: Closure::new(calling(&inner, Inner::turn)),
        };
        inner.worker.set_onmessage(Some(closures.on_message.as_ref().unchecked_ref()));
        inner.worker.set_onerror(Some(closures.on_error.as_ref().unchecked_ref()));
        inner.closures.replace(Some(closures));
        inner.wait(STARTS_MS);
        Some(Self(inner))
    }
}

fn hearing(inner: &Rc<Inner>, then: impl Fn(&Inner, MessageEvent) + 'static) -> impl Fn(MessageEvent) + 'static {
    let inner: Weak<Inner> = Rc::downgrade(inner);
    move |event| {
        if let Some(inner) = inner.upgrade() {
            then(&inner, event);
        }
    }
}

fn calling(inner: &Rc<Inner>, then: impl Fn(&Inner) + 'static) -> impl Fn() + 'static {
    let inner: Weak<Inner> = Rc::downgrade(inner);
    move || {
        if let Some(inner) = inner.upgrade() {
            then(&inner);
        }
    }
}

impl Inner {
    /// The worker is ready, or has looked through a picture.
    fn answered(&self, event: &MessageEvent) {
        let took = self.asked_at.take().map_or(0, |asked| clock::device_now_ms() - asked);
        let field = |name: &str| Reflect::get(&event.data(), &name.into()).ok();
        let is = |name: &str| field(name).is_some_and(|value| value.is_truthy());
        // How long the start took tells nothing of how long a look takes.
        let started = is("ready");
        let took = if started { 0 } else { i32::try_from(took.max(0)).unwrap_or(i32::MAX) };
        if is("unreadable") {
            self.pictures.draw();
        }
        let text = field("text").and_then(|text| text.as_string());
        self.wait(if text.is_some() { pace::AFTER_CODE_MS } else { pace::rest_ms(took) });
        if !started {
            (self.tell)(Told::Looked { dark: is("dark") });
        }
        if let Some(text) = text {
            (self.tell)(Told::Code(text));
        }
    }

    fn turn(&self) {
        self.timer.set(None);
        if self.asked_at.get().is_some() {
            self.broken();
            return;
        }
        match self.pictures.send(&self.worker) {
            Some(()) => {
                self.asked_at.set(Some(clock::device_now_ms()));
                self.wait(SILENT_MS);
            }
            None => self.wait(NOTHING_MS),
        }
    }

    fn broken(&self) {
        self.clear_timer();
        (self.tell)(Told::Failed(CameraFault::Decoder));
    }

    fn wait(&self, ms: i32) {
        self.clear_timer();
        if let (Some(window), Some(closures)) = (web_sys::window(), self.closures.borrow().as_ref()) {
            self.timer.set(window.set_timeout_with_callback_and_timeout_and_arguments_0(closures.on_timer.as_ref().unchecked_ref(), ms).ok());
        }
    }

    fn clear_timer(&self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer.take()) {
            window.clear_timeout_with_handle(timer);
        }
    }
}
