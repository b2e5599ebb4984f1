//! What stands where in a code: modules that every code of a version shares, and the way the bytes go.

use super::version::Version;

/// What is known of a module before anything has been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Module {
    /// Part of a byte.
    Data,
    /// Format or version information: no part of a byte, and not known.
    Information,
    /// Part of a finder, timing or alignment pattern.
    Known { dark: bool },
}

/// All modules of a version, row by row.
pub struct Layout {
    pub version: Version,
    pub modules: Vec<Module>,
}

impl Layout {
    pub fn new(version: Version) -> Self {
        let side = version.side();
        let mut layout = Self { version, modules: vec![Module::Data; side * side] };
        for n in 0..side {
            layout.set(n, 6, Module::Known { dark: n % 2 == 0 });
            layout.set(6, n, Module::Known { dark: n % 2 == 0 });
        }
        let middles = version.alignments();
        for (i, y) in middles.iter().enumerate() {
            for (j, x) in middles.iter().enumerate() {
                let at_finder = [(0, 0), (0, middles.len() - 1), (middles.len() - 1, 0)].contains(&(i, j));
                if !at_finder {
                    layout.rings(*x, *y, 2);
                }
            }
        }
        layout.information();
        for (x, y) in [(3, 3), (side - 4, 3), (3, side - 4)] {
            layout.rings(x, y, 4);
        }
        // One module beside the lower finder is always dark.
        layout.set(8, side - 8, Module::Known { dark: true });
        layout
    }

    fn set(&mut self, x: usize, y: usize, module: Module) {
        let side = self.version.side();
        self.modules[y * side + x] = module;
    }

    /// A pattern of rings around a middle, as far as it lies inside the code. Of a finder, the
    /// light ring outside belongs to it.
    fn rings(&mut self, middle_x: usize, middle_y: usize, radius: usize) {
        let side = self.version.side();
        for y in middle_y.saturating_sub(radius)..=(middle_y + radius).min(side - 1) {
            for x in middle_x.saturating_sub(radius)..=(middle_x + radius).min(side - 1) {
                let ring = x.abs_diff(middle_x).max(y.abs_diff(middle_y));
                let dark = if radius == 2 { ring != 1 } else { ring != 2 && ring != 4 };
                self.set(x, y, Module::Known { dark });
            }
        }
    }

    fn information(&mut self) {
        let side = self.version.side();
        for (x, y) in format_places(side).into_iter().flatten() {
            self.set(x, y, Module::Information);
        }
        if self.version.number() >= 7 {
            for long in 0..6 {
                for short in side - 11..side - 8 {
                    self.set(long, short, Module::Information);
                    self.set(short, long, Module::Information);
                }
            }
        }
    }

    /// Places of the bits of all bytes, in order.
    pub fn way(&self) -> Vec<usize> {
        let side = self.version.side();
        let mut way = Vec::with_capacity(self.version.bytes() * 8 + 7);
        // Pairs of columns from the right; the timing pattern's column is stepped over.
        let pairs = (1..side).rev().step_by(2).map(|right| if right <= 6 { right - 1 } else { right });
        for (pair, right) in pairs.enumerate() {
            for step in 0..side {
                let y = if pair % 2 == 0 { side - 1 - step } else { step };
                way.extend([right, right - 1].map(|x| y * side + x).iter().filter(|place| self.modules[**place] == Module::Data));
            }
        }
        way
    }
}

/// Columns and rows of the fifteen bits of format information, lowest bit first, in both copies.
pub fn format_places(side: usize) -> [[(usize, usize); 15]; 2] {
    let corner = |bit: usize| match bit {
        0..=5 => (8, bit),
        6 => (8, 7),
        7 => (8, 8),
        8 => (7, 8),
        _ => (14 - bit, 8),
    };
    let edges = |bit: usize| if bit < 8 { (side - 1 - bit, 8) } else { (8, side + bit - 15) };
    [core::array::from_fn(corner), core::array::from_fn(edges)]
}

/// Whether a mask turns the module at a place.
pub fn masked(mask: u8, x: usize, y: usize) -> bool {
    let rest = match mask {
        0 => (x + y) % 2,
        1 => y % 2,
        2 => x % 3,
        3 => (x + y) % 3,
        4 => (x / 3 + y / 2) % 2,
        5 => x * y % 2 + x * y % 3,
        6 => (x * y % 2 + x * y % 3) % 2,
        _ => ((x + y) % 2 + x * y % 3) % 2,
    };
    rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::QRBuilder;

    #[test]
    fn every_version_has_room_for_its_bytes_and_less_than_another() {
        for version in (1..=40).filter_map(Version::new) {
            let bits = Layout::new(version).way().len();
            assert_eq!(bits / 8, version.bytes(), "{version:?}");
        }
    }

    #[test]
    fn known_modules_are_those_that_an_encoder_draws() {
        for length in [10, 30, 100, 250, 600, 1200] {
            let code = QRBuilder::new("x".repeat(length)).build().unwrap();
            let layout = Layout::new(Version::nearest(code.size as f32).unwrap());
            for (place, module) in layout.modules.iter().enumerate() {
                if let Module::Known { dark } = module {
                    assert_eq!(*dark, code[place / code.size][place % code.size].value(), "{} modules, place {place}", code.size);
                }
            }
        }
    }
}
