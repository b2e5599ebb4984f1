//! Administrative divisions (行政区划): the four-level tree 市 / 县 / 乡镇街道 / 社区村.

use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// The level of a node, told by the length of its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 市: 4 digits.
    City,
    /// 县(市、区): 6 digits (GB/T 2260).
    County,
    /// 乡镇(街道): 9 digits.
    Street,
    /// 社区(村): 12 digits.
    Community,
}

/// A division code of 4, 6, 9 or 12 digits. A code lies inside another when it starts with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^([0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$", example = "431002"))]
#[serde(transparent)]
pub struct DivisionCode(String);

/// A text that is no division code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDivision;

impl DivisionCode {
    /// The code's digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level this code stands on.
    pub fn level(&self) -> Level {
        match self.0.len() {
            4 => Level::City,
            6 => Level::County,
            9 => Level::Street,
            _ => Level::Community,
        }
    }

    /// Whether `other` is this division or lies inside it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The division directly above, none above the city.
    pub fn parent(&self) -> Option<Self> {
        let shorter = match self.0.len() {
            6 => 4,
            9 => 6,
            12 => 9,
            _ => return None,
        };
        Some(Self(self.0[..shorter].to_owned()))
    }

    /// The division directly below this one that is `other` or holds it.
    pub fn below_towards(&self, other: &Self) -> Option<Self> {
        other.path().into_iter().find(|division| division.parent().as_ref() == Some(self))
    }

    /// This division and all above it, from the city down.
    pub fn path(&self) -> Vec<Self> {
        [4, 6, 9, 12].into_iter().filter(|n| *n <= self.0.len()).map(|n| Self(self.0[..n].to_owned())).collect()
    }

    /// The first text after every code inside this division, so that a store can ask
    /// `code >= self AND code < upper_bound`, which an index answers (`:` follows `9`).
    pub fn upper_bound(&self) -> String {
        format!("{}:", self.0)
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidDivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a division code has 4, 6, 9 or 12 digits")
    }
}

impl std::error::Error for InvalidDivision {}

impl FromStr for DivisionCode {
    type Err = InvalidDivision;

    fn from_str(text: &str) -> Result<Self, InvalidDivision> {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        (digits && matches!(text.len(), 4 | 6 | 9 | 12)).then(|| Self(text.to_owned())).ok_or(InvalidDivision)
    }
}

impl<'de> Deserialize<'de> for DivisionCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> DivisionCode {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_tells_its_level_parent_and_path() {
        let community = code("431002001001");
        assert_eq!(community.level(), Level::Community);
        assert_eq!(community.parent(), Some(code("431002001")));
        assert_eq!(community.path(), [code("4310"), code("431002"), code("431002001"), community.clone()]);
        assert_eq!(code("4310").parent(), None);
    }

    #[test]
    fn the_way_down_leads_through_the_division_directly_below() {
        assert_eq!(code("4310").below_towards(&code("431002001001")), Some(code("431002")));
        assert_eq!(code("431002").below_towards(&code("431002001")), Some(code("431002001")));
        assert_eq!(code("431002").below_towards(&code("431002")), None);
        assert_eq!(code("431003").below_towards(&code("431002001")), None);
    }

    #[test]
    fn a_division_holds_itself_and_what_starts_with_it() {
        let city = code("4310");
        for inside in ["4310", "431002", "431002001001"] {
            assert!(city.contains(&code(inside)));
            assert!(inside >= city.as_str() && inside < city.upper_bound().as_str());
        }
        assert!(!code("431002").contains(&code("431003")) && !code("431002").contains(&city));
        assert!("431003" >= code("431002").upper_bound().as_str());
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "43", "43100", "4310020", "43100a", "４３１０", "4310020010011"] {
            assert_eq!(text.parse::<DivisionCode>(), Err(InvalidDivision), "{text}");
        }
    }
}
