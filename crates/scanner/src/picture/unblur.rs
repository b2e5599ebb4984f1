//! The last resort against blur: looks for the modules which, blurred, come nearest to what is seen.
//!
//! How the code is blurred is learned from the modules as they are believed to be, then modules are
//! turned, alone or a few neighbours at once, as long as that explains the picture better.

use super::filter::{Filter, SIDE};
use super::modules::{MARGIN, Square};
use crate::qr::layout::{Layout, Module};

/// Times the blur is learned anew.
const ROUNDS: usize = 3;
/// Times all modules are gone through for one blur.
const SWEEPS: usize = 6;
/// What a turn must gain.
const GAIN: f32 = 1e-4;
/// Modules that are turned together, across and down from the first: blur leaves hardly a trace of
/// what is dark and light by turns.
const TOGETHER: [&[(isize, isize)]; 8] = [
    &[(0, 0)],
    &[(0, 0), (1, 0)],
    &[(0, 0), (0, 1)],
    &[(0, 0), (1, 1)],
    &[(0, 0), (-1, 1)],
    &[(0, 0), (1, 0), (2, 0)],
    &[(0, 0), (0, 1), (0, 2)],
    &[(0, 0), (1, 0), (0, 1), (1, 1)],
];

/// The modules that explain best what is `seen`, and how sure each is; `start` is the first belief.
pub fn unblurred(seen: &Square, start: &Square, layout: &Layout) -> Square {
    let mut search = Search::new(seen, start, layout);
    for _ in 0..ROUNDS {
        search.learn();
        if (0..SWEEPS).take_while(|_| search.sweep()).count() == 0 {
            break;
        }
    }
    search.soft()
}

struct Search<'a> {
    seen: &'a Square,
    /// Darkness as it is believed, 1 or -1 in the code.
    belief: Square,
    /// Whether a module may be turned.
    free: Vec<bool>,
    blur: [[f32; SIDE]; SIDE],
    /// Overlap of the blur with itself, moved by up to two modules down and across.
    overlap: [[f32; SIDE]; SIDE],
    /// What the blurred belief does not explain.
    rest: Vec<f32>,
    /// The rest as the blur of each module collects it.
    pull: Vec<f32>,
}

impl<'a> Search<'a> {
    fn new(seen: &'a Square, start: &Square, layout: &Layout) -> Self {
        let none = vec![0.0; seen.values.len()];
        // Around the code all is as it is seen further out.
        let far = |k: usize| if k < MARGIN { 0 } else if k >= seen.wide - MARGIN { seen.wide - 1 } else { k };
        let outer = |n: usize| seen.values[far(n / seen.wide) * seen.wide + far(n % seen.wide)].clamp(-1.0, 1.0);
        let mut belief = Square { wide: seen.wide, values: (0..none.len()).map(outer).collect() };
        let mut free = vec![false; none.len()];
        for (n, module) in layout.modules.iter().enumerate() {
            let place = seen.place(n);
            let dark = match module {
                Module::Known { dark } => *dark,
                Module::Data | Module::Information => start.values[place] > 0.0,
            };
            belief.values[place] = if dark { 1.0 } else { -1.0 };
            free[place] = !matches!(module, Module::Known { .. });
        }
        Self { seen, belief, free, blur: Default::default(), overlap: Default::default(), rest: none.clone(), pull: none }
    }

    fn places(&self) -> impl Iterator<Item = usize> + use<> {
        let (side, wide) = (self.seen.side(), self.seen.wide);
        (0..side * side).map(move |n| (n / side + MARGIN) * wide + n % side + MARGIN)
    }

    /// Learns the blur from the belief.
    fn learn(&mut self) {
        let blur = Filter::learned(&self.belief, |n| Some(self.seen.values[self.seen.place(n)]));
        self.blur = blur.weights();
        let weight = |row: usize, column: usize| self.blur.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0.0);
        let moved = |down: usize, across: usize| {
            let product = |n: usize| weight(n / SIDE, n % SIDE) * weight((n / SIDE + down).wrapping_sub(MARGIN), (n % SIDE + across).wrapping_sub(MARGIN));
            (0..SIDE * SIDE).map(product).sum()
        };
        self.overlap = core::array::from_fn(|down| core::array::from_fn(|across| moved(down, across)));
        self.places().for_each(|place| self.rest[place] = self.seen.values[place] - blur.at(&self.belief, place));
        self.places().for_each(|place| self.collect(place));
    }

    fn collect(&mut self, place: usize) {
        let rows = self.rest[place - MARGIN * (self.seen.wide + 1)..].chunks(self.seen.wide);
        self.pull[place] = rows.zip(&self.blur).map(|(rest, blur)| rest.iter().zip(blur).map(|(rest, blur)| rest * blur).sum::<f32>()).sum();
    }

    /// Goes through all modules once and says whether any was turned.
    fn sweep(&mut self) -> bool {
        let mut turned = false;
        for place in self.places() {
            for together in TOGETHER {
                if self.cost(place, together).is_some_and(|cost| cost < -GAIN) {
                    together.iter().for_each(|way| self.turn(self.at(place, *way)));
                    turned = true;
                }
            }
        }
        turned
    }

    fn at(&self, place: usize, (across, down): (isize, isize)) -> usize {
        place.wrapping_add_signed(down * self.seen.wide as isize + across)
    }

    /// By how much the square of the rest would grow, in quarters; none if not all may be turned.
    fn cost(&self, place: usize, together: &[(isize, isize)]) -> Option<f32> {
        let mut cost = 0.0;
        for (k, one) in together.iter().enumerate() {
            let at = self.at(place, *one);
            if !self.free[at] {
                return None;
            }
            cost += self.belief.values[at] * self.pull[at] + self.overlap[MARGIN][MARGIN];
            for other in &together[..k] {
                let overlap = self.overlap[(one.1 - other.1 + 2) as usize][(one.0 - other.0 + 2) as usize];
                cost += 2.0 * self.belief.values[at] * self.belief.values[self.at(place, *other)] * overlap;
            }
        }
        Some(cost)
    }

    fn turn(&mut self, place: usize) {
        let (wide, was) = (self.seen.wide, self.belief.values[place]);
        self.belief.values[place] = -was;
        let (x, y) = (place % wide, place / wide);
        let near = |k: usize, reach: usize| k.saturating_sub(reach).max(MARGIN)..(k + reach + 1).min(wide - MARGIN);
        for row in near(y, MARGIN) {
            for column in near(x, MARGIN) {
                self.rest[row * wide + column] += 2.0 * was * self.blur[row + MARGIN - y][column + MARGIN - x];
            }
        }
        for row in near(y, 2 * MARGIN) {
            near(x, 2 * MARGIN).for_each(|column| self.collect(row * wide + column));
        }
    }

    /// The belief, each module as sure as turning it would make the rest grow.
    fn soft(&self) -> Square {
        let energy = self.overlap[MARGIN][MARGIN].max(1e-6);
        Square { wide: self.seen.wide, values: self.belief.values.iter().zip(&self.pull).map(|(belief, pull)| belief + pull / energy).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::drawn;
    use crate::picture::filter::equalised;
    use crate::qr::version::Version;

    #[test]
    fn modules_are_found_again_under_blur_that_hides_a_third_of_them() {
        let (picture, side) = drawn::code("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123", 4);
        let layout = Layout::new(Version::nearest(side as f32).unwrap());
        let sharp = Square::measured(&picture, &drawn::grid(side, 4, 0.0)).normal();
        // A bell of deviation 0.75 modules.
        let bell = [0.03, 0.22, 0.5, 0.22, 0.03];
        let mut seen = sharp.clone();
        for n in 0..side * side {
            let at = |i: usize, j: usize| sharp.values[sharp.place(n) + i * sharp.wide + j - MARGIN * (sharp.wide + 1)];
            seen.values[sharp.place(n)] = (0..25).map(|k| bell[k / 5] * bell[k % 5] * at(k / 5, k % 5)).sum();
        }
        let wrong = |square: &Square| square.inside().iter().zip(sharp.inside()).filter(|(a, b)| (**a > 0.0) != (*b > 0.0)).count();
        let start = equalised(&seen, &layout, 0);
        assert!(wrong(&seen) > 60, "{}", wrong(&seen));
        assert!(wrong(&unblurred(&seen, &start, &layout)) < 10, "{} {}", wrong(&start), wrong(&unblurred(&seen, &start, &layout)));
    }
}
