//! Sizes of codes, and how their bytes are cut into blocks (ISO/IEC 18004, tables 1 and 9).

/// Check bytes in each block, for versions 1 to 40, by level L, M, Q, H.
const CHECK: [[u8; 40]; 4] = [
    [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
    [13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    [17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
];

/// Blocks, for versions 1 to 40, by level L, M, Q, H.
const BLOCKS: [[u8; 40]; 4] = [
    [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
    [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
    [1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
    [1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81],
];

/// How much of a code is protection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    L,
    M,
    Q,
    H,
}

/// The size of a code: 1 has 21 modules a side, each next one four more, up to 40 with 177.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(u8);

impl Version {
    pub fn new(number: usize) -> Option<Self> {
        (1..=40).contains(&number).then_some(Self(number as u8))
    }

    /// The version whose side is nearest to `modules`, if any comes near.
    pub fn nearest(modules: f32) -> Option<Self> {
        let number = ((modules - 17.0) / 4.0).round();
        if number >= 1.0 { Self::new(number as usize) } else { (modules > 17.0).then_some(Self(1)) }
    }

    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// Modules a side.
    pub fn side(self) -> usize {
        17 + 4 * self.number()
    }

    /// Where the rows (and columns) of alignment patterns have their middle.
    pub fn alignments(self) -> Vec<usize> {
        if self.0 == 1 {
            return Vec::new();
        }
        let count = self.number() / 7 + 2;
        let step = (self.number() * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
        (0..count).map(|n| if n == 0 { 6 } else { self.side() - 7 - (count - 1 - n) * step }).collect()
    }

    /// Bytes in all, data and check.
    pub fn bytes(self) -> usize {
        let number = self.number();
        let whole = (16 * number + 128) * number + 64;
        let aligned = if number < 2 { 0 } else { let count = number / 7 + 2; (25 * count - 10) * count - 55 };
        (whole - aligned - if number < 7 { 0 } else { 36 }) / 8
    }

    /// Number of blocks and check bytes in each.
    pub fn blocks(self, level: Level) -> (usize, usize) {
        let column = self.number() - 1;
        (usize::from(BLOCKS[level as usize][column]), usize::from(CHECK[level as usize][column]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_standard() {
        let of = |number| Version::new(number).unwrap();
        assert_eq!([1, 2, 7, 13, 40].map(|n| of(n).side()), [21, 25, 45, 69, 177]);
        assert_eq!([1, 2, 7, 13, 40].map(|n| of(n).bytes()), [26, 44, 196, 532, 3706]);
        assert_eq!(of(2).alignments(), [6, 18]);
        assert_eq!(of(13).alignments(), [6, 34, 62]);
        assert_eq!(of(32).alignments(), [6, 34, 60, 86, 112, 138]);
        assert_eq!(of(2).blocks(Level::M), (1, 16));
        assert_eq!((Version::new(0), Version::new(41)), (None, None));
    }

    #[test]
    fn the_nearest_version_is_found_from_a_rough_side() {
        assert_eq!([18.0, 22.9, 23.1, 66.0].map(|side| Version::nearest(side).map(Version::side)), [Some(21), Some(21), Some(25), Some(65)]);
        assert_eq!([-3.0, 10.0, 999.0, f32::NAN].map(Version::nearest), [None; 4]);
    }
}
