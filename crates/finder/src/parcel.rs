//! What travels: the catalogue, or what has changed of it.
//!
//! Names that repeat are written once and pointed at, and each character of the texts brings its readings once: in a
//! catalogue of thousands of titles there are some fifteen hundred different ones.

use domain::activity::{Category, ServiceLanguage};
use domain::ids::ActivityId;
use domain::station::Position;
use minicbor::{Decode, Encode};
use std::fmt;

/// What can be found of activities, since a version or from nothing.
#[derive(Debug, Clone, Default, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Parcel {
    /// The catalogue's version once this is unpacked.
    #[n(0)]
    pub version: u64,
    /// The version this builds on; without one it is the whole catalogue.
    #[n(1)]
    pub since: Option<u64>,
    /// Teams' names.
    #[n(2)]
    pub teams: Vec<String>,
    /// Divisions' codes and names.
    #[n(3)]
    pub divisions: Vec<(String, String)>,
    /// Han characters with their readings in pinyin without tones, parted by spaces: several where it is read in several ways.
    #[n(4)]
    pub readings: Vec<(char, String)>,
    /// Activities that are new or other than before.
    #[n(5)]
    pub items: Vec<Item>,
    /// Activities that can be found no more.
    #[n(6)]
    pub gone: Vec<i64>,
}

/// An activity as it travels.
#[derive(Debug, Clone, PartialEq, Encode, Decode)]
#[cbor(array)]
pub struct Item {
    #[n(0)]
    pub id: i64,
    #[n(1)]
    pub title: String,
    #[n(2)]
    pub place: String,
    /// Where its team stands in [`Parcel::teams`].
    #[n(3)]
    pub team: u32,
    /// Where its division stands in [`Parcel::divisions`].
    #[n(4)]
    pub division: u32,
    /// Where its category stands in [`Category::ALL`].
    #[n(5)]
    pub category: u8,
    /// Years of age that somebody must have, by whatever rule; 0 for everybody.
    #[n(6)]
    pub minimum_age: u8,
    /// Bits of [`Traits`].
    #[n(7)]
    pub traits: u16,
    /// Latitude and longitude, as [`Position`] has them.
    #[n(8)]
    pub position: Option<(i32, i32)>,
    /// By their begin.
    #[n(9)]
    pub slots: Vec<Slot>,
}

impl Item {
    /// Its id.
    pub fn activity(&self) -> ActivityId {
        ActivityId::from_raw(self.id)
    }

    /// Its category; none of a newer server's.
    pub fn category(&self) -> Option<Category> {
        Category::ALL.get(usize::from(self.category)).copied()
    }

    /// Where `category` stands.
    pub fn place_of(category: Category) -> u8 {
        Category::ALL.iter().position(|one| *one == category).and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
    }

    /// Where it is held, if that is known.
    pub fn position(&self) -> Option<Position> {
        self.position.map(|(latitude_e7, longitude_e7)| Position { latitude_e7, longitude_e7 })
    }
}

/// A shift as it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Slot {
    /// Its begin: minutes since 1970.
    #[n(0)]
    pub start: u32,
    /// Its length in minutes.
    #[n(1)]
    pub minutes: u16,
    #[n(2)]
    pub places: u16,
    /// Places that are still free.
    #[n(3)]
    pub free: u16,
}

/// What an activity has or has not.
pub struct Traits;

impl Traits {
    /// Who takes part is insured against accidents.
    pub const INSURED: u16 = 1;
    pub const INDOOR: u16 = 2;
    /// No experience is needed.
    pub const BEGINNERS: u16 = 4;
    /// The first of the languages, in the order of [`ServiceLanguage::ALL`].
    const LANGUAGES: u16 = 1 << 8;

    /// That this language is asked for.
    pub fn asks_for(language: ServiceLanguage) -> u16 {
        let place = ServiceLanguage::ALL.iter().position(|one| *one == language);
        place.map_or(0, |place| Self::LANGUAGES << place)
    }
}

/// The bytes are no parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no parcel of a catalogue")
    }
}

impl std::error::Error for Unreadable {}

impl Parcel {
    /// Its bytes.
    pub fn pack(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing into memory does not fail.
        let _ = minicbor::encode(self, &mut bytes);
        bytes
    }

    /// Reads what [`Self::pack`] wrote.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn unpack(bytes: &[u8]) -> Result<Self, Unreadable> {
        minicbor::decode(bytes).map_err(|_| Unreadable)
    }
}
