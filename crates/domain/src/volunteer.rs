//! The volunteer (志愿者): number, masked name, how well the identity is known.

use crate::activity::{QualificationCode, ServiceLanguage};
use crate::ids::PersonId;
use crate::star::StarProgress;
use crate::time::Timestamp;
use crate::division::DivisionCode;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// 30 characters nobody confuses when read aloud or typed: no I, L, O, U, S, Z.
const ALPHABET: &[u8; 30] = b"0123456789ABCDEFGHJKMNPQRTVWXY";
const BASE: u64 = 30;
const PAYLOAD: usize = 7;

/// The volunteer number (志愿者编号): 7 random characters and a check character (ISO 7064 hybrid
/// MOD 31,30). It is never derived from an identity card number. Shown in two groups of four.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "4K7A29QX"))]
pub struct VolunteerNumber([u8; PAYLOAD + 1]);

/// A text that is no volunteer number: wrong length, foreign character, or a typing error that the
/// check character caught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNumber;

impl VolunteerNumber {
    /// How many different numbers there are.
    pub const COUNT: u64 = BASE.pow(PAYLOAD as u32);

    /// The number at a random place; `random` is reduced modulo [`Self::COUNT`].
    pub fn from_random(random: u64) -> Self {
        let mut rest = random % Self::COUNT;
        let mut digits = [0_u8; PAYLOAD];
        for slot in digits.iter_mut().rev() {
            *slot = (rest % BASE) as u8;
            rest /= BASE;
        }
        let mut text = [0; PAYLOAD + 1];
        for (slot, digit) in text.iter_mut().zip(digits) {
            *slot = ALPHABET[usize::from(digit)];
        }
        text[PAYLOAD] = ALPHABET[usize::from(check_of(&digits))];
        Self(text)
    }

    /// The 8 characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Two groups of four, the form people read: `4K7A 29QX`.
    pub fn grouped(&self) -> String {
        let (left, right) = self.as_str().split_at(4);
        format!("{left} {right}")
    }
}

/// ISO 7064 hybrid system MOD M+1,M: finds every single error and nearly every transposition.
fn check_of(digits: &[u8; PAYLOAD]) -> u8 {
    let m = BASE as u32;
    let product = digits.iter().fold(m, |p, digit| {
        let sum = (p + u32::from(*digit)) % m;
        (if sum == 0 { m } else { sum } * 2) % (m + 1)
    });
    ((m + 1 - product) % m) as u8
}

impl FromStr for VolunteerNumber {
    type Err = InvalidNumber;

    /// Reads a number as typed: any case, spaces and hyphens dropped, and the letters people write
    /// for digits (O, I, L) taken as these.
    fn from_str(typed: &str) -> Result<Self, InvalidNumber> {
        let mut text = [0; PAYLOAD + 1];
        let mut digits = [0; PAYLOAD + 1];
        let mut count = 0;
        for c in typed.chars().filter(|c| !matches!(c, ' ' | '-')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|a| char::from(*a) == c).ok_or(InvalidNumber)?;
            *text.get_mut(count).ok_or(InvalidNumber)? = ALPHABET[value];
            digits[count] = value as u8;
            count += 1;
        }
        let [payload @ .., check] = digits;
        (count == text.len() && check_of(&payload) == check).then_some(Self(text)).ok_or(InvalidNumber)
    }
}

impl fmt::Display for VolunteerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for VolunteerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VolunteerNumber({self})")
    }
}

impl fmt::Display for InvalidNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a volunteer number has 8 characters, the last of which checks the others")
    }
}

impl std::error::Error for InvalidNumber {}

impl Serialize for VolunteerNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for VolunteerNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The name for public eyes: the first character and one star (张*), whatever the length, so that
/// the length tells nothing either.
pub fn masked_name(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |first| format!("{first}*"))
}

/// How well we know who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Assurance {
    /// The phone number was proven by a code.
    Phone,
    /// An identity card number with a fitting check character was given.
    IdCardGiven,
}

/// What a volunteer sees of the own account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    pub id: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    /// First three and last two digits.
    pub phone_masked: String,
    /// First three and last characters, when a number was given.
    pub id_card_masked: Option<String>,
    pub assurance: Assurance,
    pub division: Option<DivisionCode>,
    pub joined_at: Timestamp,
    /// Credited minutes of all records.
    pub credited_minutes: u64,
    pub star: StarProgress,
    /// Languages that the volunteer states.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<ServiceLanguage>,
    /// Trainings and qualifications that teams have attested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<QualificationCode>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_reads_back_however_it_is_typed(random: u64) {
            let number = VolunteerNumber::from_random(random);
            for typed in [number.to_string(), number.grouped(), number.as_str().to_lowercase(), number.as_str().replace('0', "o").replace('1', "l")] {
                prop_assert_eq!(typed.parse::<VolunteerNumber>(), Ok(number));
            }
        }

        #[test]
        fn one_wrong_character_is_always_found(random: u64, place in 0_usize..8, add in 1_usize..30) {
            let mut bytes = *VolunteerNumber::from_random(random).as_str().as_bytes().first_chunk::<8>().unwrap();
            let value = ALPHABET.iter().position(|c| *c == bytes[place]).unwrap();
            bytes[place] = ALPHABET[(value + add) % 30];
            prop_assert!(std::str::from_utf8(&bytes).unwrap().parse::<VolunteerNumber>().is_err());
        }

        #[test]
        fn no_text_makes_the_parser_panic(typed in ".*") {
            let _ = typed.parse::<VolunteerNumber>();
        }
    }

    #[test]
    fn neighbouring_characters_swapped_are_found_nearly_always() {
        let (mut swapped, mut missed) = (0_u32, 0_u32);
        for random in (0..VolunteerNumber::COUNT).step_by(7_654_321) {
            let bytes = VolunteerNumber::from_random(random).0;
            for place in 0..7 {
                let mut other = bytes;
                other.swap(place, place + 1);
                if other != bytes {
                    swapped += 1;
                    missed += u32::from(std::str::from_utf8(&other).unwrap().parse::<VolunteerNumber>().is_ok());
                }
            }
        }
        assert!(missed * 100 < swapped, "{missed} of {swapped} swaps went unseen");
    }

    #[test]
    fn public_names_show_one_character() {
        assert_eq!([masked_name("张三"), masked_name("欧阳修文"), masked_name("")], ["张*", "欧*", ""]);
    }
}
