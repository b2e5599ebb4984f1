//! Texts people type, checked once where they enter (parse, don't validate).
//!
//! Every text is trimmed; control characters and the invisible marks that let one name pass for
//! another are refused; length is counted in characters, as people count.

use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why a typed text was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum InvalidText {
    /// Nothing was typed.
    Empty,
    /// More characters than the field takes.
    TooLong { max: u16 },
    /// A control character or an invisible mark.
    Forbidden,
    /// The text does not have the form the field asks for.
    Format,
}

impl fmt::Display for InvalidText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing was typed"),
            Self::TooLong { max } => write!(f, "at most {max} characters"),
            Self::Forbidden => f.write_str("a character that cannot be shown"),
            Self::Format => f.write_str("not of the form asked for"),
        }
    }
}

impl std::error::Error for InvalidText {}

/// Marks that change how text looks without being seen: bidi overrides, zero-width signs, BOM.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// What no name is written with: signs of the keyboard beside those that names have, symbols, emoji.
fn no_part_of_a_name(c: char) -> bool {
    match c {
        ' ' | '.' | '-' | '\'' => false,
        c if c.is_ascii() => !c.is_ascii_alphanumeric(),
        '\u{2027}' | '\u{2018}' | '\u{2019}' => false,
        _ => matches!(c, '\u{2000}'..='\u{2BFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}'),
    }
}

/// Trims and checks a text of at most `max` characters; `lines` allows line breaks.
fn tidy(typed: &str, max: u16, lines: bool) -> Result<String, InvalidText> {
    let text = if lines { typed.replace("\r\n", "\n").trim().to_owned() } else { typed.trim().to_owned() };
    if text.is_empty() {
        return Err(InvalidText::Empty);
    }
    if text.chars().count() > usize::from(max) {
        return Err(InvalidText::TooLong { max });
    }
    let forbidden = |c: char| (c.is_control() && !(lines && c == '\n')) || invisible(c);
    if text.chars().any(forbidden) {
        return Err(InvalidText::Forbidden);
    }
    Ok(text)
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident, max $max:literal, lines $lines:literal, without $without:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The most characters this text may have.
            pub const MAX: u16 = $max;
            /// The text.
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl FromStr for $name {
            type Err = InvalidText;
            fn from_str(typed: &str) -> Result<Self, InvalidText> {
                let text = tidy(typed, $max, $lines)?;
                if text.chars().any($without) { Err(InvalidText::Forbidden) } else { Ok(Self(text)) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(crate::problem::as_serde)
            }
        }
    )*};
}

texts! {
    /// A person's name as on the identity card.
    PersonName, max 40, lines false, without no_part_of_a_name;
    /// A short line: a title, a place, the name of a team, station, position or kiosk.
    Line, max 80, lines false, without |_| false;
    /// A message of a few lines.
    Note, max 500, lines true, without |_| false;
    /// A text of several lines.
    Paragraphs, max 4000, lines true, without |_| false;
}

/// A mobile number of mainland China: 11 digits, beginning 13 to 19. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^1[3-9][0-9]{9}$"))]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// The number itself. Only the SMS gateway and the code that seals it may call this.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// First three and last two digits, the form the owner sees.
    pub fn masked(&self) -> String {
        format!("{}******{}", &self.0[..3], &self.0[9..])
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

impl FromStr for Phone {
    type Err = InvalidText;

    /// Reads a number as typed: spaces, hyphens and a leading +86 or 0086 are dropped.
    fn from_str(typed: &str) -> Result<Self, InvalidText> {
        let bare: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{A0}' | '\u{3000}')).collect();
        if bare.is_empty() {
            return Err(InvalidText::Empty);
        }
        let number = bare.strip_prefix("+86").or_else(|| bare.strip_prefix("0086")).unwrap_or(&bare);
        let bytes = number.as_bytes();
        let fits = bytes.len() == 11 && bytes.iter().all(u8::is_ascii_digit) && bytes[0] == b'1' && bytes[1] >= b'3';
        fits.then(|| Self(number.to_owned())).ok_or(InvalidText::Format)
    }
}

impl<'de> Deserialize<'de> for Phone {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(crate::problem::as_serde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_phone_number_is_read_as_people_type_it() {
        for typed in ["13800138000", "138 0013 8000", "+86 138-0013-8000", "008613800138000"] {
            let phone: Phone = typed.parse().unwrap();
            assert_eq!((phone.expose(), phone.masked().as_str()), ("13800138000", "138******00"));
            assert_eq!(format!("{phone:?}"), "Phone(…)");
        }
        for typed in ["", "12800138000", "1380013800", "138001380000", "１３８００１３８０００", "abc"] {
            assert!(typed.parse::<Phone>().is_err(), "{typed}");
        }
    }

    #[test]
    fn names_are_trimmed_and_counted_in_characters() {
        assert_eq!(" 张三 ".parse::<PersonName>().unwrap().as_str(), "张三");
        assert!("迪丽热巴·迪力木拉提".parse::<PersonName>().is_ok());
        assert_eq!("  ".parse::<PersonName>(), Err(InvalidText::Empty));
        assert_eq!("好".repeat(41).parse::<PersonName>(), Err(InvalidText::TooLong { max: 40 }));
        assert_eq!("张\u{202E}三".parse::<PersonName>(), Err(InvalidText::Forbidden));
        assert_eq!("张\n三".parse::<PersonName>(), Err(InvalidText::Forbidden));
        for name in ["O'Brien", "Jean-Luc", "José", "Nguyễn Văn A.", "阿依古丽‧买买提"] {
            assert!(name.parse::<PersonName>().is_ok(), "{name}");
        }
        for name in ["😀", "<img src=x>", "张三☆", "a@b", "张\u{FE0F}"] {
            assert_eq!(name.parse::<PersonName>(), Err(InvalidText::Forbidden), "{name}");
        }
    }

    #[test]
    fn only_paragraphs_keep_line_breaks() {
        assert_eq!("一\r\n二".parse::<Paragraphs>().unwrap().as_str(), "一\n二");
    }

    proptest! {
        #[test]
        fn tidied_text_is_accepted_again_unchanged(typed in ".{0,60}") {
            if let Ok(text) = typed.parse::<Paragraphs>() {
                prop_assert_eq!(text.as_str().parse::<Paragraphs>(), Ok(text));
            }
            let _ = typed.parse::<Phone>();
        }
    }
}
