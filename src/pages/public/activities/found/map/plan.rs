//! Where the bubbles of a map are drawn: positions on the earth become places on a sheet, and none hides another.

use domain::station::{METRES_PER_DEGREE, Position};

/// Width of the sheet. On a phone one unit is about one CSS pixel.
pub(super) const WIDTH: f64 = 360.0;
/// Height of the sheet.
pub(super) const HEIGHT: f64 = 300.0;
/// Height of the strip below it, for the bar that tells how far is how far.
pub(super) const BAR: f64 = 18.0;
/// Room at the edges, for the bubbles around the outermost positions.
const MARGIN: f64 = 50.0;
/// A bubble is never smaller than what a finger hits.
const SMALLEST: f64 = 22.0;
const LARGEST: f64 = 38.0;
/// Room between bubbles, for the names below them.
const BETWEEN: f64 = 14.0;
/// What a map shows at least, in metres from edge to edge: nearer is only one place.
const NEAREST_METRES: f64 = 1_000.0;
/// How often bubbles are pushed apart.
const PUSHES: usize = 80;

/// A circle on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Circle {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
}

/// A sheet that shows all the positions it was made for, north above.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sheet {
    /// The middle, in degrees.
    latitude: f64,
    longitude: f64,
    /// Units of the sheet for a degree of latitude.
    scale: f64,
}

fn degrees(position: Position) -> (f64, f64) {
    (f64::from(position.latitude_e7) / 1e7, f64::from(position.longitude_e7) / 1e7)
}

impl Sheet {
    /// A sheet with all these on it; none for no position.
    pub(super) fn showing(positions: &[Position]) -> Option<Self> {
        let (first, rest) = positions.split_first()?;
        let begin = degrees(*first);
        let (mut least, mut most) = (begin, begin);
        for (latitude, longitude) in rest.iter().copied().map(degrees) {
            (least.0, least.1) = (least.0.min(latitude), least.1.min(longitude));
            (most.0, most.1) = (most.0.max(latitude), most.1.max(longitude));
        }
        let (latitude, longitude) = (f64::midpoint(least.0, most.0), f64::midpoint(least.1, most.1));
        let smallest = NEAREST_METRES / METRES_PER_DEGREE;
        let high = (most.0 - least.0).max(smallest);
        let wide = ((most.1 - least.1) * latitude.to_radians().cos()).max(smallest);
        Some(Self { latitude, longitude, scale: ((HEIGHT - 2.0 * MARGIN) / high).min((WIDTH - 2.0 * MARGIN) / wide) })
    }

    /// Where a position lies on it. Within a city the earth is flat enough.
    pub(super) fn place(&self, position: Position) -> (f64, f64) {
        self.place_of(degrees(position))
    }

    /// The same for latitude and longitude in degrees.
    pub(super) fn place_of(&self, (latitude, longitude): (f64, f64)) -> (f64, f64) {
        let east = (longitude - self.longitude) * self.latitude.to_radians().cos();
        (WIDTH / 2.0 + east * self.scale, HEIGHT / 2.0 - (latitude - self.latitude) * self.scale)
    }

    /// Latitude and longitude of what lies at a place of the sheet.
    pub(super) fn under(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let east = (x - WIDTH / 2.0) / self.scale;
        (self.latitude + (HEIGHT / 2.0 - y) / self.scale, self.longitude + east / self.latitude.to_radians().cos())
    }

    /// Units of the sheet around the whole earth, along the latitude of its middle.
    pub(super) fn around(&self) -> f64 {
        360.0 * self.latitude.to_radians().cos() * self.scale
    }

    /// Whether a position lies on it.
    pub(super) fn holds(&self, position: Position) -> bool {
        let (x, y) = self.place(position);
        (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y)
    }

    /// A round distance that fits into a fifth of the sheet's width: in metres, and in its units.
    pub(super) fn bar(&self) -> (u32, f64) {
        let metres_per_unit = METRES_PER_DEGREE / self.scale;
        let longest = WIDTH / 5.0 * metres_per_unit;
        let power = 10_f64.powf(longest.log10().floor());
        let metres = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|metres| *metres <= longest).unwrap_or(power);
        (metres as u32, metres / metres_per_unit)
    }

    /// A circle for each position with its count, as near to where it lies as the others let it be.
    pub(super) fn circles(&self, counted: &[(Position, u32)]) -> Vec<Circle> {
        let mut circles: Vec<Circle> = counted
            .iter()
            .map(|(position, count)| {
                let (x, y) = self.place(*position);
                Circle { x, y, radius: (SMALLEST + 1.6 * f64::from(count.saturating_sub(1)).sqrt()).min(LARGEST) }
            })
            .collect();
        for _ in 0..PUSHES {
            for one in 0..circles.len() {
                for other in one + 1..circles.len() {
                    push_apart(&mut circles, one, other);
                }
            }
            for circle in &mut circles {
                let edge = circle.radius + 2.0;
                circle.x = circle.x.clamp(edge, WIDTH - edge);
                circle.y = circle.y.clamp(edge, HEIGHT - edge - BETWEEN);
            }
        }
        circles
    }
}

/// Moves two circles away from each other by half of what they lack.
fn push_apart(circles: &mut [Circle], one: usize, other: usize) {
    let (a, b) = (circles[one], circles[other]);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let apart = dx.hypot(dy);
    let lacking = a.radius + b.radius + BETWEEN - apart;
    if lacking <= 0.0 {
        return;
    }
    // At the same point any way will do, as long as it is another one for each pair.
    let (x, y) = if apart > 0.01 {
        (dx / apart, dy / apart)
    } else {
        let way = (one * 7 + other) as f64;
        (way.cos(), way.sin())
    };
    let step = lacking / 2.0;
    (circles[one].x, circles[one].y) = (a.x - x * step, a.y - y * step);
    (circles[other].x, circles[other].y) = (b.x + x * step, b.y + y * step);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn position(latitude_e7: i32, longitude_e7: i32) -> Position {
        Position { latitude_e7, longitude_e7 }
    }

    #[test]
    fn north_is_above_and_east_is_right() {
        let [south_west, north_east] = [position(250_000_000, 1_130_000_000), position(252_000_000, 1_132_000_000)];
        let sheet = Sheet::showing(&[south_west, north_east]).unwrap();
        let ((west, south), (east, north)) = (sheet.place(south_west), sheet.place(north_east));
        assert!(west < east && north < south);
        assert!(sheet.holds(south_west) && sheet.holds(north_east));
        assert!(!sheet.holds(position(300_000_000, 1_131_000_000)));
        assert_eq!(Sheet::showing(&[]), None);
    }

    #[test]
    fn no_bubble_hides_another_or_leaves_the_sheet() {
        let near = |n: i32| (position(250_000_000 + n % 3, 1_130_000_000 + n), n.unsigned_abs() * 9);
        for count in [1, 2, 7, 16] {
            let counted: Vec<(Position, u32)> = (0..count).map(near).collect();
            let sheet = Sheet::showing(&counted.iter().map(|(position, _)| *position).collect::<Vec<_>>()).unwrap();
            let circles = sheet.circles(&counted);
            for (place, one) in circles.iter().enumerate() {
                assert!((one.radius..=WIDTH - one.radius).contains(&one.x) && (one.radius..=HEIGHT - one.radius).contains(&one.y));
                for other in &circles[place + 1..] {
                    assert!((one.x - other.x).hypot(one.y - other.y) > one.radius + other.radius - 4.0, "{count}: {one:?} {other:?}");
                }
            }
        }
    }

    #[test]
    fn the_bar_is_a_round_distance() {
        let sheet = Sheet::showing(&[position(250_000_000, 1_130_000_000), position(255_000_000, 1_130_000_000)]).unwrap();
        let (metres, units) = sheet.bar();
        assert_eq!(metres, 20_000);
        assert!((units - 71.9).abs() < 0.1, "{units}");
        let close = Sheet::showing(&[position(250_000_000, 1_130_000_000)]).unwrap();
        assert_eq!(close.bar().0, 200);
    }
}
