//! Reads one code out of a frame. Each frame is tried as it is and on one rung of a ladder; the
//! rungs take turns, so that no frame takes long and a held-up code meets all of them in a moment.

use crate::luma::Luma;
use quircs::Quirc;

/// Ways to look at a frame, in turn.
const RUNGS: [fn(&Luma) -> Luma; 4] = [Luma::halved, Luma::stretched, Luma::inverted, |frame| frame.halved().stretched()];

/// A decoder that remembers which rung comes next.
#[derive(Default)]
pub struct Reader {
    decoder: Quirc,
    next: usize,
}

impl Reader {
    /// The text of the first readable code.
    pub fn read(&mut self, frame: &Luma) -> Option<String> {
        if let Some(text) = self.decode(frame) {
            return Some(text);
        }
        let rung = RUNGS[self.next % RUNGS.len()];
        self.next = self.next.wrapping_add(1);
        self.decode(&rung(frame))
    }

    fn decode(&mut self, frame: &Luma) -> Option<String> {
        let codes = self.decoder.identify(frame.width, frame.height, &frame.pixels);
        codes.filter_map(Result::ok).find_map(|code| String::from_utf8(code.decode().ok()?.payload).ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_qr::QRBuilder;

    /// As long as a volunteer's code is.
    fn text() -> String {
        format!("VOL1{}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(5))
    }

    /// A picture of the code with `dark` on `light`, `scale` pixels a module.
    fn picture(text: &str, scale: usize, dark: u8, light: u8) -> Luma {
        let code = QRBuilder::new(text).build().unwrap();
        let side = (code.size + 8) * scale;
        let pixel = |n: usize| {
            let (x, y) = ((n % side) / scale, (n / side) / scale);
            let inside = (4..code.size + 4).contains(&x) && (4..code.size + 4).contains(&y);
            if inside && code[y - 4][x - 4].value() { dark } else { light }
        };
        Luma { width: side, height: side, pixels: (0..side * side).map(pixel).collect() }
    }

    fn within_four_frames(frame: &Luma) -> Option<String> {
        let mut reader = Reader::default();
        (0..RUNGS.len()).find_map(|_| reader.read(frame))
    }

    #[test]
    fn a_plain_code_is_read_from_the_first_frame() {
        assert_eq!(Reader::default().read(&picture(&text(), 4, 0, 255)), Some(text()));
    }

    #[test]
    fn dim_and_inverted_codes_are_read_within_four_frames() {
        assert_eq!(within_four_frames(&picture(&text(), 4, 100, 125)), Some(text()));
        assert_eq!(within_four_frames(&picture(&text(), 4, 255, 0)), Some(text()));
    }

    #[test]
    fn pictures_without_a_code_give_nothing_and_never_panic() {
        let mut reader = Reader::default();
        for (width, height) in [(1, 1), (1, 640), (3, 3), (64, 48)] {
            for seed in 0..40_u32 {
                let noise = |n: usize| (n as u32).wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)).rotate_left(seed % 13) as u8;
                assert_eq!(reader.read(&Luma { width, height, pixels: (0..width * height).map(noise).collect() }), None);
            }
        }
    }
}
