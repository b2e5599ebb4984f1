//! A filter over modules, learned from examples. It serves two ways: to take back the blur of what
//! was seen, and to describe how what is there was blurred.

use super::modules::{MARGIN, Square};
use crate::qr::layout::{Layout, Module};

/// A module and the 24 around it, of which opposite ones weigh the same, because defocus and motion
/// bleed to both sides alike; last a constant.
const WEIGHTS: usize = 14;
/// Side of the filter.
pub const SIDE: usize = 2 * MARGIN + 1;
/// Pulls the weights towards 0 where the modules tell too little.
const DAMPING: f32 = 0.02;
/// A module that is no darker or lighter than this teaches nothing.
const DOUBT: f32 = 0.3;
/// Values further out than this are not believed.
const MOST: f32 = 2.0;

pub struct Filter([f32; WEIGHTS]);

impl Filter {
    /// The filter that makes of `input` what is `wanted` of the modules of the code, with the least
    /// error; modules of which nothing is wanted do not count.
    pub fn learned(input: &Square, wanted: impl Fn(usize) -> Option<f32>) -> Self {
        let mut sums = [[0.0_f32; WEIGHTS + 1]; WEIGHTS];
        let mut count = 0.0;
        for n in 0..input.side() * input.side() {
            let Some(target) = wanted(n) else { continue };
            let values = around(input, input.place(n));
            count += 1.0;
            for (row, a) in sums.iter_mut().zip(values) {
                row.iter_mut().zip(values).for_each(|(cell, b)| *cell += a * b);
                row[WEIGHTS] += a * target;
            }
        }
        for (n, row) in sums.iter_mut().enumerate() {
            row[n] += DAMPING * count + 1e-3;
        }
        Self(solved(sums))
    }

    /// What the filter makes of the module at a place.
    pub fn at(&self, input: &Square, place: usize) -> f32 {
        around(input, place).iter().zip(&self.0).map(|(value, weight)| value * weight).sum()
    }

    /// The weights by row and column, without the constant.
    pub fn weights(&self) -> [[f32; SIDE]; SIDE] {
        let mut weights = [[0.0; SIDE]; SIDE];
        weights[MARGIN][MARGIN] = self.0[0];
        for ((down, across), weight) in later().zip(&self.0[1..]) {
            weights[MARGIN + down][across] = *weight;
            weights[MARGIN - down][SIDE - 1 - across] = *weight;
        }
        weights
    }
}

/// `soft` with the blur taken back as well as it can be learned: from the modules whose colour is
/// known, then `rounds` times from all that are not in doubt.
pub fn equalised(soft: &Square, layout: &Layout, rounds: usize) -> Square {
    let known = |n: usize| match layout.modules[n] {
        Module::Known { dark } => Some(if dark { 1.0 } else { -1.0 }),
        _ => None,
    };
    let filtered = |filter: Filter| {
        let mut out = soft.clone();
        (0..soft.side() * soft.side()).for_each(|n| out.values[soft.place(n)] = filter.at(soft, soft.place(n)));
        out
    };
    let mut best = filtered(Filter::learned(soft, known));
    for _ in 0..rounds {
        let believed = |n: usize| {
            let value = best.values[best.place(n)];
            known(n).or((value.abs() > DOUBT).then(|| value.signum()))
        };
        best = filtered(Filter::learned(soft, believed));
    }
    best
}

/// Rows down and columns of the neighbours that come later in reading order, one of each pair.
fn later() -> impl Iterator<Item = (usize, usize)> {
    (0..=MARGIN).flat_map(|down| (0..SIDE).map(move |across| (down, across))).filter(|(down, across)| *down > 0 || *across > MARGIN)
}

/// What the filter weighs around a place.
fn around(input: &Square, place: usize) -> [f32; WEIGHTS] {
    let value = |place: usize| input.values[place].clamp(-MOST, MOST);
    let mut values = [1.0; WEIGHTS];
    values[0] = value(place);
    for ((down, across), sum) in later().zip(&mut values[1..]) {
        let away = down * input.wide + across - MARGIN;
        *sum = value(place + away) + value(place - away);
    }
    values
}

/// Gauss and Jordan; the damped sums are positive definite, so that no pivot vanishes.
fn solved(mut rows: [[f32; WEIGHTS + 1]; WEIGHTS]) -> [f32; WEIGHTS] {
    for pivot in 0..WEIGHTS {
        let whole = rows[pivot][pivot];
        rows[pivot].iter_mut().for_each(|cell| *cell /= whole);
        let line = rows[pivot];
        for (_, row) in rows.iter_mut().enumerate().filter(|(n, _)| *n != pivot) {
            let factor = row[pivot];
            row.iter_mut().zip(line).for_each(|(cell, own)| *cell -= factor * own);
        }
    }
    rows.map(|row| row[WEIGHTS])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::version::Version;

    /// Modules of no pattern at all, the same each time.
    fn modules(side: usize) -> Square {
        let wide = side + 2 * MARGIN;
        Square { wide, values: (0..wide * wide).map(|n| if ((n * n) as u32).wrapping_mul(2_654_435_761) >> 24 & 1 == 0 { 1.0 } else { -1.0 }).collect() }
    }

    #[test]
    fn a_blur_is_learned_from_what_it_did() {
        let sharp = modules(25);
        let blurred = |n: usize| {
            let p = sharp.place(n);
            0.6 * sharp.values[p] + 0.15 * (sharp.values[p - 1] + sharp.values[p + 1]) + 0.05 * (sharp.values[p - sharp.wide] + sharp.values[p + sharp.wide]) - 0.1
        };
        let filter = Filter::learned(&sharp, |n| Some(blurred(n)));
        let weights = filter.weights();
        for (weight, right) in [(weights[2][2], 0.6), (weights[2][1], 0.15), (weights[3][2], 0.05), (weights[4][4], 0.0)] {
            assert!((weight - right).abs() < 0.05, "{weights:?}");
        }
        assert!((filter.at(&sharp, sharp.place(77)) - blurred(77)).abs() < 0.1);
    }

    #[test]
    fn blur_is_taken_back() {
        let layout = Layout::new(Version::new(2).unwrap());
        let sharp = {
            let mut sharp = modules(25);
            for (n, module) in layout.modules.iter().enumerate() {
                if let Module::Known { dark } = module {
                    let place = sharp.place(n);
                    sharp.values[place] = if *dark { 1.0 } else { -1.0 };
                }
            }
            sharp
        };
        let mut blurred = sharp.clone();
        for n in 0..625 {
            let p = sharp.place(n);
            blurred.values[p] = 0.4 * sharp.values[p] + 0.3 * (sharp.values[p - 1] + sharp.values[p + 1]);
        }
        let wrong = |square: &Square| square.inside().iter().zip(sharp.inside()).filter(|(a, b)| a.signum() != b.signum()).count();
        assert!(wrong(&equalised(&blurred, &layout, 1)) * 2 < wrong(&blurred), "{} {}", wrong(&equalised(&blurred, &layout, 1)), wrong(&blurred));
    }

    #[test]
    fn nothing_can_be_learned_from_nothing() {
        let nothing = Square { wide: 25, values: vec![0.0; 625] };
        assert!(Filter::learned(&nothing, |_| None).weights().iter().flatten().all(|weight| *weight == 0.0));
    }
}
