//! A picture whose code is known: a decoder that cannot read it is not to be relied on.

/// What the code says.
pub const TEXT: &str = "VOL";
/// Pixels of the picture's side.
pub const SIDE: usize = (ROWS.len() + 2 * QUIET) * MODULE;

/// Modules around the code.
const QUIET: usize = 4;
/// Pixels of a module.
const MODULE: usize = 8;
/// The modules of version 1 at level M, a bit each; dark ones are set.
const ROWS: [u32; 21] = [
    0b111111100100001111111,
    0b100000101110001000001,
    0b101110101011101011101,
    0b101110101110101011101,
    0b101110100100101011101,
    0b100000100111001000001,
    0b111111101010101111111,
    0b000000001000000000000,
    0b100000101001011001110,
    0b110110001111110111110,
    0b010001100110101101101,
    0b111000001001111101100,
    0b000110100111111111110,
    0b000000001010100000110,
    0b111111100101010010111,
    0b100000100000001000111,
    0b101110100111010010100,
    0b101110100011111101000,
    0b101110100101110111011,
    0b100000100111111101001,
    0b111111101100100100100,
];

/// The picture, as a camera's frame has it.
pub fn rgba() -> Vec<u8> {
    let dark = |place: usize| {
        let module = |at: usize| (at / MODULE).checked_sub(QUIET).filter(|at| *at < ROWS.len());
        module(place / SIDE).zip(module(place % SIDE)).is_some_and(|(row, column)| ROWS[row] >> (ROWS.len() - 1 - column) & 1 == 1)
    };
    (0..SIDE * SIDE).flat_map(|place| if dark(place) { [0, 0, 0, 255] } else { [255; 4] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Luma, Reader};

    #[test]
    fn the_known_picture_says_what_it_is_known_to_say() {
        assert_eq!(Reader::default().read(&Luma::from_rgba(SIDE, SIDE, &rgba()).unwrap()).as_deref(), Some(TEXT));
    }
}
