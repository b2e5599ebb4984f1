//! The resident identity card number (公民身份号码), GB 11643-1999.
//!
//! 17 digits and a check character: address code, date of birth, sequence, then ISO 7064
//! MOD 11-2. The address code is not checked against today's divisions: people keep the number of
//! a county that was since renamed or merged.

use crate::time::Day;
use std::fmt;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// A checked identity card number. It has no `Display` and its `Debug` shows nothing, so that it
/// cannot slip into a log.
#[derive(Clone, PartialEq, Eq)]
pub struct IdCard(String);

/// Why a text is not an identity card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidIdCard {
    /// Not 18 characters.
    Length,
    /// A character other than a digit, or other than a digit, x or X at the end.
    Character,
    /// The date of birth is not in the calendar, or after `today`.
    Birth,
    /// The check character does not fit: most likely a typing error.
    Check,
}

impl IdCard {
    /// Reads a number as typed: spaces around it are dropped and a small x becomes X.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order length, characters, birth, check.
    pub fn parse(typed: &str, today: Day) -> Result<Self, InvalidIdCard> {
        let text = typed.trim().to_ascii_uppercase();
        let bytes = text.as_bytes();
        if text.chars().count() != 18 {
            return Err(InvalidIdCard::Length);
        }
        if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
            return Err(InvalidIdCard::Character);
        }
        if !(bytes[17].is_ascii_digit() || bytes[17] == b'X') {
            return Err(InvalidIdCard::Character);
        }
        birth_of(bytes).filter(|day| *day <= today).ok_or(InvalidIdCard::Birth)?;
        if check_character(bytes) != bytes[17] {
            return Err(InvalidIdCard::Check);
        }
        Ok(Self(text))
    }

    /// The number itself. Only the code that seals it may call this.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Date of birth.
    pub fn birth(&self) -> Option<Day> {
        birth_of(self.0.as_bytes())
    }

}

/// The first three and the last character of a number, the form its owner may see.
pub fn masked(number: &str) -> String {
    let first: String = number.chars().take(3).collect();
    let last: String = number.chars().skip(17).take(1).collect();
    format!("{first}**************{last}")
}

impl fmt::Debug for IdCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdCard(…)")
    }
}

fn birth_of(bytes: &[u8]) -> Option<Day> {
    let number = |from: usize, to: usize| bytes[from..to].iter().fold(0_i32, |n, b| n * 10 + i32::from(b - b'0'));
    Day::new(number(6, 10), u8::try_from(number(10, 12)).ok()?, u8::try_from(number(12, 14)).ok()?)
}

/// The ISO 7064 MOD 11-2 check character of the first 17 digits.
fn check_character(bytes: &[u8]) -> u8 {
    let sum: u32 = WEIGHTS.iter().zip(bytes).map(|(weight, b)| weight * u32::from(b - b'0')).sum();
    CHECKS[(sum % 11) as usize]
}

/// Completes 17 digits with their check character; for demonstration data only.
pub fn complete(seventeen: &str) -> Option<String> {
    let bytes = seventeen.as_bytes();
    (bytes.len() == 17 && bytes.iter().all(u8::is_ascii_digit)).then(|| format!("{seventeen}{}", char::from(check_character(bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn today() -> Day {
        "2026-11-24".parse().unwrap()
    }

    #[test]
    fn the_standards_example_is_accepted_in_both_cases() {
        // The example of GB 11643-1999 itself.
        for typed in ["11010519491231002X", "11010519491231002x", " 11010519491231002X "] {
            let card = IdCard::parse(typed, today()).unwrap();
            assert_eq!(card.birth(), Day::new(1949, 12, 31));
            assert_eq!(masked(card.expose()), "110**************X");
            assert_eq!(format!("{card:?}"), "IdCard(…)");
        }
        assert!(IdCard::parse("440524188001010014", today()).is_err(), "born before the calendar we accept");
    }

    #[test]
    fn each_fault_has_its_name() {
        for (typed, fault) in [
            ("", InvalidIdCard::Length),
            ("11010519491231002", InvalidIdCard::Length),
            ("1101051949123100２X", InvalidIdCard::Character),
            ("A1010519491231002X", InvalidIdCard::Character),
            ("11010519491231002Y", InvalidIdCard::Character),
            ("11010519490231002X", InvalidIdCard::Birth),
            ("11010520991231002X", InvalidIdCard::Birth),
            ("110105194912310021", InvalidIdCard::Check),
        ] {
            assert_eq!(IdCard::parse(typed, today()).err(), Some(fault), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_always_found(place in 0_usize..17, add in 1_u8..10) {
            let mut bytes = *b"11010519491231002X";
            bytes[place] = b'0' + (bytes[place] - b'0' + add) % 10;
            let typed = String::from_utf8(bytes.to_vec()).unwrap();
            prop_assert!(IdCard::parse(&typed, today()).is_err());
        }

        #[test]
        fn no_text_makes_the_parser_panic(typed in ".*") {
            let _ = IdCard::parse(&typed, today());
        }

        #[test]
        fn completed_numbers_are_accepted(day in -20_000_i64..18_000, sequence in 0_u32..1000) {
            let birth = Day::from_unix_days(day).unwrap().to_string().replace('-', "");
            let number = complete(&format!("431002{birth}{sequence:03}")).unwrap();
            prop_assert!(IdCard::parse(&number, today()).is_ok());
        }
    }
}
