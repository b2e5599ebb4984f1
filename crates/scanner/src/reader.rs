//! Reads one code out of a frame, on a ladder of ways to look at it: most codes are read on the first
//! rung in a moment, and all rungs together are done before the next frame comes.

use crate::code::Code;
use crate::picture::finder::finders;
use crate::picture::luma::Luma;
use crate::picture::pose::{Pose, of_three, of_two};
use crate::picture::threshold::{Bits, Window};
use crate::plan::Plans;

/// One way to look at a frame.
struct Rung {
    /// Whether in the frame at half its size, where there are fewer pixels and less noise.
    halved: bool,
    window: Window,
    /// Every which row finder patterns are looked for in.
    step: usize,
}

/// The last compares each pixel with those very near, which brings out what defocus has blurred.
const RUNGS: [Rung; 3] = [
    Rung { halved: true, window: Window { block: 8, reach: 2 }, step: 1 },
    Rung { halved: false, window: Window { block: 8, reach: 2 }, step: 2 },
    Rung { halved: true, window: Window { block: 2, reach: 2 }, step: 1 },
];

/// Poses that are looked at on each rung, with three finder patterns and with two.
const POSES: (usize, usize) = (12, 60);
/// Codes that are read on each rung with all patience.
const CODES: usize = 3;
/// In modules wider than this, in pixels of the whole frame, half its size shows enough.
const WIDE: f32 = 5.0;

/// A decoder. It remembers what codes of each version look like.
#[derive(Default)]
pub struct Reader {
    plans: Plans,
}

impl Reader {
    /// The text of a code in the frame, if it can be read and trusted.
    pub fn read(&mut self, frame: &Luma) -> Option<String> {
        let half = frame.halved()?;
        let mut tried = Vec::new();
        RUNGS.iter().find_map(|rung| self.climb(frame, &half, rung, &mut tried))
    }

    /// `tried` are poses, in pixels of the frame, in which a code could not be read.
    fn climb(&mut self, frame: &Luma, half: &Luma, rung: &Rung, tried: &mut Vec<Pose>) -> Option<String> {
        let (picture, scale) = if rung.halved { (half, 2.0) } else { (frame, 1.0) };
        let found = finders(&Bits::new(picture, rung.window), rung.step);
        let (mut left, mut doubtful) = (CODES, Vec::new());
        for pose in of_three(&found).into_iter().take(POSES.0).chain(of_two(&found).into_iter().take(POSES.1)) {
            let pose = pose.zoomed(scale);
            if left == 0 || tried.iter().any(|other| other.same(&pose)) {
                continue;
            }
            let code = if pose.module() > WIDE { Code::new(half, &pose.zoomed(0.5), &mut self.plans) } else { Code::new(frame, &pose, &mut self.plans) };
            let Some(code) = code else { continue };
            if !code.certain() {
                doubtful.push((code, pose));
                continue;
            }
            left -= 1;
            tried.push(pose);
            if let Some(text) = code.text() {
                return Some(text);
            }
        }
        doubtful.sort_by(|(a, _), (b, _)| b.score().total_cmp(&a.score()));
        doubtful.into_iter().take(left).find_map(|(code, pose)| {
            tried.push(pose);
            code.text()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::drawn;

    /// As long as a volunteer's code is.
    fn text() -> String {
        format!("VOL2{}", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".repeat(12))
    }

    /// A picture of `text` with each grey changed.
    fn changed(text: &str, scale: usize, change: impl Fn(u8) -> u8) -> Luma {
        let (picture, _) = drawn::code(text, scale);
        Luma::new(picture.width(), picture.height(), picture.rows().flatten().map(|p| change(*p)).collect()).unwrap()
    }

    #[test]
    fn plain_dim_and_inverted_codes_are_read() {
        let mut reader = Reader::default();
        for text in ["A".into(), "https://volunteer.example/station/志愿".into(), text()] {
            assert_eq!(reader.read(&changed(&text, 4, |p| p)).as_deref(), Some(text.as_str()));
            assert_eq!(reader.read(&changed(&text, 4, |p| 100 + p / 10)).as_deref(), Some(text.as_str()));
            assert_eq!(reader.read(&changed(&text, 4, |p| 255 - p)).as_deref(), Some(text.as_str()));
        }
    }

    #[test]
    fn small_modules_are_read_in_the_whole_frame() {
        assert_eq!(Reader::default().read(&changed("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123", 2, |p| p)).as_deref(), Some("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123"));
    }

    #[test]
    fn pictures_without_a_code_give_nothing_and_never_panic() {
        let mut reader = Reader::default();
        for (width, height) in [(1, 1), (1, 640), (640, 2), (3, 3), (64, 48), (97, 101)] {
            for seed in 0..40_u32 {
                let noise = |n: usize| (n as u32).wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)).rotate_left(seed % 13) as u8;
                assert_eq!(reader.read(&Luma::new(width, height, (0..width * height).map(noise).collect()).unwrap()), None);
            }
        }
    }

    #[test]
    fn codes_cut_off_anywhere_give_the_text_or_nothing() {
        let mut reader = Reader::default();
        let (picture, _) = drawn::code("VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123", 4);
        for keep in (8..picture.width()).step_by(5) {
            let cut = picture.rows().take(keep).flat_map(|row| &row[..keep]).copied().collect();
            let read = reader.read(&Luma::new(keep, keep, cut).unwrap());
            assert!(read.is_none_or(|text| text == "VOL1:ABCDEFGHJKMNPQRSTVWXYZ0123"), "{keep} pixels");
        }
    }
}
