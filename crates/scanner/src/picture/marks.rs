//! Modules that every code of a version shares, and how well the picture shows them where a grid
//! puts them.

use super::grid::Grid;
use super::luma::Luma;
use crate::qr::layout::{Layout, Module};
use core::ops::Range;

/// What to look for in the picture of a code.
pub struct Marks {
    /// Three finder patterns, two lines of timing patterns, then the alignment patterns, of which
    /// the one in the free corner comes first.
    groups: Vec<Group>,
    /// Modules a side.
    pub side: usize,
}

/// Modules that lie close enough together to be lit alike.
struct Group {
    places: Vec<Mark>,
    /// Σ expected²
    strength: f32,
    /// How much the group counts.
    share: f32,
}

struct Mark {
    u: f32,
    v: f32,
    /// Above 0 for light, below for dark; 0 in the mean of the group.
    expected: f32,
}

const TIMING: usize = 3;
const ALIGNMENT: usize = 5;

impl Marks {
    pub fn new(layout: &Layout) -> Self {
        let (side, middles) = (layout.version.side(), layout.version.alignments());
        let far = side - 8;
        let finders = [(0, 0), (far, 0), (0, far)].map(|(x, y)| Group::new(layout, x..x + 8, y..y + 8, 1.0));
        let timing = [Group::new(layout, 8..far, 6..7, 1.0), Group::new(layout, 6..7, 8..far, 1.0)];
        let mut groups = Vec::from_iter(finders.into_iter().chain(timing));
        let last = middles.len().saturating_sub(1);
        let rest = 2.0 / (middles.len() * middles.len()).max(1) as f32;
        for (i, y) in middles.iter().enumerate().rev() {
            for (j, x) in middles.iter().enumerate().rev() {
                if ![(0, 0), (0, last), (last, 0)].contains(&(i, j)) {
                    groups.push(Group::new(layout, x - 2..x + 3, y - 2..y + 3, if (i, j) == (last, last) { 1.0 } else { rest }));
                }
            }
        }
        Self { groups, side }
    }

    /// How well all of it fits, from -1 to 1.
    pub fn score(&self, picture: &Luma, grid: &Grid) -> f32 {
        let shares: f32 = self.groups.iter().map(|group| group.share).sum();
        self.groups.iter().map(|group| group.share * group.score(picture, grid)).sum::<f32>() / shares
    }

    /// How well each finder pattern fits.
    pub fn finders(&self, picture: &Luma, grid: &Grid) -> [f32; 3] {
        core::array::from_fn(|n| self.groups[n].score(picture, grid))
    }

    /// How well the better line of the timing pattern fits.
    pub fn timing(&self, picture: &Luma, grid: &Grid) -> f32 {
        self.groups[TIMING].score(picture, grid).max(self.groups[TIMING + 1].score(picture, grid))
    }

    /// How well the alignment pattern in the free corner fits; none where the version has none.
    pub fn alignment(&self, picture: &Luma, grid: &Grid) -> Option<f32> {
        Some(self.groups.get(ALIGNMENT)?.score(picture, grid))
    }
}

impl Group {
    /// The known modules in a rectangle. Each is looked at in two places aslant of its middle, so
    /// that a grid that is a little off is told from one that is not.
    fn new(layout: &Layout, columns: Range<usize>, rows: Range<usize>, share: f32) -> Self {
        let side = layout.version.side();
        let mut places = Vec::new();
        for (x, y) in rows.flat_map(|y| columns.clone().map(move |x| (x, y))) {
            let Module::Known { dark } = layout.modules[y * side + x] else { continue };
            let expected = if dark { -1.0 } else { 1.0 };
            let aslant = if (x + y) % 2 == 0 { 0.3 } else { -0.3 };
            let (u, v) = (x as f32 + 0.5, y as f32 + 0.5);
            places.push(Mark { u: u - 0.3, v: v - aslant, expected });
            places.push(Mark { u: u + 0.3, v: v + aslant, expected });
        }
        let mean = places.iter().map(|mark| mark.expected).sum::<f32>() / places.len().max(1) as f32;
        places.iter_mut().for_each(|mark| mark.expected -= mean);
        let strength = places.iter().map(|mark| mark.expected * mark.expected).sum::<f32>().max(1.0);
        Self { places, strength, share }
    }

    /// The correlation of what is seen with what is expected, below 0 where light and dark are exchanged.
    fn score(&self, picture: &Luma, grid: &Grid) -> f32 {
        let (mut sum, mut squares, mut fit) = (0.0, 0.0, 0.0);
        for mark in &self.places {
            let place = grid.place(mark.u, mark.v);
            let seen = picture.at(place.x, place.y);
            sum += seen;
            squares += seen * seen;
            fit += seen * mark.expected;
        }
        let count = self.places.len() as f32;
        // Differences of two levels of grey and less are nothing to go by.
        let variance = (squares - sum * sum / count).max(0.0) + 4.0 * count;
        let score = fit / (variance * self.strength).sqrt();
        if grid.inverted { -score } else { score }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::drawn::{self, code};
    use crate::qr::version::Version;

    #[test]
    fn marks_fit_where_the_code_is_and_nowhere_else() {
        for text in ["A", "VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123", &"https://volunteer.example/".repeat(8)] {
            let (picture, side) = code(text, 6);
            let marks = Marks::new(&Layout::new(Version::nearest(side as f32).unwrap()));
            let score = |shift: f32| marks.score(&picture, &drawn::grid(side, 6, shift));
            assert!(score(0.0) > 0.95, "{side}: {}", score(0.0));
            assert!(score(0.3) < score(0.0) && score(1.0) < 0.5);
            assert!(marks.finders(&picture, &drawn::grid(side, 6, 0.0)).iter().all(|fit| *fit > 0.95));
            assert_eq!(marks.alignment(&picture, &drawn::grid(side, 6, 0.0)).is_some(), side > 21);
        }
    }
}
