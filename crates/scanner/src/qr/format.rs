//! Format information: level of protection and mask, in 15 bits that stand in the code twice.

use super::layout::format_places;
use super::version::Level;

/// What the format information says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    pub level: Level,
    /// 0 to 7.
    pub mask: u8,
}

/// Turned over the bits so that no format is all light.
const COVER: u32 = 0x5412;

impl Format {
    /// The two formats that fit best: `soft` says of each module how dark it is, from about -1 to
    /// about 1. Nothing is decided bit by bit, so that both copies help each other.
    pub fn likeliest(soft: &[f32], side: usize) -> [Self; 2] {
        let places = format_places(side);
        let fit = |word: u32| -> f32 {
            let signed = |(bit, (x, y)): (usize, &(usize, usize))| soft[y * side + x].clamp(-1.0, 1.0) * if word >> bit & 1 == 1 { 1.0 } else { -1.0 };
            places.iter().flat_map(|copy| copy.iter().enumerate()).map(signed).sum()
        };
        let (mut best, mut second) = ((f32::MIN, 0), (f32::MIN, 0));
        for data in 0..32 {
            let found = (fit(word(data)), data);
            if found.0 > best.0 {
                (best, second) = (found, best);
            } else if found.0 > second.0 {
                second = found;
            }
        }
        [best, second].map(|(_, data)| Self::from_bits(data))
    }

    fn from_bits(data: u32) -> Self {
        let level = [Level::M, Level::L, Level::H, Level::Q][(data >> 3 & 3) as usize];
        Self { level, mask: (data & 7) as u8 }
    }
}

/// The 15 bits of a format: five of data, ten of check (BCH), covered.
fn word(data: u32) -> u32 {
    let rest = (0..5).rev().fold(data << 10, |rest, bit| if rest >> (bit + 10) & 1 == 1 { rest ^ 0x537 << bit } else { rest });
    (data << 10 | rest) ^ COVER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn soft(format: u32, side: usize) -> Vec<f32> {
        let mut soft = vec![0.0; side * side];
        for copy in format_places(side) {
            for (bit, (x, y)) in copy.into_iter().enumerate() {
                soft[y * side + x] = if format >> bit & 1 == 1 { 1.0 } else { -1.0 };
            }
        }
        soft
    }

    #[test]
    fn words_are_those_of_the_standard() {
        // M with mask 5, the example of the standard.
        assert_eq!(word(0b00101), 0b100_0000_1100_1110);
        assert_eq!(Format::likeliest(&soft(0b100_0000_1100_1110, 21), 21)[0], Format { level: Level::M, mask: 5 });
    }

    #[test]
    fn a_quarter_of_wrong_modules_and_a_lost_copy_do_not_hide_it() {
        let mut soft = soft(word(0b11010), 25);
        let [corner, edges] = format_places(25);
        corner.iter().for_each(|(x, y)| soft[y * 25 + x] = 0.0);
        edges[..3].iter().for_each(|(x, y)| soft[y * 25 + x] *= -1.0);
        assert_eq!(Format::likeliest(&soft, 25)[0], Format { level: Level::Q, mask: 2 });
    }
}
