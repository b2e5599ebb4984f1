//! A grey picture.

/// Brightness, row by row. There are as many pixels as width and height say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// How many pixels are asked whether it is dark.
const SAMPLES: usize = 64;
/// Mean brightness, of 255, below which a code on paper cannot be read.
const DARK: usize = 28;
/// Frames wider or higher than this are not a camera's.
const LARGEST: usize = 4096;

impl Luma {
    /// A picture of grey pixels; none when its size and its pixels do not fit together.
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Self> {
        ((1..=LARGEST).contains(&width) && (1..=LARGEST).contains(&height) && pixels.len() == width * height).then_some(Self { width, height, pixels })
    }

    /// The grey of a frame; none when its size and its bytes do not fit together.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        // Rec. 601 in eighths: what the eye weighs, without multiplication by fractions.
        let grey = |p: &[u8]| ((u16::from(p[0]) * 2 + u16::from(p[1]) * 5 + u16::from(p[2])) / 8) as u8;
        if rgba.len().is_multiple_of(4) { Self::new(width, height, rgba.chunks_exact(4).map(grey).collect()) } else { None }
    }

    pub fn width(&self) -> usize {
        self.width
    }

    pub fn height(&self) -> usize {
        self.height
    }

    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.pixels.chunks_exact(self.width)
    }

    /// Whether there is hardly any light in it, judged by a few pixels, spread evenly.
    pub fn is_dark(&self) -> bool {
        let pixels = self.pixels.len();
        let sum: usize = (0..SAMPLES).map(|n| usize::from(self.pixels[(2 * n + 1) * pixels / (2 * SAMPLES)])).sum();
        sum / SAMPLES < DARK
    }

    /// Half as wide and high, each pixel the mean of four: noise and moiré go, big codes stay. None
    /// of a picture that is a single line.
    pub fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for rows in self.pixels.chunks_exact(2 * self.width) {
            let (upper, lower) = rows.split_at(self.width);
            let mean = |(a, b): (&[u8], &[u8])| ((u16::from(a[0]) + u16::from(a[1]) + u16::from(b[0]) + u16::from(b[1]) + 2) / 4) as u8;
            pixels.extend(upper.chunks_exact(2).zip(lower.chunks_exact(2)).map(mean));
        }
        Self::new(width, height, pixels)
    }

    /// The brightness at a place between pixels, whose middles lie at halves; beyond the edge, that of the edge.
    pub fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = ((x - 0.5).clamp(0.0, (self.width - 1) as f32), (y - 0.5).clamp(0.0, (self.height - 1) as f32));
        let (left, top) = (x as u32, y as u32);
        let (across, down) = (x - left as f32, y - top as f32);
        let first = top as usize * self.width + left as usize;
        // At the last column and row the neighbour beyond counts nothing: it may be any.
        let pair = |first: usize| match self.pixels.get(first..first + 2) {
            Some(pair) => f32::from(pair[0]) + across * (f32::from(pair[1]) - f32::from(pair[0])),
            None => self.pixels.last().copied().map_or(0.0, f32::from),
        };
        let upper = pair(first);
        if down == 0.0 { upper } else { upper + down * (pair(first + self.width) - upper) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_the_wrong_size_are_refused() {
        assert!(Luma::from_rgba(2, 2, &[0; 15]).is_none());
        assert!(Luma::from_rgba(2, 2, &[0; 17]).is_none());
        assert!(Luma::from_rgba(0, 5, &[]).is_none());
        assert!(Luma::from_rgba(usize::MAX, 2, &[]).is_none());
        assert_eq!(Luma::from_rgba(1, 1, &[255, 255, 255, 0]), Luma::new(1, 1, vec![255]));
    }

    #[test]
    fn a_picture_with_hardly_any_light_is_dark() {
        let picture = |light: u8| Luma::new(640, 480, (0..640 * 480).map(|n| if n % 7 == 0 { light } else { light / 2 }).collect()).unwrap();
        assert!(picture(30).is_dark() && !picture(90).is_dark());
        assert!(Luma::new(1, 1, vec![0]).unwrap().is_dark());
    }

    #[test]
    fn halving_takes_the_mean_of_four() {
        let picture = Luma::new(3, 2, vec![0, 4, 9, 8, 12, 9]).unwrap();
        assert_eq!(picture.halved(), Luma::new(1, 1, vec![6]));
        assert_eq!(Luma::new(9, 1, vec![0; 9]).unwrap().halved(), None);
    }

    #[test]
    fn between_pixels_brightness_goes_over_evenly_and_ends_at_the_edge() {
        let picture = Luma::new(2, 2, vec![0, 100, 0, 200]).unwrap();
        assert_eq!([(0.5, 0.5), (1.0, 0.5), (1.5, 1.0), (99.0, -99.0)].map(|(x, y)| picture.at(x, y)), [0.0, 50.0, 150.0, 100.0]);
        assert!(picture.at(f32::NAN, 1.0).is_nan());
    }
}
