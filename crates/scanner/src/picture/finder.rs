//! Looks for finder patterns, the three squares in a code's corners: whatever line goes through the
//! middle of one crosses dark, light, dark, light, dark in the ratio 1 : 1 : 3 : 1 : 1.
//!
//! The outermost dark may go on for longer, so that codes without a quiet zone on a dark ground are
//! found. Codes that are light on dark are found in the same pass.

use super::threshold::Bits;

/// The middle of what looks like a finder pattern. Lengths are in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finder {
    pub x: f32,
    pub y: f32,
    /// Width and height of a module, as lines across and down cut it.
    pub across: f32,
    pub down: f32,
    /// Rows that crossed it, each counting twice where the outermost dark ends as it should.
    pub votes: u32,
    /// Whether light and dark are exchanged.
    pub inverted: bool,
}

impl Finder {
    /// About the size of a module.
    pub fn module(&self) -> f32 {
        (self.across + self.down) / 2.0
    }
}

/// More are not looked at.
const MOST: usize = 14;

/// What looks like finder patterns, the likeliest first. Every `step`th row is looked at.
pub fn finders(bits: &Bits, step: usize) -> Vec<Finder> {
    let mut found: Vec<Finder> = Vec::new();
    let mut edges: Vec<usize> = Vec::with_capacity(bits.width);
    for y in (0..bits.height).step_by(step) {
        let row = bits.row(y);
        edges.clear();
        edges.push(0);
        edges.extend(row.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]).map(|(x, _)| x + 1));
        edges.push(row.len());
        for e in edges.windows(6) {
            let runs = [e[1] - e[0], e[2] - e[1], e[3] - e[2], e[4] - e[3], e[5] - e[4]];
            if let Some(crossing) = Crossing::of(runs) {
                look(bits, (e[2] + e[3]) / 2, y, crossing.module, &mut found);
            }
        }
    }
    let rank = |finder: &Finder| finder.votes as f32 / finder.module();
    found.retain(|finder| finder.votes >= 2);
    found.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    found.truncate(MOST);
    found
}

/// Checks a place that a row found promising from top to bottom, from left to right and aslant.
fn look(bits: &Bits, x: usize, y: usize, module: f32, found: &mut Vec<Finder>) {
    let Some((down, shift)) = crossing(bits, x, y, (0, 1), 2.0 * module) else { return };
    let middle_y = y as f32 + shift;
    let row = (middle_y as usize).min(bits.height - 1);
    let Some((across, shift)) = crossing(bits, x, row, (1, 0), 2.0 * module) else { return };
    let middle_x = x as f32 + shift;
    if across.module > 2.2 * down.module || down.module > 2.2 * across.module {
        return;
    }
    let column = (middle_x as usize).min(bits.width - 1);
    let aslant = [(1, 1), (1, -1)].iter().filter(|way| crossing(bits, column, row, **way, 2.0 * module).is_some()).count() as u32;
    if aslant == 0 {
        return;
    }
    let votes = 1 + u32::from(across.bounded && down.bounded);
    let new = Finder { x: middle_x, y: middle_y, across: across.module, down: down.module, votes, inverted: !bits.row(row)[column] };
    let same = |old: &&mut Finder| {
        let (one, other) = (old.module(), new.module());
        let reach = 1.5 * one.max(other);
        old.inverted == new.inverted && (old.x - new.x).abs() < reach && (old.y - new.y).abs() < reach && one < 1.6 * other && other < 1.6 * one
    };
    match found.iter_mut().find(same) {
        Some(old) => {
            let share = new.votes as f32 / (old.votes + new.votes) as f32;
            let mean = |old: f32, new: f32| old + share * (new - old);
            *old = Finder { x: mean(old.x, new.x), y: mean(old.y, new.y), across: mean(old.across, new.across), down: mean(old.down, new.down), votes: old.votes + new.votes, ..new };
        }
        None => found.push(new),
    }
}

/// A line through a finder pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Crossing {
    module: f32,
    /// Whether the outermost dark is about one module on both sides, not more.
    bounded: bool,
}

impl Crossing {
    /// Five lengths in pixels, if they are those of a finder pattern.
    fn of([first, light, core, other_light, last]: [usize; 5]) -> Option<Self> {
        let inner = light + core + other_light;
        if inner < 5 || core < light || core < other_light {
            return None;
        }
        let module = inner as f32 / 5.0;
        let is = |length: usize, least: f32, most: f32| (least * module..=most * module + 0.5).contains(&(length as f32 + 0.5));
        let fits = is(light, 0.4, 1.8) && is(other_light, 0.4, 1.8) && is(core, 2.0, 4.3) && first as f32 >= 0.4 * module && last as f32 >= 0.4 * module;
        fits.then(|| Self { module, bounded: first.max(last) as f32 <= 1.9 * module + 1.0 })
    }
}

/// The line through a place in the direction `way`, and how far from the place the middle is along
/// it. Nothing is looked for whose modules are much wider than `module`.
fn crossing(bits: &Bits, x: usize, y: usize, way: (isize, isize), module: f32) -> Option<(Crossing, f32)> {
    let most = (4.0 * module) as usize + 3;
    let [back, on] = [-1, 1].map(|sign| Arm { bits, x, y, way: (sign * way.0, sign * way.1), length: 0 });
    let core = bits.row(y)[x];
    let part = |arm: &mut Arm, colour: bool| {
        let before = arm.length;
        arm.walk(colour, most);
        arm.length - before
    };
    let (mut back, mut on) = (back, on);
    let (before, after) = (part(&mut back, core), part(&mut on, core));
    // The place itself was counted on both sides.
    let inner = before + after - 1;
    let lights = [part(&mut back, !core), part(&mut on, !core)];
    if inner >= most || lights[0] > inner || lights[1] > inner {
        return None;
    }
    let crossing = Crossing::of([part(&mut back, core), lights[0], inner, lights[1], part(&mut on, core)])?;
    // The middle of a pixel is half a pixel from its edge.
    Some((crossing, (after as f32 - before as f32) / 2.0 + 0.5))
}

/// A walk from a place straight on.
struct Arm<'a> {
    bits: &'a Bits,
    x: usize,
    y: usize,
    way: (isize, isize),
    /// Pixels so far.
    length: usize,
}

impl Arm<'_> {
    /// Goes on over pixels of a colour, `most` of them.
    fn walk(&mut self, colour: bool, most: usize) {
        for _ in 0..most {
            if self.x >= self.bits.width || self.y >= self.bits.height || self.bits.dark[self.y * self.bits.width + self.x] != colour {
                return;
            }
            self.length += 1;
            self.x = self.x.wrapping_add_signed(self.way.0);
            self.y = self.y.wrapping_add_signed(self.way.1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A finder pattern of `module` pixels a module with its middle in the middle of the picture.
    fn drawn(module: usize, ground: bool, inverted: bool) -> Bits {
        let side = 15 * module;
        let ring = |n: usize| ((2 * n + 1).abs_diff(side) + module) / (2 * module);
        let dark = |n: usize| match ring(n % side).max(ring(n / side)) {
            0 | 1 | 3 => !inverted,
            2 => inverted,
            _ => ground,
        };
        Bits { width: side, height: side, dark: (0..side * side).map(dark).collect() }
    }

    fn found(bits: &Bits) -> Vec<(f32, f32, f32, bool)> {
        finders(bits, 1).iter().map(|f| (f.x, f.y, f.module(), f.inverted)).collect()
    }

    #[test]
    fn a_pattern_is_found_in_its_middle() {
        assert_eq!(found(&drawn(5, false, false)), [(37.5, 37.5, 5.0, false)]);
        assert_eq!(found(&drawn(2, false, false)), [(15.0, 15.0, 2.0, false)]);
    }

    #[test]
    fn dark_ground_and_exchanged_colours_do_not_hide_it() {
        assert_eq!(found(&drawn(4, true, false)), [(30.0, 30.0, 4.0, false)]);
        assert_eq!(found(&drawn(4, true, true)), [(30.0, 30.0, 4.0, true)]);
    }

    #[test]
    fn flat_pictures_stripes_and_tiny_pictures_hold_none() {
        let stripes = Bits { width: 70, height: 70, dark: (0..4900).map(|n| n % 70 / 5 % 2 == 0).collect() };
        assert_eq!(found(&stripes), []);
        for (width, height) in [(1, 1), (1, 90), (90, 1), (3, 3)] {
            assert_eq!(found(&Bits { width, height, dark: vec![true; width * height] }), []);
        }
    }
}
