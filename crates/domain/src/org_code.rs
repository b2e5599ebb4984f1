//! The unified social credit code (统一社会信用代码), GB 32100-2015.

use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// The 31 characters of the code: digits and capitals without I, O, S, V, Z.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A checked code of 18 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "51430000TE5T000280"))]
#[serde(transparent)]
pub struct OrgCode(String);

/// Why a text is no unified social credit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidOrgCode {
    /// Not 18 characters.
    Length,
    /// A character outside the standard's 31.
    Character,
    /// The check character does not fit.
    Check,
}

impl OrgCode {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for InvalidOrgCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Length => "a unified social credit code has 18 characters",
            Self::Character => "a unified social credit code has digits and capitals without I, O, S, V, Z",
            Self::Check => "the check character does not fit",
        })
    }
}

impl std::error::Error for InvalidOrgCode {}

impl FromStr for OrgCode {
    type Err = InvalidOrgCode;

    fn from_str(typed: &str) -> Result<Self, InvalidOrgCode> {
        let text = typed.trim().to_ascii_uppercase();
        if text.chars().count() != 18 {
            return Err(InvalidOrgCode::Length);
        }
        let mut sum = 0;
        let mut weight = 1;
        let mut last = 0;
        for (place, c) in text.bytes().enumerate() {
            let value = ALPHABET.iter().position(|a| *a == c).ok_or(InvalidOrgCode::Character)?;
            if place < 17 {
                sum += value * weight;
                weight = weight * 3 % 31;
            }
            last = value;
        }
        if last != (31 - sum % 31) % 31 {
            return Err(InvalidOrgCode::Check);
        }
        Ok(Self(text))
    }
}

impl<'de> Deserialize<'de> for OrgCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(crate::problem::as_serde)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_codes_are_accepted() {
        for code in ["51430000TE5T000280", "51430000MJ000000XC", "51430000te5t000280"] {
            assert!(code.parse::<OrgCode>().is_ok(), "{code}");
        }
    }

    #[test]
    fn each_fault_has_its_name() {
        for (typed, fault) in [
            ("5143", InvalidOrgCode::Length),
            ("51430000TE5T00028O", InvalidOrgCode::Character),
            ("51430000TE5T000281", InvalidOrgCode::Check),
        ] {
            assert_eq!(typed.parse::<OrgCode>(), Err(fault), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_always_found(place in 0_usize..18, add in 1_usize..31) {
            let mut bytes = *b"51430000TE5T000280";
            let value = ALPHABET.iter().position(|c| *c == bytes[place]).unwrap();
            bytes[place] = ALPHABET[(value + add) % 31];
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            prop_assert!(text.parse::<OrgCode>().is_err());
        }

        #[test]
        fn no_text_makes_the_parser_panic(typed in ".*") {
            let _ = typed.parse::<OrgCode>();
        }
    }
}
