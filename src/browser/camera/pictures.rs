//! Pictures out of a video, as small as the decoder needs them.

use js_sys::{Array, Object, Reflect, Uint8Array, Uint8ClampedArray};
use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, Worker};

/// Widest picture given to the decoder; more pixels only cost time.
const WIDEST: u32 = 640;
/// How many pixels are asked for their brightness.
const SAMPLES: u32 = 64;
/// Mean brightness, of 255, below which a code on paper cannot be read.
const DARK: u32 = 28;

/// Makes pictures of a video.
pub(super) struct Pictures {
    video: HtmlVideoElement,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Pictures {
    pub(super) fn new(video: HtmlVideoElement) -> Option<Self> {
        let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        let often_read = Object::new();
        let _ = Reflect::set(&often_read, &"willReadFrequently".into(), &JsValue::TRUE);
        let context = canvas.get_context_with_context_options("2d", &often_read).ok()??.dyn_into().ok()?;
        Some(Self { video, canvas, context })
    }

    /// Sends the current frame to `worker`; tells whether it is dark. None when there is no frame yet.
    pub(super) fn send(&self, worker: &Worker) -> Option<bool> {
        let (width, height) = (self.video.video_width(), self.video.video_height());
        if width == 0 || height == 0 {
            return None;
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
        let dark = is_dark(&bytes);
        let message = Object::new();
        for (name, value) in [("width", JsValue::from(width)), ("height", JsValue::from(height)), ("rgba", bytes.clone().into())] {
            let _ = Reflect::set(&message, &name.into(), &value);
        }
        worker.post_message_with_transfer(&message, &Array::of1(&bytes.buffer())).ok()?;
        Some(dark)
    }
}

/// Judged by the green of a few pixels, spread evenly.
fn is_dark(rgba: &Uint8Array) -> bool {
    let pixels = rgba.length() / 4;
    let sum: u32 = (0..SAMPLES).map(|n| u32::from(rgba.get_index((pixels * n / SAMPLES + pixels / (2 * SAMPLES)) * 4 + 1))).sum();
    sum / SAMPLES < DARK
}
