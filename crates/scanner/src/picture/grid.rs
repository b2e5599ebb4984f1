//! Where the modules of a code lie in the picture: a plane seen aslant, and bent if need be.

/// A place in the picture, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    /// The place `share` of the way from here in the direction that leads from `from` to `to`.
    pub fn along(self, from: Self, to: Self, share: f32) -> Self {
        Self { x: self.x + share * (to.x - from.x), y: self.y + share * (to.y - from.y) }
    }

    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// The fourth corner of a square seen from straight above, from upper left, upper right and lower left.
pub fn fourth([upper_left, upper_right, lower_left]: [Point; 3]) -> Point {
    upper_right.along(upper_left, lower_left, 1.0)
}

/// Middle of a finder pattern from the edge of the code, in modules.
pub const FINDER: f32 = 3.5;

/// What can be changed to make a grid fit: x and y of four corners, then four bows.
pub const PARAMETERS: usize = 12;

/// Maps modules to the picture.
#[derive(Debug, Clone, Copy)]
pub struct Grid {
    /// The middles of the finder patterns and of where a fourth one would be (clockwise from the
    /// upper left, x and y in pixels), then how far the lines between them are bowed: across evenly
    /// and unevenly, down evenly and unevenly, in lengths of the line.
    pub parameters: [f32; PARAMETERS],
    /// Modules a side.
    pub side: usize,
    /// Whether the code is light on dark.
    pub inverted: bool,
    plane: [f32; 8],
}

impl Grid {
    /// A flat code with these corners.
    pub fn flat(corners: [Point; 4], side: usize, inverted: bool) -> Self {
        let mut parameters = [0.0; PARAMETERS];
        for (n, corner) in corners.iter().enumerate() {
            (parameters[2 * n], parameters[2 * n + 1]) = (corner.x, corner.y);
        }
        Self { parameters, side, inverted, plane: plane(parameters) }
    }

    /// The grid with one parameter changed.
    pub fn changed(&self, parameter: usize, change: f32) -> Self {
        let mut parameters = self.parameters;
        parameters[parameter] += change;
        Self { parameters, plane: plane(parameters), ..*self }
    }

    /// The place in the picture of the place `(u, v)` in the code, in modules from its upper left edge.
    pub fn place(&self, u: f32, v: f32) -> Point {
        let span = self.side as f32 - 2.0 * FINDER;
        let bowed = |along: f32, even: f32, uneven: f32| along + along * (1.0 - along) * (even + uneven * (1.0 - 2.0 * along));
        let [.., across, across_uneven, down, down_uneven] = self.parameters;
        let (s, t) = (bowed((u - FINDER) / span, across, across_uneven), bowed((v - FINDER) / span, down, down_uneven));
        let [a, b, c, d, e, f, g, h] = self.plane;
        let depth = g * s + h * t + 1.0;
        // Behind the viewer: no place in any picture; the middle of the upper left finder will do.
        let depth = if depth > 0.05 { depth } else { 1.0 };
        Point { x: (a * s + b * t + c) / depth, y: (d * s + e * t + f) / depth }
    }

    /// Length of a module in pixels, about.
    pub fn module(&self) -> f32 {
        let [x0, y0, x1, y1, _, _, x3, y3, ..] = self.parameters;
        ((x1 - x0).hypot(y1 - y0) + (x3 - x0).hypot(y3 - y0)) / (2.0 * (self.side as f32 - 2.0 * FINDER))
    }
}

/// From the unit square to any four corners (Heckbert, Fundamentals of Texture Mapping, 2.2.3).
fn plane([x0, y0, x1, y1, x2, y2, x3, y3, ..]: [f32; PARAMETERS]) -> [f32; 8] {
    let (sum_x, sum_y) = (x0 - x1 + x2 - x3, y0 - y1 + y2 - y3);
    let (dx1, dx2, dy1, dy2) = (x1 - x2, x3 - x2, y1 - y2, y3 - y2);
    let whole = dx1 * dy2 - dx2 * dy1;
    let (g, h) = if whole.abs() < 1e-6 { (0.0, 0.0) } else { ((sum_x * dy2 - dx2 * sum_y) / whole, (dx1 * sum_y - sum_x * dy1) / whole) };
    [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h]
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNERS: [Point; 4] = [Point { x: 10.0, y: 20.0 }, Point { x: 110.0, y: 30.0 }, Point { x: 90.0, y: 120.0 }, Point { x: 5.0, y: 100.0 }];

    fn near(a: Point, b: Point) -> bool {
        a.distance(b) < 0.01
    }

    #[test]
    fn corners_come_to_lie_on_corners() {
        for bow in [0.0, 0.1] {
            let grid = (8..PARAMETERS).fold(Grid::flat(CORNERS, 25, false), |grid, n| grid.changed(n, bow));
            for (corner, (u, v)) in CORNERS.into_iter().zip([(3.5, 3.5), (21.5, 3.5), (21.5, 21.5), (3.5, 21.5)]) {
                assert!(near(grid.place(u, v), corner));
            }
        }
    }

    #[test]
    fn straight_lines_stay_straight_unless_they_are_bowed() {
        let [a, b, c] = [(0.0, 0.0), (18.0, 0.0), (0.0, 18.0)].map(|(x, y)| Point { x, y });
        let flat = Grid::flat([a, b, fourth([a, b, c]), c], 25, false);
        assert!(near(flat.place(12.5, 12.5), Point { x: 9.0, y: 9.0 }));
        assert!(near(flat.changed(8, 0.2).place(12.5, 12.5), Point { x: 9.9, y: 9.0 }));
    }

    #[test]
    fn corners_on_one_spot_give_finite_places() {
        let spot = Grid::flat([Point { x: 1.0, y: 1.0 }; 4], 21, false);
        assert!(near(spot.place(100.0, -100.0), Point { x: 1.0, y: 1.0 }));
    }
}
