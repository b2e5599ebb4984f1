//! From modules to data bytes: takes the bytes off the code, sorts them into their blocks and mends
//! each block, first as it is, then with its most doubtful bytes left out.

use super::format::Format;
use super::layout::{Layout, masked};
use super::reed_solomon::mend;

/// Parts of the check bytes that are spent on leaving out doubtful bytes, in quarters, try by try.
const LEFT_OUT: [usize; 4] = [0, 1, 2, 3];

/// The data bytes of a code.
pub struct Data {
    pub bytes: Vec<u8>,
    /// Whether no byte had to be left out.
    pub complete: bool,
}

/// A byte as it was read.
#[derive(Clone, Copy, Default)]
struct Read {
    value: u8,
    /// How sure the least sure of its modules is.
    sure: f32,
}

/// The data bytes that `soft` holds (how dark each module is, row by row, from about -1 to about 1);
/// `way` is `layout.way()`.
pub fn data(soft: &[f32], layout: &Layout, way: &[usize], format: Format) -> Option<Data> {
    let side = layout.version.side();
    let bit = |place: &usize| if masked(format.mask, place % side, place / side) { -soft[*place] } else { soft[*place] };
    let byte = |places: &[usize]| {
        places.iter().map(bit).fold(Read { value: 0, sure: f32::MAX }, |byte, bit| Read { value: byte.value << 1 | u8::from(bit > 0.0), sure: byte.sure.min(bit.abs()) })
    };
    let read: Vec<Read> = way.chunks_exact(8).take(layout.version.bytes()).map(byte).collect();
    let (count, check) = layout.version.blocks(format.level);
    let mut data = Data { bytes: Vec::with_capacity(read.len()), complete: true };
    for places in blocks(read.len(), count, check) {
        let block: Vec<Read> = places.iter().map(|place| read[*place]).collect();
        let (mended, complete) = mended(&block, check)?;
        data.bytes.extend(&mended[..block.len() - check]);
        data.complete &= complete;
    }
    Some(data)
}

/// Which of the bytes belong to each block: they are dealt out one by one, first the data, then the
/// check bytes. Later blocks may be longer by one.
fn blocks(bytes: usize, count: usize, check: usize) -> Vec<Vec<usize>> {
    let data = bytes - count * check;
    let (short, longer) = (data / count, data % count);
    let place = |block: usize, n: usize| {
        let own = short + usize::from(block >= count - longer);
        if n < short {
            n * count + block
        } else if n < own {
            short * count + block - (count - longer)
        } else {
            data + (n - own) * count + block
        }
    };
    let length = |block: usize| short + usize::from(block >= count - longer) + check;
    (0..count).map(|block| (0..length(block)).map(|n| place(block, n)).collect()).collect()
}

/// The bytes of a block, mended, and whether that took no leaving out.
fn mended(block: &[Read], check: usize) -> Option<(Vec<u8>, bool)> {
    let values: Vec<u8> = block.iter().map(|byte| byte.value).collect();
    let mut doubtful: Vec<usize> = (0..block.len()).collect();
    doubtful.sort_by(|a, b| block[*a].sure.total_cmp(&block[*b].sure));
    LEFT_OUT.iter().find_map(|quarters| {
        let (mut values, erasures) = (values.clone(), &doubtful[..check * quarters / 4]);
        mend(&mut values, check, erasures).map(|()| (values, erasures.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::segments;
    use crate::qr::version::{Level, Version};
    use fast_qr::{ECL, QRBuilder};

    /// The modules that an encoder draws.
    fn drawn(text: &str, level: ECL) -> (Layout, Vec<f32>) {
        let code = QRBuilder::new(text).ecl(level).build().unwrap();
        let soft = (0..code.size * code.size).map(|n| if code[n / code.size][n % code.size].value() { 1.0 } else { -1.0 }).collect();
        (Layout::new(Version::nearest(code.size as f32).unwrap()), soft)
    }

    fn read(layout: &Layout, soft: &[f32]) -> Option<String> {
        let format = Format::likeliest(soft, layout.version.side())[0];
        segments::text(&data(soft, layout, &layout.way(), format)?, layout.version)
    }

    #[test]
    fn codes_of_every_version_and_level_are_read_as_they_were_drawn() {
        let mut versions = [false; 41];
        for level in [ECL::L, ECL::M, ECL::Q, ECL::H] {
            for length in (1..1250).step_by(23) {
                let text: String = (0..length).map(|n| char::from(b'a' + (n * n % 26) as u8)).collect();
                let (layout, soft) = drawn(&text, level);
                assert_eq!(read(&layout, &soft).as_deref(), Some(text.as_str()), "{:?}", layout.version);
                versions[layout.version.number()] = true;
            }
        }
        assert!(versions[1..].iter().filter(|seen| **seen).count() >= 38);
    }

    #[test]
    fn doubtful_bytes_are_left_out() {
        let (layout, clean) = drawn("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123", ECL::M);
        let way = layout.way();
        let spoil = |sure: f32| {
            let mut soft = clean.clone();
            // Ten bytes of a block that can mend eight.
            way.chunks_exact(8).step_by(4).take(10).for_each(|byte| soft[byte[3]] *= -sure);
            read(&layout, &soft)
        };
        assert_eq!(spoil(1.0), None);
        assert_eq!(spoil(0.1).as_deref(), Some("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123"));
    }

    #[test]
    fn bytes_are_dealt_out_to_the_blocks() {
        assert_eq!(blocks(9, 2, 2), [vec![0, 2, 5, 7], vec![1, 3, 4, 6, 8]]);
        assert_eq!(Version::new(5).unwrap().blocks(Level::Q), (4, 18));
    }
}
