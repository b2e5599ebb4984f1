//! From data bytes to text: digits, letters and bytes, one after the other.

use super::codewords::Data;
use super::version::Version;

const LETTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
/// The encoding "UTF-8" as QR codes name it, and those under which every byte is one character.
const UTF8: u32 = 26;
const LATIN1: [u32; 2] = [1, 3];

/// The text of a code. None when the bits make no sense, are of a kind that is not supported (kanji,
/// codes that go on in another code), or when bytes were left out and the padding is not as it
/// should be, which would tell of bytes that were mended to something else.
pub fn text(data: &Data, version: Version) -> Option<String> {
    let mut bits = Bits { bytes: &data.bytes, next: 0 };
    let (mut text, mut encoding) = (String::new(), None);
    loop {
        match bits.take(4.min(bits.left()))? {
            0 => break,
            1 => digits(&mut bits, &mut text, [10, 12, 14][width(version)])?,
            2 => letters(&mut bits, &mut text, [9, 11, 13][width(version)])?,
            4 => bytes(&mut bits, &mut text, [8, 16, 16][width(version)], encoding)?,
            7 => encoding = Some(encoding_number(&mut bits)?),
            // "This is a product code": the text follows all the same.
            5 => {}
            9 => drop(bits.take(8)?),
            _ => return None,
        }
    }
    (!text.is_empty() && (data.complete || padded(&mut bits))).then_some(text)
}

/// Which of three widths the counts of a version have.
fn width(version: Version) -> usize {
    match version.number() {
        ..10 => 0,
        10..27 => 1,
        _ => 2,
    }
}

fn digits(bits: &mut Bits, text: &mut String, width: usize) -> Option<()> {
    let mut left = bits.take(width)? as usize;
    while left > 0 {
        let count = left.min(3);
        let number = bits.take([0, 4, 7, 10][count])?;
        if number >= 10_u32.pow(count as u32) {
            return None;
        }
        text.push_str(&format!("{number:0count$}"));
        left -= count;
    }
    Some(())
}

fn letters(bits: &mut Bits, text: &mut String, width: usize) -> Option<()> {
    let letter = |number: u32| LETTERS.get(number as usize).map(|letter| char::from(*letter));
    let count = bits.take(width)?;
    for _ in 0..count / 2 {
        let pair = bits.take(11)?;
        text.extend([letter(pair / 45)?, letter(pair % 45)?]);
    }
    if count % 2 == 1 {
        text.push(letter(bits.take(6)?)?);
    }
    Some(())
}

fn bytes(bits: &mut Bits, text: &mut String, width: usize, encoding: Option<u32>) -> Option<()> {
    let count = bits.take(width)? as usize;
    if count * 8 > bits.left() {
        return None;
    }
    let bytes = (0..count).map(|_| Some(bits.take(8)? as u8)).collect::<Option<Vec<u8>>>()?;
    let latin = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    match encoding {
        Some(number) if LATIN1.contains(&number) => text.push_str(&latin(&bytes)),
        // Nearly all codes hold UTF-8 whether they say so or not.
        None | Some(UTF8) => text.push_str(std::str::from_utf8(&bytes).ok()?),
        Some(_) => return None,
    }
    Some(())
}

fn encoding_number(bits: &mut Bits) -> Option<u32> {
    let first = bits.take(8)?;
    match first >> 5 {
        0..4 => Some(first),
        4..6 => Some((first & 0x3f) << 8 | bits.take(8)?),
        6 => Some((first & 0x1f) << 16 | bits.take(16)?),
        _ => None,
    }
}

/// Whether nothing but padding follows: light up to the next byte, then two bytes in turn.
fn padded(bits: &mut Bits) -> bool {
    let rest = bits.left() % 8;
    bits.take(rest) == Some(0) && bits.bytes[bits.next / 8..].iter().enumerate().all(|(n, byte)| *byte == if n % 2 == 0 { 0xec } else { 0x11 })
}

struct Bits<'a> {
    bytes: &'a [u8],
    /// Of all bits, the next.
    next: usize,
}

impl Bits<'_> {
    fn left(&self) -> usize {
        self.bytes.len() * 8 - self.next
    }

    /// The next `count` bits, at most 32, as a number; none when fewer are left.
    fn take(&mut self, count: usize) -> Option<u32> {
        if count > self.left() {
            return None;
        }
        let bit = |n: usize| u32::from(self.bytes[n / 8] >> (7 - n % 8) & 1);
        let number = (self.next..self.next + count).fold(0, |number, n| number << 1 | bit(n));
        self.next += count;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes out of bits, each given as a value and its width, filled up with padding to 16 bytes.
    fn packed(bits: &[(u32, usize)]) -> Vec<u8> {
        let all: Vec<u32> = bits.iter().flat_map(|(value, width)| (0..*width).rev().map(move |bit| value >> bit & 1)).collect();
        let mut bytes: Vec<u8> = all.chunks(8).map(|bits| (0..8).fold(0, |byte, n| byte << 1 | bits.get(n).copied().unwrap_or(0) as u8)).collect();
        bytes.extend([0xec, 0x11].iter().cycle().take(16 - bytes.len()));
        bytes
    }

    fn read(bits: &[(u32, usize)], complete: bool) -> Option<String> {
        text(&Data { bytes: packed(bits), complete }, Version::new(1)?)
    }

    #[test]
    fn digits_letters_and_bytes_follow_each_other() {
        let mixed = [(1, 4), (4, 10), (7, 10), (3, 4), (2, 4), (3, 9), (10 * 45 + 44, 11), (36, 6), (4, 4), (2, 8), (0xc3, 8), (0xa9, 8), (0, 4)];
        assert_eq!(read(&mixed, false).as_deref(), Some("0073A: é"));
    }

    #[test]
    fn the_named_encoding_is_followed() {
        assert_eq!(read(&[(7, 4), (3, 8), (4, 4), (1, 8), (0xe9, 8), (0, 4)], true).as_deref(), Some("é"));
        assert_eq!(read(&[(7, 4), (26, 8), (4, 4), (1, 8), (0xe9, 8), (0, 4)], true), None);
        assert_eq!(read(&[(4, 4), (1, 8), (0xe9, 8), (0, 4)], true), None);
    }

    #[test]
    fn nonsense_gives_nothing() {
        assert_eq!(read(&[(1, 4), (3, 10), (1000, 10), (0, 4)], true), None);
        assert_eq!(read(&[(2, 4), (2, 9), (2047, 11), (0, 4)], true), None);
        assert_eq!(read(&[(4, 4), (255, 8)], true), None);
        assert_eq!(read(&[(0, 4)], true), None);
        assert_eq!(text(&Data { bytes: Vec::new(), complete: true }, Version::new(1).unwrap()), None);
    }

    #[test]
    fn wrong_padding_is_forgiven_only_where_nothing_was_left_out() {
        let padded_wrongly = [(4, 4), (1, 8), (65, 8), (0, 4), (1, 8)];
        assert_eq!(read(&padded_wrongly, true).as_deref(), Some("A"));
        assert_eq!(read(&padded_wrongly, false), None);
    }
}
