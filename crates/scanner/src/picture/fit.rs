//! Lays a grid on a code so that its marks come to lie where the picture shows them.

use super::grid::{Grid, PARAMETERS, Point};
use super::luma::Luma;
use super::marks::Marks;

/// An alignment pattern that fits this well is not looked for further away.
const GOOD: f32 = 0.75;
/// Between two places where it is looked for, in modules.
const STEP: f32 = 0.75;
/// A pattern found further away fits by chance more often; each step costs this.
const FARTHER: f32 = 0.01;

/// How far the parameters of a grid are moved in one round.
pub struct Move {
    /// Corners, in modules.
    pub corner: f32,
    /// Bows, in lengths of the line; 0 where the code is taken to be flat.
    pub bow: f32,
}

impl Marks {
    /// The grid on three finder patterns (upper left, upper right, lower left) whose fourth corner,
    /// which lies near `fourth`, makes the alignment pattern fit best.
    pub fn cornered(&self, picture: &Luma, corners: [Point; 3], fourth: Point, inverted: bool) -> Grid {
        let [upper_left, upper_right, lower_left] = corners;
        let module = 1.0 / (self.side as f32 - 7.0);
        let with = |across: f32, down: f32| {
            let corner = fourth.along(upper_left, lower_left, down * module).along(upper_left, upper_right, across * module);
            Grid::flat([upper_left, upper_right, corner, lower_left], self.side, inverted)
        };
        let first = with(0.0, 0.0);
        let Some(fit) = self.alignment(picture, &first) else { return first };
        let (mut best, mut best_fit) = (first, fit);
        for ring in 1..=2 + self.side as i32 / 6 {
            if ring == 3 && best_fit > GOOD {
                break;
            }
            for down in -ring..=ring {
                // The whole of the first and the last line, of the others the ends.
                let step = if down.abs() == ring { 1 } else { 2 * ring as usize };
                for across in (-ring..=ring).step_by(step) {
                    let grid = with(across as f32 * STEP, down as f32 * STEP);
                    let fit = self.alignment(picture, &grid).map_or(f32::MIN, |fit| fit - FARTHER * ring as f32);
                    if fit > best_fit {
                        (best, best_fit) = (grid, fit);
                    }
                }
            }
        }
        best
    }

    /// Moves what can be moved, a little at a time, as long as the marks fit better. Returns the
    /// grid and its score.
    pub fn refined(&self, picture: &Luma, grid: Grid, moves: &[Move]) -> (Grid, f32) {
        let (mut best, mut best_score) = (grid, self.score(picture, &grid));
        for step in moves {
            for parameter in 0..if step.bow > 0.0 { PARAMETERS } else { 8 } {
                let length = if parameter < 8 { step.corner * best.module() } else { step.bow };
                for change in [length, -length] {
                    let next = best.changed(parameter, change);
                    let score = self.score(picture, &next);
                    if score > best_score + 1e-4 {
                        (best, best_score) = (next, score);
                        break;
                    }
                }
            }
        }
        (best, best_score)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::drawn::{self, code};
    use crate::picture::grid::fourth;
    use crate::qr::layout::Layout;
    use crate::qr::version::Version;

    const TEXT: &str = "VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123";

    #[test]
    fn a_grid_that_is_off_is_moved_to_the_code() {
        let (picture, side) = code(TEXT, 6);
        let marks = Marks::new(&Layout::new(Version::nearest(side as f32).unwrap()));
        let moves = [0.4, 0.2, 0.1].map(|corner| Move { corner, bow: 0.0 });
        let off = drawn::grid(side, 6, 0.5);
        let (grid, score) = marks.refined(&picture, off, &moves);
        assert!(score > marks.score(&picture, &off) + 0.2, "{score}");
        let (found, right) = (grid.place(12.5, 12.5), drawn::grid(side, 6, 0.0).place(12.5, 12.5));
        assert!(found.distance(right) < 1.5, "{found:?} {right:?}");
    }

    #[test]
    fn the_fourth_corner_is_found_by_its_alignment_pattern() {
        let (picture, side) = code(TEXT, 6);
        let marks = Marks::new(&Layout::new(Version::nearest(side as f32).unwrap()));
        let right = drawn::grid(side, 6, 0.0);
        let [a, b, c] = [(3.5, 3.5), (21.5, 3.5), (3.5, 21.5)].map(|(u, v)| right.place(u, v));
        // The upper right corner as it would be if the code were seen aslant.
        let aslant = Point { x: b.x + 12.0, y: b.y };
        let fourth = fourth([a, aslant, c]);
        let before = marks.alignment(&picture, &Grid::flat([a, aslant, fourth, c], side, false));
        let after = marks.alignment(&picture, &marks.cornered(&picture, [a, aslant, c], fourth, false));
        assert!(before < Some(0.3) && after > Some(0.5), "{before:?} {after:?}");
    }
}
