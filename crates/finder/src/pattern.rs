//! What somebody typed, ready to be looked for in texts: characters as they stand, pinyin in full or by initials, and any
//! mixture. `小laof`, `xlf` and `xiaolaofu` all find 小老扶.
//!
//! A pattern is an automaton whose states are places in the typed text, one bit each. A character of a text may
//! lead from a place to others: past itself, past one of its readings or past a reading's initial; and to the end from where
//! all that is left begins one of its readings. What a character does is worked out once for each different
//! one, so a text costs one look-up for each of its characters.

/// Longest typed text that is looked at, in characters: one bit of a state is the begin.
pub(crate) const LONGEST: usize = 40;

/// A set of places in the typed text.
type Places = u64;

/// A character as texts have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// In lower case.
    pub character: char,
    /// Its readings, parted by spaces.
    pub readings: String,
}

/// One word of what was typed.
#[derive(Debug)]
pub(crate) struct Pattern {
    end: Places,
    /// For each glyph, where it leads from each place of `width` of them; most lead nowhere.
    leads: Vec<Option<Box<[Places]>>>,
}

impl Pattern {
    /// The pattern of one word, over these glyphs; nothing when there is nothing to look for.
    pub(crate) fn new(word: &str, glyphs: &[Glyph]) -> Option<Self> {
        let typed: Vec<char> = word.chars().flat_map(char::to_lowercase).filter(|c| *c != '\'').take(LONGEST).collect();
        if typed.is_empty() {
            return None;
        }
        let lead = |glyph: &Glyph| {
            let from: Box<[Places]> = (0..typed.len()).map(|place| onward(glyph, &typed[place..]) << place).collect();
            from.iter().any(|to| *to != 0).then_some(from)
        };
        Some(Self { end: 1 << typed.len(), leads: glyphs.iter().map(lead).collect() })
    }

    /// Whether it stands somewhere in a text of these glyphs.
    pub(crate) fn is_in(&self, text: &[u16]) -> bool {
        let mut at: Places = 0;
        for glyph in text {
            let Some(lead) = &self.leads[usize::from(*glyph)] else {
                at = 0;
                continue;
            };
            // A match may begin at every character.
            let (mut left, mut next) = (at | 1, 0);
            while left != 0 {
                let place = left.trailing_zeros() as usize;
                left &= left - 1;
                next |= lead.get(place).copied().unwrap_or(0);
            }
            if next & self.end != 0 {
                return true;
            }
            at = next;
        }
        false
    }
}

/// How far `glyph` leads into `typed`: a bit for each number of characters it may stand for.
fn onward(glyph: &Glyph, typed: &[char]) -> Places {
    let mut to = Places::from(typed.first() == Some(&glyph.character)) << 1;
    if !typed[0].is_ascii_lowercase() {
        return to;
    }
    for reading in glyph.readings.split(' ').filter(|reading| !reading.is_empty()) {
        let same = reading.chars().zip(typed).take_while(|(one, other)| one == *other).count();
        let (whole, rest) = (reading.len(), typed.len());
        if same == whole || same == rest {
            to |= 1 << same;
        }
        for initial in initials(reading).filter(|initial| *initial <= same) {
            to |= 1 << initial;
        }
    }
    to
}

/// How many letters may stand for the reading: its first, or two of `zh`, `ch`, `sh`.
fn initials(reading: &str) -> impl Iterator<Item = usize> + use<> {
    let two = ["zh", "ch", "sh"].iter().any(|pair| reading.starts_with(pair));
    [1, 2].into_iter().take(if two { 2 } else { 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 小老扶重庆A1, where 重 is read in two ways.
    fn glyphs() -> Vec<Glyph> {
        [('小', "xiao"), ('老', "lao"), ('扶', "fu"), ('重', "zhong chong"), ('庆', "qing"), ('a', ""), ('1', ""), ('西', "xi"), ('安', "an")]
            .map(|(character, readings)| Glyph { character, readings: readings.into() })
            .into()
    }

    fn found(typed: &str, text: &str) -> bool {
        let glyphs = glyphs();
        let text: Vec<u16> = text.chars().map(|c| glyphs.iter().position(|glyph| glyph.character == c).unwrap() as u16).collect();
        Pattern::new(typed, &glyphs).unwrap().is_in(&text)
    }

    #[test]
    fn characters_pinyin_initials_and_mixtures_are_found() {
        for typed in ["小老", "老扶", "xlf", "xiaolaofu", "xiaolf", "xlaof", "小laof", "x老f", "XLF", "xiao", "xia", "lao", "laof", "f", "小"] {
            assert!(found(typed, "小老扶"), "{typed}");
        }
        for typed in ["xf", "lx", "aolao", "iao", "扶小", "xiaf", "xlfx", "z"] {
            assert!(!found(typed, "小老扶"), "{typed}");
        }
    }

    #[test]
    fn a_character_read_in_two_ways_is_found_by_both() {
        for typed in ["zhongqing", "chongqing", "cq", "zq", "chq", "zhq"] {
            assert!(found(typed, "重庆"), "{typed}");
        }
        assert!(!found("hongqing", "重庆"));
    }

    #[test]
    fn letters_and_digits_stand_for_themselves_and_marks_between_syllables_for_nothing() {
        assert!(found("a1", "小a1") && found("xa1", "小a1") && !found("1a", "小a1"));
        assert!(found("xi'an", "西安") && found("xian", "西安"));
    }

    #[test]
    fn nothing_typed_is_no_pattern_and_too_much_is_cut() {
        assert!(Pattern::new("", &glyphs()).is_none() && Pattern::new("'", &glyphs()).is_none());
        assert!(found(&"小".repeat(100), &"小".repeat(LONGEST)));
    }
}
