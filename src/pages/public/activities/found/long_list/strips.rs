//! How tall the strips of a long list are, as far as they have been seen, and which of them are near the screen.

use std::collections::BTreeMap;
use std::ops::Range;

/// Cards in a strip: whole rows, whether one, two or three stand beside each other.
pub(super) const STRIP: usize = 6;

/// How tall a strip is taken to be before one was seen, in CSS pixels.
const GUESS: f64 = 1_300.0;

/// The heights that are known, in CSS pixels. A strip that has not been seen is taken to be like the mean of those that have.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Strips(BTreeMap<usize, f64>);

impl Strips {
    /// Takes note of how tall a strip is.
    pub(super) fn note(&mut self, strip: usize, height: f64) {
        self.0.insert(strip, height);
    }

    fn mean(&self) -> f64 {
        if self.0.is_empty() { GUESS } else { self.0.values().sum::<f64>() / self.0.len() as f64 }
    }

    /// How tall these are together.
    pub(super) fn height(&self, strips: Range<usize>) -> f64 {
        if strips.is_empty() {
            return 0.0;
        }
        let (mut sum, mut seen) = (0.0, 0);
        for height in self.0.range(strips.clone()).map(|(_, height)| height) {
            (sum, seen) = (sum + height, seen + 1);
        }
        sum + (strips.len() - seen) as f64 * self.mean()
    }

    /// Which of `all` strips lie between `from` and `to`, in CSS pixels below the begin of the list; at least one, if there is one.
    pub(super) fn between(&self, from: f64, to: f64, all: usize) -> Range<usize> {
        let mean = self.mean();
        let (mut end, mut first) = (0.0, None);
        for strip in 0..all {
            end += self.0.get(&strip).unwrap_or(&mean);
            if first.is_none() && (end > from || strip + 1 == all) {
                first = Some(strip);
            }
            if let Some(first) = first.filter(|_| end >= to) {
                return first..strip + 1;
            }
        }
        first.unwrap_or(0)..all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strips(heights: &[(usize, f64)]) -> Strips {
        Strips(heights.iter().copied().collect())
    }

    #[test]
    fn what_was_not_seen_is_like_the_mean_of_what_was() {
        let strips = strips(&[(0, 100.0), (2, 300.0)]);
        assert_eq!(strips.height(0..3), 600.0);
        assert_eq!(strips.height(3..5), 400.0);
        assert_eq!(strips.height(2..2), 0.0);
        assert_eq!(Strips::default().height(0..2), 2.0 * GUESS);
    }

    #[test]
    fn only_strips_that_reach_into_the_window_are_shown() {
        let strips = strips(&[(0, 100.0), (1, 100.0), (2, 100.0), (3, 100.0)]);
        assert_eq!(strips.between(-50.0, 150.0, 4), 0..2);
        assert_eq!(strips.between(100.0, 200.0, 4), 1..2);
        assert_eq!(strips.between(150.0, 250.0, 4), 1..3);
        assert_eq!(strips.between(-500.0, -100.0, 4), 0..1, "above the list its begin is shown");
        assert_eq!(strips.between(900.0, 1_000.0, 4), 3..4, "below the list its end is shown");
        assert_eq!(strips.between(0.0, 100.0, 0), 0..0);
    }

    #[test]
    fn the_heights_around_the_window_add_up_to_the_whole() {
        let strips = strips(&[(0, 90.0), (3, 140.0), (4, 120.0)]);
        for from in 0..20 {
            let from = f64::from(from) * 55.0;
            let shown = strips.between(from, from + 300.0, 9);
            let parts = strips.height(0..shown.start) + strips.height(shown.clone()) + strips.height(shown.end..9);
            assert!((parts - strips.height(0..9)).abs() < 1e-6);
            assert!(strips.height(0..shown.start) <= from.max(0.0) || shown.end == 9);
        }
    }
}
