//! Chance: the only randomness of a seeded city.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What chance is asked for. Each purpose draws from a stream of its own, so that asking for more
/// in one part of the city leaves the other parts as they were.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Map = 1,
    Teams,
    Stations,
    Crowd,
    Names,
    Activities,
    Attendance,
    SignUps,
    Roles,
}

/// Draws numbers. The same seed and purpose draw the same ones.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn new(seed: u64, purpose: Purpose) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(purpose as u64);
        Self(rng)
    }

    /// A whole number below `bound`, 0 when `bound` is 0. Its bias, below one in a million for the
    /// bounds used here, does not matter to a demonstration.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let wide = u64::from(self.0.next_u32()) * u64::try_from(bound).unwrap_or(u64::MAX >> 32);
        usize::try_from(wide >> 32).unwrap_or(0)
    }

    /// A whole number of `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = usize::try_from(high - low + 1).unwrap_or(0);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in `percent` of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// Any 64-bit number.
    pub(super) fn any(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// One of `rows`, each as likely as any other.
    pub(super) fn one_of<'a, T>(&mut self, rows: &'a [T]) -> Option<&'a T> {
        rows.get(self.below(rows.len()))
    }

    /// One of `rows` by weight; rows of weight 0 do not take part.
    pub(super) fn weighted<'a, T>(&mut self, rows: &'a [T], weight: impl Fn(&T) -> u32) -> Option<&'a T> {
        let all: usize = rows.iter().map(|row| weight(row) as usize).sum();
        let mut drawn = self.below(all);
        rows.iter().find(|row| {
            let own = weight(row) as usize;
            let found = drawn < own;
            drawn = drawn.saturating_sub(own);
            found
        })
    }
}

/// Weights summed up once, for drawing from long lists.
pub(super) struct Weights(Vec<usize>);

impl Weights {
    pub(super) fn new(weights: impl IntoIterator<Item = u32>) -> Self {
        let sums = weights.into_iter().scan(0, |sum, weight| {
            *sum += weight as usize;
            Some(*sum)
        });
        Self(sums.collect())
    }

    /// The place of a row, drawn by weight.
    pub(super) fn draw(&self, dice: &mut Dice) -> usize {
        let drawn = dice.below(self.0.last().copied().unwrap_or(0));
        self.0.partition_point(|sum| *sum <= drawn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_its_seeds_and_its_purposes_own() {
        let draw = |seed, purpose| Dice::new(seed, purpose).any();
        assert_eq!(draw(7, Purpose::Names), draw(7, Purpose::Names));
        assert_ne!(draw(7, Purpose::Names), draw(8, Purpose::Names));
        assert_ne!(draw(7, Purpose::Names), draw(7, Purpose::Teams));
    }

    #[test]
    fn rows_come_as_often_as_they_weigh() {
        let mut dice = Dice::new(1, Purpose::Names);
        let (rows, weights) = ([0_usize, 1, 2], Weights::new([0, 1, 3]));
        let (mut listed, mut summed) = ([0; 3], [0; 3]);
        for _ in 0..4000 {
            listed[*dice.weighted(&rows, |row| [0, 1, 3][*row]).unwrap()] += 1;
            summed[weights.draw(&mut dice)] += 1;
        }
        for [never, seldom, _] in [listed, summed] {
            assert!(never == 0 && (900..1100).contains(&seldom), "{listed:?} {summed:?}");
        }
        assert!(dice.weighted(&rows, |_| 0).is_none());
    }
}
