//! How dark each module of a code is, measured in the picture and judged against the modules around.

use super::grid::Grid;
use super::luma::Luma;

/// Modules around the code that are measured too.
pub const MARGIN: usize = 2;
/// Modules on each side of a module that it is judged by.
const REACH: usize = 3;
/// Where in a module it is measured, from its middle.
const SPOTS: [(f32, f32); 5] = [(0.0, 0.0), (-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)];
/// Times the threshold is learned anew from what it parts.
const ROUNDS: usize = 2;

/// A number for each module and for those around the code, row by row.
#[derive(Debug, Clone, PartialEq)]
pub struct Square {
    /// Modules a side, those around the code included.
    pub wide: usize,
    pub values: Vec<f32>,
}

impl Square {
    /// The darkness of all modules, 0 to 255.
    pub fn measured(picture: &Luma, grid: &Grid) -> Self {
        let wide = grid.side + 2 * MARGIN;
        let spot = |n: usize| {
            let (u, v) = ((n % wide) as f32 - MARGIN as f32 + 0.5, (n / wide) as f32 - MARGIN as f32 + 0.5);
            let brightness = |(across, down): &(f32, f32)| {
                let place = grid.place(u + across, v + down);
                picture.at(place.x, place.y)
            };
            let mean = SPOTS.iter().map(brightness).sum::<f32>() / SPOTS.len() as f32;
            if grid.inverted { mean } else { 255.0 - mean }
        };
        Self { wide, values: (0..wide * wide).map(spot).collect() }
    }

    /// How dark each module is, from about -1 to about 1. What lies between light and dark is
    /// learned from the modules around each, so that shadow and glare make no difference.
    pub fn judged(&self) -> Self {
        let values = &self.values;
        let count = self.boxed(|_| 1.0);
        let sum = self.boxed(|n| values[n]);
        let mut threshold: Vec<f32> = sum.iter().zip(&count).map(|(sum, count)| sum / count).collect();
        let mut contrast = vec![0.0; values.len()];
        for _ in 0..ROUNDS {
            let darks = self.boxed(|n| f32::from(u8::from(values[n] > threshold[n])));
            let dark_sum = self.boxed(|n| if values[n] > threshold[n] { values[n] } else { 0.0 });
            for n in 0..values.len() {
                let lights = count[n] - darks[n];
                // Where all are alike there is nothing to learn.
                if darks[n] >= 2.0 && lights >= 2.0 {
                    let (dark, light) = (dark_sum[n] / darks[n], (sum[n] - dark_sum[n]) / lights);
                    (threshold[n], contrast[n]) = ((dark + light) / 2.0, (dark - light) / 2.0);
                }
            }
        }
        let usual = contrast.iter().sum::<f32>() / contrast.len() as f32;
        let judge = |n: usize| (values[n] - threshold[n]) / contrast[n].max(0.3 * usual).max(0.5);
        Self { wide: self.wide, values: (0..values.len()).map(judge).collect() }
    }

    /// The values brought to mean 0 and deviation 1, all in the same way.
    pub fn normal(&self) -> Self {
        let count = self.values.len() as f32;
        let mean = self.values.iter().sum::<f32>() / count;
        let variance = self.values.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / count;
        let deviation = variance.sqrt().max(1.0);
        Self { wide: self.wide, values: self.values.iter().map(|v| (v - mean) / deviation).collect() }
    }

    /// Modules a side of the code.
    pub fn side(&self) -> usize {
        self.wide - 2 * MARGIN
    }

    /// Where the `n`th module of the code is.
    pub fn place(&self, n: usize) -> usize {
        (n / self.side() + MARGIN) * self.wide + n % self.side() + MARGIN
    }

    /// The values of the code alone, row by row.
    pub fn inside(&self) -> Vec<f32> {
        (0..self.side() * self.side()).map(|n| self.values[self.place(n)]).collect()
    }

    /// For each module the sum of `value` over those within reach.
    fn boxed(&self, value: impl Fn(usize) -> f32) -> Vec<f32> {
        let wide = self.wide;
        let around = |k: usize| k.saturating_sub(REACH)..(k + REACH + 1).min(wide);
        let values: Vec<f32> = (0..wide * wide).map(value).collect();
        let across: Vec<f32> = (0..wide * wide).map(|n| values[n / wide * wide..][around(n % wide)].iter().sum()).collect();
        (0..wide * wide).map(|n| around(n / wide).map(|row| across[row * wide + n % wide]).sum()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::drawn;

    const TEXT: &str = "VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123";

    #[test]
    fn modules_are_judged_alike_in_light_and_shadow() {
        let (picture, side) = drawn::code(TEXT, 5);
        let grid = drawn::grid(side, 5, 0.0);
        let plain = Square::measured(&picture, &grid).judged().inside();
        // Ever darker to the right, down to a fifth.
        let shaded = picture.rows().flat_map(|row| row.iter().enumerate().map(|(x, p)| (usize::from(*p) * (row.len() * 5 - x * 4) / (row.len() * 5)) as u8)).collect();
        let shaded = Luma::new(picture.width(), picture.height(), shaded).unwrap();
        let judged = Square::measured(&shaded, &grid).judged().inside();
        assert!(plain.iter().zip(&judged).all(|(a, b)| a.signum() == b.signum() && b.abs() > 0.3));
    }

    #[test]
    fn exchanged_colours_are_exchanged_back() {
        let (picture, side) = drawn::code(TEXT, 5);
        let turned = Luma::new(picture.width(), picture.height(), picture.rows().flatten().map(|p| 255 - p).collect()).unwrap();
        let grid = drawn::grid(side, 5, 0.0);
        let (mut light_on_dark, values) = (grid, Square::measured(&picture, &grid).values);
        light_on_dark.inverted = true;
        assert_eq!(Square::measured(&turned, &light_on_dark).values, values);
    }

    #[test]
    fn flat_pictures_are_judged_to_be_nothing() {
        let flat = Luma::new(90, 90, vec![77; 8100]).unwrap();
        let measured = Square::measured(&flat, &drawn::grid(25, 2, 0.0));
        assert!(measured.judged().values.iter().chain(&measured.normal().values).all(|v| *v == 0.0));
    }
}
