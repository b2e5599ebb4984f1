//! A picture that is drawn here and kept as a file.

use wasm_bindgen::prelude::*;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, Path2d};

/// A picture in the making. Measures are pixels, colours are CSS's.
pub struct Drawing {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Drawing {
    /// An empty picture; none where the browser draws none.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        let canvas: HtmlCanvasElement = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_width(width);
        canvas.set_height(height);
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    /// Fills a rectangle.
    pub fn rectangle(&self, x: f64, y: f64, width: f64, height: f64, colour: &str) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(x, y, width, height);
    }

    /// Fills a path as SVG writes it, from `x`, `y` on, with each of its units as wide as `unit`.
    pub fn path(&self, path: &str, x: f64, y: f64, unit: f64, colour: &str) {
        let Ok(path) = Path2d::new_with_path_string(path) else { return };
        self.context.save();
        let _ = self.context.translate(x, y).and_then(|()| self.context.scale(unit, unit));
        self.context.set_fill_style_str(colour);
        self.context.fill_with_path_2d(&path);
        self.context.restore();
    }

    /// Sets the face in which text is written and measured, as CSS writes it: `600 40px sans-serif`.
    pub fn face(&self, face: &str) {
        self.context.set_font(face);
    }

    /// Writes a line; `y` is its base line.
    pub fn line(&self, text: &str, x: f64, y: f64, colour: &str) {
        self.context.set_fill_style_str(colour);
        let _ = self.context.fill_text(text, x, y);
    }

    /// How wide a line would be.
    pub fn width(&self, text: &str) -> f64 {
        self.context.measure_text(text).map_or(0.0, |metrics| metrics.width())
    }

    /// The picture as a PNG, in an address of its own (`data:`).
    pub fn png(&self) -> Option<String> {
        self.canvas.to_data_url().ok()
    }
}
