//! The word lists of `data/demo`, which are part of the binary.

use super::dice::Dice;
use anyhow::{Context, Result};
use domain::activity::Category;
use domain::division::Level;
use domain::station::StationKind;
use domain::team::TeamForm;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};

/// `m`, `f`, or `n` for either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Gender {
    #[serde(rename = "m")]
    Man,
    #[serde(rename = "f")]
    Woman,
    #[serde(rename = "n")]
    Either,
}

/// Where in a given name a character stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Spot {
    First,
    Last,
    Any,
}

#[derive(Debug, Deserialize)]
pub(super) struct Surname {
    pub(super) surname: String,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct GivenCharacter {
    pub(super) character: String,
    pub(super) gender: Gender,
    pub(super) position: Spot,
    pub(super) born_from: i32,
    pub(super) born_to: i32,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct GivenName {
    pub(super) name: String,
    pub(super) gender: Gender,
    pub(super) born_from: i32,
    pub(super) born_to: i32,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct OrganisationPattern {
    pub(super) kind: String,
    pub(super) pattern_zh: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct PlacePattern {
    pub(super) pattern_zh: String,
    #[serde(deserialize_with = "flag")]
    pub(super) indoor: bool,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct StationPattern {
    pub(super) kind: StationKind,
    pub(super) pattern_zh: String,
    #[serde(deserialize_with = "minute_of_day")]
    pub(super) opens: i64,
    #[serde(deserialize_with = "minute_of_day")]
    pub(super) closes: i64,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct TeamPattern {
    pub(super) form: TeamForm,
    pub(super) pattern_zh: String,
    pub(super) level: Level,
    #[serde(deserialize_with = "categories")]
    pub(super) categories: Vec<Category>,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct PositionName {
    pub(super) zh: String,
    #[serde(deserialize_with = "categories")]
    pub(super) categories: Vec<Category>,
    pub(super) weight: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct ActivityTemplate {
    pub(super) category: Category,
    pub(super) title_zh: String,
    pub(super) summary_zh: String,
    pub(super) content_zh: String,
    pub(super) conditions_zh: String,
    pub(super) risks_zh: String,
    pub(super) safeguards_zh: String,
    #[serde(deserialize_with = "flag")]
    pub(super) indoor: bool,
    pub(super) duration_minutes: i64,
    pub(super) capacity: i64,
    #[serde(deserialize_with = "flag")]
    pub(super) dangerous: bool,
    pub(super) min_age_years: u8,
}

/// All lists.
pub(super) struct Words {
    pub(super) surnames: Vec<Surname>,
    pub(super) given_characters: Vec<GivenCharacter>,
    pub(super) given_names: Vec<GivenName>,
    pub(super) stems: Vec<&'static str>,
    pub(super) organisations: Vec<OrganisationPattern>,
    pub(super) places: Vec<PlacePattern>,
    pub(super) stations: Vec<StationPattern>,
    pub(super) teams: Vec<TeamPattern>,
    pub(super) positions: Vec<PositionName>,
    pub(super) activities: Vec<ActivityTemplate>,
}

macro_rules! table {
    ($name:literal) => {
        read(include_str!(concat!("../../../../data/demo/", $name))).context(concat!("data/demo/", $name))
    };
}

impl Words {
    /// Reads the lists.
    ///
    /// # Errors
    /// The table and the line that is wrong.
    pub(super) fn read() -> Result<Self> {
        Ok(Self {
            surnames: table!("surnames.csv")?,
            given_characters: table!("given_characters.csv")?,
            given_names: table!("given_names.csv")?,
            stems: include_str!("../../../../data/demo/place_stems.txt").lines().filter(|line| !line.is_empty()).collect(),
            organisations: table!("organisation_patterns.csv")?,
            places: table!("place_patterns.csv")?,
            stations: table!("station_patterns.csv")?,
            teams: table!("team_patterns.csv")?,
            positions: table!("positions.csv")?,
            activities: table!("activities.csv")?,
        })
    }

    /// An invented place name.
    pub(super) fn stem(&self, dice: &mut Dice) -> &'static str {
        dice.one_of(&self.stems).copied().unwrap_or_default()
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect()
}

fn flag<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    u8::deserialize(d).map(|flag| flag != 0)
}

/// `07:30` as 450.
fn minute_of_day<'de, D: Deserializer<'de>>(d: D) -> Result<i64, D::Error> {
    let text = String::deserialize(d)?;
    let minutes = text.split_once(':').and_then(|(h, m)| Some(h.parse::<i64>().ok()? * 60 + m.parse::<i64>().ok()?));
    minutes.ok_or_else(|| D::Error::custom("a time is written HH:MM"))
}

/// A list parted by `;`, where `*` stands for all.
fn categories<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<Category>, D::Error> {
    let text = String::deserialize(d)?;
    if text == "*" {
        return Ok(Category::ALL.to_vec());
    }
    let of = |word: &str| Category::ALL.into_iter().find(|c| c.as_str() == word).ok_or_else(|| D::Error::custom("no such category"));
    text.split(';').map(of).collect()
}
