//! Which finder patterns belong together, and how the code lies that they are the corners of.

use super::finder::Finder;
use super::grid::{FINDER, Point, fourth};
use crate::qr::version::Version;
use core::f32::consts::FRAC_1_SQRT_2;

/// Three corners of a code.
#[derive(Debug, Clone, Copy)]
pub struct Pose {
    /// Middles of the finder patterns: upper left, upper right, lower left.
    pub corners: [Point; 3],
    /// Where a fourth one would be, as far as the sizes of the others tell.
    pub fourth: Point,
    /// Modules a side, roughly.
    pub side: f32,
    pub inverted: bool,
    pub evidence: Evidence,
    /// How unlike a code seen from above it is; 0 at best.
    cost: f32,
}

/// Codes seen more aslant than this are not read.
const MOST_ASLANT: f32 = 0.4;

/// How many of the corners were seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    ThreeFinders,
    TwoFinders,
}

impl Finder {
    fn point(&self) -> Point {
        Point { x: self.x, y: self.y }
    }

    /// Width of a module of a code whose sides go in the direction `(x, y)`, which has length 1.
    fn module_along(&self, x: f32, y: f32) -> f32 {
        // A line through a square that is turned is longer than its side.
        (self.across * x * x + self.down * y * y) * x.abs().max(y.abs())
    }
}

/// The distance of two finder patterns in modules; they lie at the ends of a side of the code, or
/// of its diagonal.
fn modules_between(a: &Finder, b: &Finder, diagonal: bool) -> f32 {
    let distance = a.point().distance(b.point()).max(1.0);
    let (x, y) = ((b.x - a.x) / distance, (b.y - a.y) / distance);
    let (x, y) = if diagonal { ((x - y) * FRAC_1_SQRT_2, (x + y) * FRAC_1_SQRT_2) } else { (x, y) };
    // Modules shrink evenly with the distance from the viewer: their mean is the geometric one.
    distance / (a.module_along(x, y) * b.module_along(x, y)).sqrt()
}

/// How much nearer to the viewer `a` is than `b`, as its modules are larger.
fn nearer(a: &Finder, b: &Finder) -> f32 {
    let distance = a.point().distance(b.point()).max(1.0);
    let (x, y) = ((b.x - a.x) / distance, (b.y - a.y) / distance);
    ((a.module_along(x, y) / b.module_along(x, y)).sqrt() - 1.0).clamp(-MOST_ASLANT, MOST_ASLANT)
}

fn ratio(a: f32, b: f32) -> f32 {
    if a > b { a / b } else { b / a }
}

impl Pose {
    /// The same pose in a picture that is `zoom` times as large.
    pub fn zoomed(&self, zoom: f32) -> Self {
        let zoomed = |point: Point| Point { x: point.x * zoom, y: point.y * zoom };
        Self { corners: self.corners.map(zoomed), fourth: zoomed(self.fourth), ..*self }
    }

    /// Whether both lie in the same place, within a quarter of a module.
    pub fn same(&self, other: &Self) -> bool {
        let reach = self.module() / 4.0;
        self.inverted == other.inverted && self.corners.iter().zip(&other.corners).all(|(a, b)| a.distance(*b) < reach)
    }

    /// Width of a module in pixels, about.
    pub fn module(&self) -> f32 {
        self.corners[0].distance(self.corners[1]) / (self.side - 2.0 * FINDER)
    }

    /// The pose in which `corner` is the upper left one of three, if they can be those of a code.
    fn of(corner: &Finder, one: &Finder, other: &Finder) -> Option<Self> {
        let turn = (one.x - corner.x) * (other.y - corner.y) - (one.y - corner.y) * (other.x - corner.x);
        let (one, other) = if turn < 0.0 { (other, one) } else { (one, other) };
        let (c, a, b) = (corner.point(), one.point(), other.point());
        let (first, second) = (c.distance(a), c.distance(b));
        let cosine = ((a.x - c.x) * (b.x - c.x) + (a.y - c.y) * (b.y - c.y)).abs() / (first * second);
        let [m, n] = [modules_between(corner, one, false), modules_between(corner, other, false)];
        let (legs, counts) = (ratio(first, second), ratio(m, n));
        let sizes = [corner, one, other].map(Finder::module);
        let spread = sizes.iter().copied().fold(0.0, f32::max) / sizes.iter().copied().fold(f32::MAX, f32::min);
        let side = (m + n) / 2.0 + 2.0 * FINDER;
        let alike = corner.inverted == one.inverted && corner.inverted == other.inverted;
        if !alike || cosine > 0.7 || legs > 2.3 || counts > 1.7 || spread > 2.2 || !(17.0..190.0).contains(&side) {
            return None;
        }
        let doubt: f32 = [corner, one, other].iter().map(|finder| 1.0 - (finder.votes as f32 / finder.module() / 2.5).min(1.0)).sum();
        let cost = cosine + 0.5 * (legs - 1.0) + 2.0 * (counts - 1.0) + (spread - 1.0) + doubt;
        let (across, down) = (nearer(corner, one), nearer(corner, other));
        let depth = 1.0 + across + down;
        let fourth = Point { x: (a.x * (1.0 + across) + b.x * (1.0 + down) - c.x) / depth, y: (a.y * (1.0 + across) + b.y * (1.0 + down) - c.y) / depth };
        Some(Self { corners: [c, a, b], fourth, side, inverted: corner.inverted, evidence: Evidence::ThreeFinders, cost })
    }

    /// The versions that the code may have, the likeliest first.
    pub fn versions(&self) -> impl Iterator<Item = Version> {
        let first = Version::nearest(self.side);
        let below = first.is_some_and(|version| self.side < version.side() as f32);
        let number = first.map_or(0, Version::number);
        let others = if below { [number.wrapping_sub(1), number + 1] } else { [number + 1, number.wrapping_sub(1)] };
        first.into_iter().chain(others.into_iter().filter_map(Version::new))
    }
}

/// Poses with three finder patterns, the likeliest first.
pub fn of_three(finders: &[Finder]) -> Vec<Pose> {
    let mut poses = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for (j, b) in finders[..i].iter().enumerate() {
            for c in &finders[..j] {
                poses.extend([Pose::of(a, b, c), Pose::of(b, a, c), Pose::of(c, a, b)].into_iter().flatten());
            }
        }
    }
    poses.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    poses
}

/// Poses with two finder patterns, the third of which is hidden or spoiled: it may be any of the
/// three, on either side.
pub fn of_two(finders: &[Finder]) -> Vec<Pose> {
    let mut poses = Vec::new();
    for (i, a) in finders.iter().enumerate() {
        for b in &finders[..i] {
            let (p, q) = (a.point(), b.point());
            if a.inverted != b.inverted || ratio(a.module(), b.module()) > 1.4 {
                continue;
            }
            let cost = ratio(a.module(), b.module());
            let mut add = |corners: [Point; 3], modules: f32| {
                if (14.0..180.0).contains(&modules) {
                    poses.push(Pose { corners, fourth: fourth(corners), side: modules + 2.0 * FINDER, inverted: a.inverted, evidence: Evidence::TwoFinders, cost });
                }
            };
            // Beside each other; from one to the other and a quarter turn clockwise.
            for (p, q) in [(p, q), (q, p)] {
                let turned = |at: Point| Point { x: at.x - (q.y - p.y), y: at.y + (q.x - p.x) };
                // Upper left and upper right.
                add([p, q, turned(p)], modules_between(a, b, false));
                // Lower left and upper left.
                add([q, turned(q), p], modules_between(a, b, false));
                // Lower left and upper right.
                let middle = Point { x: (p.x + q.x) / 2.0, y: (p.y + q.y) / 2.0 };
                let half = Point { x: (q.x - p.x) / 2.0, y: (q.y - p.y) / 2.0 };
                add([Point { x: middle.x + half.y, y: middle.y - half.x }, q, p], modules_between(a, b, true) * FRAC_1_SQRT_2);
            }
        }
    }
    poses.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    poses
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finder(x: f32, y: f32) -> Finder {
        Finder { x, y, across: 4.0, down: 4.0, votes: 20, inverted: false }
    }

    fn point(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    /// Upper left, upper right, lower left, of a code with 25 modules of 4 pixels.
    const CORNERS: [(f32, f32); 3] = [(100.0, 100.0), (172.0, 100.0), (100.0, 172.0)];

    #[test]
    fn three_finders_are_put_in_order() {
        let corners = CORNERS.map(|(x, y)| point(x, y));
        for order in [[0, 1, 2], [1, 2, 0], [2, 1, 0]] {
            let poses = of_three(&order.map(|n| finder(CORNERS[n].0, CORNERS[n].1)));
            assert_eq!(poses[0].corners, corners);
            assert_eq!(poses[0].versions().next().map(Version::side), Some(25));
        }
    }

    #[test]
    fn any_two_finders_are_enough_to_tell_the_third() {
        for missing in 0..3 {
            let seen: Vec<Finder> = (0..3).filter(|n| *n != missing).map(|n| finder(CORNERS[n].0, CORNERS[n].1)).collect();
            let right = |pose: &Pose| pose.corners.iter().zip(CORNERS).all(|(a, (x, y))| a.distance(point(x, y)) < 0.1);
            let pose = of_two(&seen).into_iter().find(right).expect("the pose");
            // The diagonal is seen by finders that are not turned.
            assert!((pose.side - 25.0).abs() < 0.1, "{missing}: {}", pose.side);
        }
    }

    #[test]
    fn finders_that_cannot_belong_together_make_no_pose() {
        let far = Finder { across: 20.0, down: 20.0, ..finder(100.0, 172.0) };
        assert!(of_three(&[finder(100.0, 100.0), finder(172.0, 100.0), far]).is_empty());
        let other = Finder { inverted: true, ..finder(172.0, 100.0) };
        assert!(of_two(&[finder(100.0, 100.0), other]).is_empty());
        assert!(of_two(&[finder(100.0, 100.0), finder(100.0, 100.0)]).is_empty());
    }

    #[test]
    fn neighbouring_versions_are_tried_too_the_nearer_first() {
        let sides = |side: f32| {
            let poses = of_two(&[finder(0.0, 0.0), finder((side - 7.0) * 4.0, 0.0)]);
            poses[0].versions().map(Version::side).collect::<Vec<_>>()
        };
        assert_eq!(sides(25.5), [25, 29, 21]);
        assert_eq!(sides(24.5), [25, 21, 29]);
        assert_eq!(sides(21.4), [21, 25]);
    }
}
