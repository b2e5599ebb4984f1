//! Dark or light, decided for each pixel against the brightness around it.

use super::luma::Luma;

/// Pixels darker than around them by no more than this and what noise does are light: flat areas are
/// not to be torn up.
const FLAT: f32 = 2.0;

/// Which pixels are dark.
pub struct Bits {
    pub width: usize,
    pub height: usize,
    pub dark: Vec<bool>,
}

/// How wide around a pixel it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Side of a block in pixels; all pixels of a block share a threshold.
    pub block: usize,
    /// Blocks on each side that count too.
    pub reach: usize,
}

impl Bits {
    pub fn new(picture: &Luma, window: Window) -> Self {
        let (width, height) = (picture.width(), picture.height());
        let columns = width.div_ceil(window.block);
        let thresholds = thresholds(&means(picture, window.block), columns, window.reach, FLAT + noise(picture));
        let mut dark = Vec::with_capacity(width * height);
        for (y, row) in picture.rows().enumerate() {
            let line = &thresholds[y / window.block * columns..][..columns];
            if window.block == 1 {
                dark.extend(row.iter().zip(line).map(|(p, threshold)| p < threshold));
            } else {
                row.chunks(window.block).zip(line).for_each(|(pixels, threshold)| dark.extend(pixels.iter().map(|p| p < threshold)));
            }
        }
        Self { width, height, dark }
    }

    pub fn row(&self, y: usize) -> &[bool] {
        &self.dark[y * self.width..][..self.width]
    }
}

/// How much noise there is, about its standard deviation: told from the quarter of all places where
/// pixels near each other differ least, which lies outside of the code or within its modules.
fn noise(picture: &Luma) -> f32 {
    let mut counts = [0_usize; 256];
    for row in picture.rows().step_by(8) {
        for (a, b) in row.iter().zip(row.iter().skip(2)) {
            counts[usize::from(a.abs_diff(*b))] += 1;
        }
    }
    let quarter = counts.iter().sum::<usize>() / 4;
    let mut seen = 0;
    let level = counts.iter().take_while(|count| {
        seen += **count;
        seen <= quarter
    });
    2.0 * level.count() as f32
}

/// The mean brightness of each block.
fn means(picture: &Luma, block: usize) -> Vec<f32> {
    let (width, columns) = (picture.width(), picture.width().div_ceil(block));
    let mut means = Vec::with_capacity(columns * picture.height().div_ceil(block));
    let mut rows = picture.rows().peekable();
    while rows.peek().is_some() {
        let mut sums = vec![0_u32; columns];
        let mut height = 0;
        for row in rows.by_ref().take(block) {
            height += 1;
            if block == 1 {
                sums.iter_mut().zip(row).for_each(|(sum, p)| *sum = u32::from(*p));
            } else {
                sums.iter_mut().zip(row.chunks(block)).for_each(|(sum, pixels)| *sum += pixels.iter().map(|p| u32::from(*p)).sum::<u32>());
            }
        }
        means.extend(sums.iter().enumerate().map(|(n, sum)| *sum as f32 / (block.min(width - n * block) * height) as f32));
    }
    means
}

/// The threshold of each block: the mean of the blocks around it, less what counts as flat.
fn thresholds(means: &[f32], columns: usize, reach: usize, flat: f32) -> Vec<u8> {
    let rows = means.len() / columns;
    let mut across = Vec::with_capacity(means.len());
    for line in means.chunks_exact(columns) {
        let mut sum: f32 = line.iter().take(reach).sum();
        for n in 0..columns {
            sum += line.get(n + reach).copied().unwrap_or(0.0);
            across.push(sum / near(n, reach, columns));
            sum -= if n < reach { 0.0 } else { line[n - reach] };
        }
    }
    let mut thresholds = Vec::with_capacity(means.len());
    let mut sums = vec![0.0_f32; columns];
    let row = |n: usize| across.chunks_exact(columns).nth(n).unwrap_or_default();
    (0..reach).for_each(|n| sums.iter_mut().zip(row(n)).for_each(|(sum, mean)| *sum += mean));
    for n in 0..rows {
        let share = 1.0 / near(n, reach, rows);
        sums.iter_mut().zip(row(n + reach)).for_each(|(sum, mean)| *sum += mean);
        thresholds.extend(sums.iter().map(|sum| (sum * share - flat) as u8));
        if n >= reach {
            sums.iter_mut().zip(row(n - reach)).for_each(|(sum, mean)| *sum -= mean);
        }
    }
    thresholds
}

/// How many of `count` lie within reach of the `n`th.
fn near(n: usize, reach: usize, count: usize) -> f32 {
    ((n + reach + 1).min(count) - n.saturating_sub(reach)) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize, pixel: impl Fn(usize) -> usize) -> Luma {
        Luma::new(width, height, (0..width * height).map(|n| pixel(n) as u8).collect()).unwrap()
    }

    #[test]
    fn dark_is_what_is_darker_than_around_it() {
        // Ever brighter to the right, with dark dots.
        let dotted = picture(64, 16, |n| if n % 64 % 9 == 4 { n % 64 * 2 } else { n % 64 * 2 + 60 });
        for window in [Window { block: 4, reach: 1 }, Window { block: 1, reach: 4 }] {
            let bits = Bits::new(&dotted, window);
            assert_eq!((0..64).filter(|x| bits.row(7)[*x]).collect::<Vec<_>>(), [4, 13, 22, 31, 40, 49, 58], "{window:?}");
        }
    }

    #[test]
    fn noise_leaves_flat_areas_light() {
        let noisy = picture(640, 48, |n| 100 + n.wrapping_mul(2_654_435_761) % 4096 / 128);
        let bits = Bits::new(&noisy, Window { block: 8, reach: 2 });
        assert!(bits.dark.iter().filter(|dark| **dark).count() < bits.dark.len() / 3);
    }

    #[test]
    fn odd_sizes_have_every_pixel() {
        for (width, height) in [(13, 7), (1, 1), (1, 30), (30, 1)] {
            for window in [Window { block: 8, reach: 2 }, Window { block: 1, reach: 4 }] {
                assert_eq!(Bits::new(&picture(width, height, |n| 100 + n % 2), window).dark, vec![false; width * height]);
            }
        }
    }
}
