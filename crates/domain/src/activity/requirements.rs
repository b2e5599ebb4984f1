//! What a team asks of those who sign up, beside their age: languages, experience, a known identity, membership,
//! qualifications. Whether somebody fulfils them is for [`crate::sign_up::eligibility`] to say.

use crate::policy::Policy;
use crate::problem::{FieldCode, as_serde};
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt;
use std::str::FromStr;

/// A language somebody can serve in; they state it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ServiceLanguage {
    /// 普通话
    Mandarin,
    /// 本地方言
    LocalDialect,
    /// 粤语
    Cantonese,
    /// 英语
    English,
    /// 手语
    SignLanguage,
}

impl ServiceLanguage {
    /// All, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Mandarin, Self::LocalDialect, Self::Cantonese, Self::English, Self::SignLanguage];

    /// The word used in URLs and the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mandarin => "mandarin",
            Self::LocalDialect => "local_dialect",
            Self::Cantonese => "cantonese",
            Self::English => "english",
            Self::SignLanguage => "sign_language",
        }
    }
}

/// Names a training or qualification of the city's list (`policy.qualifications`): `first_aid`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "first_aid"))]
#[serde(transparent)]
pub struct QualificationCode(String);

impl QualificationCode {
    /// The most characters of a code.
    pub const MAX: usize = 32;

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for QualificationCode {
    type Err = FieldCode;

    fn from_str(typed: &str) -> Result<Self, FieldCode> {
        let fits = (1..=Self::MAX).contains(&typed.len()) && typed.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if fits { Ok(Self(typed.to_owned())) } else { Err(FieldCode::Format) }
    }
}

impl fmt::Display for QualificationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for QualificationCode {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse::<Self>().map_err(as_serde)
    }
}

/// What is asked; nothing of it when it stands at its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Requirements {
    /// All of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<ServiceLanguage>,
    /// Credited hours of service at least; none means that no experience is needed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_hours: Option<u16>,
    /// This star at least, 1 to 5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_star: Option<u8>,
    /// An identity card number must have been given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub real_name: bool,
    /// Only members of the activity's team.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub team_only: bool,
    /// All of these trainings and qualifications.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<QualificationCode>,
}

impl Requirements {
    /// The most hours of experience that may be asked for: those of five stars in most cities.
    pub const MOST_HOURS: u16 = 1500;
    /// The most stars there are.
    pub const MOST_STARS: u8 = 5;

    /// Whether nothing is asked.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the figures can be fulfilled at all, and nothing is asked twice.
    pub fn is_sound(&self) -> bool {
        self.minimum_star.is_none_or(|star| (1..=Self::MOST_STARS).contains(&star))
            && self.minimum_hours.is_none_or(|hours| (1..=Self::MOST_HOURS).contains(&hours))
            && are_different(&self.languages)
            && are_different(&self.qualifications)
    }

    /// The first qualification asked for that the city's list does not have: nobody could be given it.
    pub fn unknown_qualification(&self, policy: &Policy) -> Option<&QualificationCode> {
        self.qualifications.iter().find(|code| policy.qualification(code).is_none())
    }
}

fn are_different<T: Ord>(all: &[T]) -> bool {
    let mut sorted: Vec<&T> = all.iter().collect();
    sorted.sort_unstable();
    sorted.windows(2).all(|pair| pair[0] != pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_nothing_is_written_as_nothing() {
        assert_eq!(serde_json::to_string(&Requirements::default()).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<Requirements>("{}").unwrap(), Requirements::default());
        let asks = Requirements { languages: vec![ServiceLanguage::SignLanguage], real_name: true, qualifications: vec!["first_aid".parse().unwrap()], ..Requirements::default() };
        assert_eq!(serde_json::to_string(&asks).unwrap(), r#"{"languages":["sign_language"],"real_name":true,"qualifications":["first_aid"]}"#);
    }

    #[test]
    fn what_nobody_could_fulfil_and_what_is_asked_twice_is_not_sound() {
        let of = |change: fn(&mut Requirements)| {
            let mut asks = Requirements::default();
            change(&mut asks);
            asks.is_sound()
        };
        assert!(of(|_| ()) && of(|r| r.minimum_star = Some(5)) && of(|r| r.minimum_hours = Some(1500)));
        assert!(!of(|r| r.minimum_star = Some(6)) && !of(|r| r.minimum_star = Some(0)));
        assert!(!of(|r| r.minimum_hours = Some(0)) && !of(|r| r.minimum_hours = Some(1501)));
        assert!(!of(|r| r.languages = vec![ServiceLanguage::English; 2]));
    }

    #[test]
    fn a_language_is_written_alike_in_json_urls_and_the_store() {
        for language in ServiceLanguage::ALL {
            assert_eq!(serde_json::to_value(language).unwrap(), language.as_str());
        }
    }

    #[test]
    fn a_code_is_a_plain_word() {
        for text in ["", "First", "a b", "急救", &"a".repeat(33)] {
            assert_eq!(text.parse::<QualificationCode>(), Err(FieldCode::Format), "{text}");
        }
    }
}
