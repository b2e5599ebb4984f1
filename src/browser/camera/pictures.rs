//! Pictures out of a video, for the worker.
//!
//! Where the browser has `VideoFrame` the worker is handed the frame itself: taking its pixels is work, and this thread has people waiting.
//! Elsewhere the video is drawn here, as small as the decoder needs it.

use js_sys::{Array, Object, Reflect, Uint8Array, Uint8ClampedArray};
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, Worker};

/// Widest picture that is drawn for the decoder; more pixels only cost time.
const WIDEST: u32 = 640;

#[wasm_bindgen]
extern "C" {
    /// A frame of a video (WebCodecs).
    type VideoFrame;

    /// The frame that `video` shows; throws where there is no such thing, or no frame yet.
    #[wasm_bindgen(constructor, catch)]
    fn new(video: &HtmlVideoElement) -> Result<VideoFrame, JsValue>;

    #[wasm_bindgen(method)]
    fn close(this: &VideoFrame);
}

/// Makes pictures of a video.
pub(super) struct Pictures {
    video: HtmlVideoElement,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    /// Whether frames are drawn here: the worker cannot read those of this camera.
    drawing: Cell<bool>,
}

impl Pictures {
    pub(super) fn new(video: HtmlVideoElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        let often_read = Object::new();
        let _ = Reflect::set(&often_read, &"willReadFrequently".into(), &JsValue::TRUE);
        let context = canvas.get_context_with_context_options("2d", &often_read).ok()??.dyn_into().ok()?;
        Some(Self { video, canvas, context, drawing: Cell::new(false) })
    }

    /// Has frames drawn here from now on.
    pub(super) fn draw(&self) {
        self.drawing.set(true);
    }

    /// Sends the current frame to `worker`; none when there is none yet.
    pub(super) fn send(&self, worker: &Worker) -> Option<()> {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        if width == 0 || height == 0 {
            return None;
        }
        if !self.drawing.get()
            && let Ok(frame) = VideoFrame::new(&self.video)
        {
            let given = JsValue::from(&frame);
            if worker.post_message_with_transfer(&message([("frame", given.clone())]), &Array::of1(&given)).is_ok() {
                return Some(());
            }
            frame.close();
            self.draw();
        }
        let (width, height) = if width > WIDEST { (WIDEST, height * WIDEST / width) } else { (width, height) };
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let (w, h) = (f64::from(width), f64::from(height));
        self.context.draw_image_with_html_video_element_and_dw_and_dh(&self.video, 0.0, 0.0, w, h).ok()?;
        let image = self.context.get_image_data(0.0, 0.0, w, h).ok()?;
        // The picture's own bytes go to the worker: none are copied.
        let bytes = Uint8Array::new(&Reflect::get(&image, &"data".into()).ok()?.dyn_into::<Uint8ClampedArray>().ok()?.buffer());
        let buffer = bytes.buffer();
        worker.post_message_with_transfer(&message([("width", width.into()), ("height", height.into()), ("rgba", bytes.into())]), &Array::of1(&buffer)).ok()
    }
}

fn message<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let message = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&message, &name.into(), &value);
    }
    message
}
