//! A grey picture and the few ways to make a code in it easier to read.

/// Brightness, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Luma {
    pub width: usize,
    pub height: usize,
    pub pixels: Vec<u8>,
}

/// Frames wider or higher than this are not a camera's.
const LARGEST: usize = 4096;

impl Luma {
    /// The grey of a frame; none when its size and its bytes do not fit together.
    pub fn from_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        if width == 0 || height == 0 || width > LARGEST || height > LARGEST || rgba.len() != width * height * 4 {
            return None;
        }
        // Rec. 601 in eighths: what the eye weighs, without multiplication by fractions.
        let grey = |p: &[u8]| ((u16::from(p[0]) * 2 + u16::from(p[1]) * 5 + u16::from(p[2])) / 8) as u8;
        Some(Self { width, height, pixels: rgba.chunks_exact(4).map(grey).collect() })
    }

    /// Half as wide and high, each pixel the mean of four: noise and moiré go, big codes stay.
    pub fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let at = |x: usize, y: usize| u16::from(self.pixels[y * self.width + x]);
        let mean = |n: usize| {
            let (x, y) = (n % width * 2, n / width * 2);
            ((at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4) as u8
        };
        Self { width, height, pixels: (0..width * height).map(mean).collect() }
    }

    /// Light for dark: codes printed white on black.
    pub fn inverted(&self) -> Self {
        Self { pixels: self.pixels.iter().map(|p| 255 - p).collect(), ..*self }
    }

    /// The greys that occur spread over the whole range, leaving out the darkest and lightest
    /// hundredth: a code on a dim or dazzled screen.
    pub fn stretched(&self) -> Self {
        let mut counts = [0_usize; 256];
        for p in &self.pixels {
            counts[usize::from(*p)] += 1;
        }
        let few = self.pixels.len() / 100;
        let levels = || counts.iter().copied().enumerate();
        let (Some(low), Some(high)) = (beyond(levels(), few), beyond(levels().rev(), few)) else { return self.clone() };
        if high <= low {
            return self.clone();
        }
        let spread = |p: &u8| (usize::from(*p).saturating_sub(low) * 255 / (high - low)).min(255) as u8;
        Self { pixels: self.pixels.iter().map(spread).collect(), ..*self }
    }
}

/// The first level at which more than `few` pixels have been seen.
fn beyond(levels: impl Iterator<Item = (usize, usize)>, few: usize) -> Option<usize> {
    let mut seen = 0;
    levels
        .skip_while(|(_, count)| {
            seen += count;
            seen <= few
        })
        .map(|(level, _)| level)
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_the_wrong_size_are_refused() {
        assert!(Luma::from_rgba(2, 2, &[0; 15]).is_none());
        assert!(Luma::from_rgba(0, 5, &[]).is_none());
        assert!(Luma::from_rgba(usize::MAX, 2, &[]).is_none());
        assert_eq!(Luma::from_rgba(1, 1, &[255, 255, 255, 0]).unwrap().pixels, [255]);
    }

    #[test]
    fn stretching_uses_the_whole_range_and_leaves_flat_pictures_alone() {
        let dim = Luma { width: 4, height: 1, pixels: vec![100, 110, 120, 130] };
        assert_eq!(dim.stretched().pixels, [0, 85, 170, 255]);
        let flat = Luma { width: 2, height: 1, pixels: vec![9, 9] };
        assert_eq!(flat.stretched(), flat);
    }

    #[test]
    fn halving_takes_the_mean_of_four() {
        let picture = Luma { width: 3, height: 2, pixels: vec![0, 4, 9, 8, 12, 9] };
        assert_eq!(picture.halved(), Luma { width: 1, height: 1, pixels: vec![6] });
    }
}
