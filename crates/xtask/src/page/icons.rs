//! The icon as pictures, for home screens that take no SVG.

use super::files::Files;
use anyhow::{Context, Result};
use resvg::tiny_skia::{BlendMode, Paint, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

const SOURCE: &str = "icon.svg";

/// Name, pixels along an edge, and whether the system cuts the shape: then the ground fills the
/// corners as well, and the rest keeps within the circle that is always shown.
const PICTURES: [(&str, u32, bool); 4] =
    [("icon-192.png", 192, false), ("icon-512.png", 512, false), ("icon-maskable-512.png", 512, true), ("apple-touch-icon.png", 180, true)];

/// Adds the pictures of the icon.
pub fn add_pictures(files: &mut Files) -> Result<()> {
    let icon = Tree::from_str(files.text(SOURCE)?, &Options::default()).context("icon.svg is not understood")?;
    for (name, size, filled) in PICTURES {
        files.add(name, picture(&icon, size, filled)?);
    }
    Ok(())
}

fn picture(icon: &Tree, size: u32, filled: bool) -> Result<Vec<u8>> {
    let mut pixels = Pixmap::new(size, size).context("an icon has no size")?;
    let edge = size as f32;
    let share = if filled { 0.9 } else { 1.0 };
    let (scale, inset) = (share * edge / icon.size().width(), (1.0 - share) / 2.0 * edge);
    resvg::render(icon, Transform::from_scale(scale, scale).post_translate(inset, inset), &mut pixels.as_mut());
    if filled {
        // Above the middle, where the icon has nothing else.
        let ground = pixels.pixel(size / 2, size / 10).context("an icon has no size")?.demultiply();
        let mut paint = Paint { blend_mode: BlendMode::DestinationOver, ..Paint::default() };
        paint.set_color_rgba8(ground.red(), ground.green(), ground.blue(), ground.alpha());
        let whole = resvg::tiny_skia::Rect::from_xywh(0.0, 0.0, edge, edge).context("an icon has no size")?;
        pixels.fill_rect(whole, &paint, Transform::identity(), None);
    }
    pixels.encode_png().context("an icon cannot be written")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ICON: &str = include_str!("../../../../public/icon.svg");

    fn pixels(name: &str) -> Pixmap {
        let icon = Tree::from_str(ICON, &Options::default()).unwrap();
        let (_, size, filled) = PICTURES.into_iter().find(|(found, ..)| *found == name).unwrap();
        Pixmap::decode_png(&picture(&icon, size, filled).unwrap()).unwrap()
    }

    #[test]
    fn corners_are_filled_where_the_system_cuts_the_shape() {
        for (name, alpha) in [("icon-192.png", 0), ("apple-touch-icon.png", 255)] {
            assert_eq!(pixels(name).pixel(0, 0).unwrap().alpha(), alpha, "{name}");
        }
    }

    #[test]
    fn what_is_drawn_on_the_ground_lies_in_the_circle_that_is_always_shown() {
        let shown = pixels("icon-maskable-512.png");
        let ground = shown.pixel(0, 0).unwrap();
        let (middle, reach) = (256.0_f32, 512.0 * 0.4);
        for (x, y) in (0..512).flat_map(|y| (0..512).map(move |x| (x, y))) {
            let outside = (x as f32 - middle).hypot(y as f32 - middle) > reach;
            let pixel = shown.pixel(x, y).unwrap();
            // Where the edge of the rounded ground was blended, the last digit may differ.
            let same = [(pixel.red(), ground.red()), (pixel.green(), ground.green()), (pixel.blue(), ground.blue())].iter().all(|(one, other)| one.abs_diff(*other) <= 2);
            assert!(!outside || same, "{x}, {y}: {pixel:?}");
        }
    }
}
