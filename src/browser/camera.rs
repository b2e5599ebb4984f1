//! The camera, and the worker that looks for codes in its pictures.

mod decoder;
mod lens;
mod open;
mod pace;
mod pictures;

use decoder::Decoder;
pub use lens::{Lens, Zoom};
pub use open::{CameraFault, Changes, Choice, Facing, Source, on_change, sources};
use open::switch_off;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaStream};

/// What is told of a camera that is being watched.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// It is on, and this is what it can do.
    Open(Lens),
    /// A picture was looked through; `dark` when there was hardly any light in it.
    Looked { dark: bool },
    /// The text of a code, with each picture that shows one.
    Code(String),
    /// There are no pictures, or no more: a camera can be unplugged, and the worker can break.
    Failed(CameraFault),
}

type Tell = Rc<dyn Fn(Told)>;

/// A camera that is being watched. Dropping it switches the camera off.
pub struct Watch(Rc<Inner>);

struct Inner {
    alive: Cell<bool>,
    stream: RefCell<Option<MediaStream>>,
    decoder: RefCell<Option<Decoder>>,
    /// Called when the camera is taken away.
    on_end: RefCell<Option<Closure<dyn Fn()>>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.0.alive.set(false);
        self.0.decoder.take();
        if let Some(stream) = self.0.stream.take() {
            switch_off(&stream);
        }
    }
}

impl Watch {
    /// Switches the lamp.
    pub fn light(&self, on: bool) {
        self.with_track(|track| lens::light(track, on));
    }

    /// Zooms, within the bounds that the [`Lens`] told.
    pub fn zoom(&self, factor: f64) {
        self.with_track(|track| lens::zoom(track, factor));
    }

    /// Focuses once more.
    pub fn focus(&self) {
        self.with_track(lens::focus);
    }

    fn with_track(&self, then: impl FnOnce(&web_sys::MediaStreamTrack)) {
        if let Some(track) = self.0.stream.borrow().as_ref().and_then(open::track) {
            then(&track);
        }
    }
}

/// Shows a camera in the video element `video` and looks for codes in its pictures; `tell` is told what comes of it.
pub fn watch(video: &'static str, worker_url: String, choice: Choice, tell: impl Fn(Told) + 'static) -> Watch {
    let inner = Rc::new(Inner { alive: Cell::new(true), stream: RefCell::new(None), decoder: RefCell::new(None), on_end: RefCell::new(None) });
    let watching = Rc::downgrade(&inner);
    let tell: Tell = Rc::new(move |told| {
        if watching.upgrade().is_some_and(|inner| inner.alive.get()) {
            tell(told);
        }
    });
    let started = Rc::clone(&inner);
    spawn_local(async move {
        match start(&started, video, &worker_url, &choice, &tell).await {
            Ok(lens) => tell(Told::Open(lens)),
            Err(fault) => tell(Told::Failed(fault)),
        }
    });
    Watch(inner)
}

async fn start(inner: &Rc<Inner>, video: &str, worker_url: &str, choice: &Choice, tell: &Tell) -> Result<Lens, CameraFault> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(CameraFault::Unsupported)?;
    let element: HtmlVideoElement = document.get_element_by_id(video).and_then(|element| element.dyn_into().ok()).ok_or(CameraFault::Unsupported)?;
    let stream = open::stream(choice).await?;
    let track = open::track(&stream).filter(|_| inner.alive.get());
    let Some(track) = track else {
        switch_off(&stream);
        return Err(CameraFault::Missing);
    };
    let telling = Rc::clone(tell);
    let on_end = Closure::<dyn Fn()>::new(move || telling(Told::Failed(CameraFault::Missing)));
    let _ = track.add_event_listener_with_callback("ended", on_end.as_ref().unchecked_ref());
    inner.on_end.replace(Some(on_end));
    element.set_src_object(Some(&stream));
    inner.stream.replace(Some(stream));
    if let Ok(playing) = element.play() {
        // Autoplay of a silent camera picture is allowed everywhere; if not, frames stay empty.
        let _ = JsFuture::from(playing).await;
    }
    if !inner.alive.get() {
        // Whoever looked away while it came on hears nothing of this.
        return Err(CameraFault::Missing);
    }
    inner.decoder.replace(Some(Decoder::start(element, worker_url, Rc::clone(tell)).ok_or(CameraFault::Decoder)?));
    lens::keep_focused(&track);
    Ok(Lens::of(&track))
}
