//! Codes as an encoder draws them, for the tests of what looks at pictures.

use super::grid::{Grid, Point, fourth};
use super::luma::Luma;
use fast_qr::QRBuilder;

/// A picture of a code with a quiet zone of four modules, `scale` pixels a module, and its side in modules.
pub fn code(text: &str, scale: usize) -> (Luma, usize) {
    let code = QRBuilder::new(text).build().unwrap();
    let wide = (code.size + 8) * scale;
    let dark = |n: usize| {
        let (x, y) = (n % wide / scale, n / wide / scale);
        let inside = (4..code.size + 4).contains(&x) && (4..code.size + 4).contains(&y);
        inside && code[y - 4][x - 4].value()
    };
    (Luma::new(wide, wide, (0..wide * wide).map(|n| if dark(n) { 20 } else { 220 }).collect()).unwrap(), code.size)
}

/// The grid of that code, off by `shift` modules across and down.
pub fn grid(side: usize, scale: usize, shift: f32) -> Grid {
    let point = |u: f32, v: f32| Point { x: (u + 4.0 + shift) * scale as f32, y: (v + 4.0 + shift) * scale as f32 };
    let far = side as f32 - 3.5;
    let [a, b, c] = [point(3.5, 3.5), point(far, 3.5), point(3.5, far)];
    Grid::flat([a, b, fourth([a, b, c]), c], side, false)
}
