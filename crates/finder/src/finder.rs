//! The catalogue in memory, and the search over it.

mod search;
mod spread;

use crate::names::Names;
use crate::parcel::{Item, Parcel, Slot};
use crate::pattern::Glyph;
use crate::Unreadable;
use domain::activity::Category;
use domain::division::DivisionCode;
use domain::ids::ActivityId;
use domain::station::Position;
use domain::time::Timestamp;
pub use search::{Found, Hit, LONGEST_SPAN};
pub use spread::{Bubble, Spot, Spread};
use std::collections::{HashMap, HashSet};

/// Parts fields of a text from each other; found by nothing that can be typed.
const GAP: u16 = 0;

/// A city's open activities.
#[derive(Debug, Default)]
pub struct Finder {
    version: u64,
    teams: Names<String>,
    divisions: Names<DivisionCode>,
    division_names: Vec<String>,
    glyphs: Vec<Glyph>,
    glyph_of: HashMap<char, u16>,
    entries: Vec<Entry>,
    /// Title, place and team of all entries, one after the other, as glyphs.
    texts: Vec<u16>,
    /// Where the text of each entry ends.
    ends: Vec<u32>,
}

/// An activity of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    item: Item,
    category: Category,
}

impl Entry {
    /// Its id.
    pub fn id(&self) -> ActivityId {
        self.item.activity()
    }

    pub fn category(&self) -> Category {
        self.category
    }

    pub fn title(&self) -> &str {
        &self.item.title
    }

    pub fn place(&self) -> &str {
        &self.item.place
    }

    /// Where it is held, if that is known.
    pub fn position(&self) -> Option<Position> {
        self.item.position()
    }

    /// Its shifts, by their begin.
    pub fn slots(&self) -> &[Slot] {
        &self.item.slots
    }

    /// Places in shifts that have not begun at `now`, and how many of them are free.
    pub fn places(&self, now: Timestamp) -> (u32, u32) {
        let to_come = self.item.slots.iter().filter(|slot| slot.begin() > now);
        to_come.fold((0, 0), |(places, free), slot| (places + u32::from(slot.places), free + u32::from(slot.free)))
    }
}

impl Slot {
    /// When it begins.
    pub fn begin(&self) -> Timestamp {
        Timestamp::from_unix_ms(i64::from(self.start) * 60_000)
    }

    /// When it ends.
    pub fn end(&self) -> Timestamp {
        self.begin().plus_minutes(self.minutes.into())
    }
}

impl Finder {
    /// The version of the catalogue, to ask for what has changed since; 0 while there is none.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many activities there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The activity of a [`Hit`].
    pub fn entry(&self, hit: &Hit) -> &Entry {
        &self.entries[hit.entry as usize]
    }

    /// The name of the entry's team.
    pub fn team(&self, entry: &Entry) -> &str {
        self.teams.all().get(entry.item.team as usize).map_or("", String::as_str)
    }

    /// The entry's division and its name.
    pub fn division(&self, entry: &Entry) -> (&DivisionCode, &str) {
        let place = entry.item.division as usize;
        (&self.divisions.all()[place], &self.division_names[place])
    }

    pub(crate) fn divisions(&self) -> impl Iterator<Item = &DivisionCode> {
        self.divisions.all().iter()
    }

    /// Takes a parcel in. What this version does not know (a category of a newer server) is left out.
    ///
    /// # Errors
    /// When the parcel builds on another version than this, or points at names it has not. Nothing has changed then.
    pub fn take(&mut self, parcel: Parcel) -> Result<(), Unreadable> {
        if parcel.since.is_some_and(|since| since != self.version) {
            return Err(Unreadable);
        }
        let mut codes = Vec::with_capacity(parcel.divisions.len());
        for (code, name) in parcel.divisions {
            codes.push((code.parse::<DivisionCode>().map_err(|_| Unreadable)?, name));
        }
        let points_at_names = |item: &Item| (item.team as usize) < parcel.teams.len() && (item.division as usize) < codes.len();
        if !parcel.items.iter().all(points_at_names) {
            return Err(Unreadable);
        }
        if parcel.since.is_none() {
            *self = Self::default();
        }
        let teams: Vec<u32> = parcel.teams.into_iter().map(|name| self.teams.place_of(name)).collect();
        let divisions: Vec<u32> = codes.into_iter().map(|(code, name)| self.learn_division(code, name)).collect();
        for (character, readings) in parcel.readings {
            self.learn_glyph(character, readings);
        }
        let place_of: HashMap<i64, usize> = self.entries.iter().enumerate().map(|(place, entry)| (entry.item.id, place)).collect();
        for mut item in parcel.items {
            let Some(category) = item.category() else { continue };
            item.team = teams[item.team as usize];
            item.division = divisions[item.division as usize];
            item.slots.sort_by_key(|slot| slot.start);
            match place_of.get(&item.id) {
                Some(place) => self.entries[*place] = Entry { item, category },
                None => self.entries.push(Entry { item, category }),
            }
        }
        let gone: HashSet<i64> = parcel.gone.into_iter().collect();
        self.entries.retain(|entry| !gone.contains(&entry.item.id));
        self.write_texts();
        self.version = parcel.version;
        Ok(())
    }

    fn learn_division(&mut self, code: DivisionCode, name: String) -> u32 {
        let place = self.divisions.place_of(code);
        match self.division_names.get_mut(place as usize) {
            Some(known) => *known = name,
            None => self.division_names.push(name),
        }
        place
    }

    /// The glyph of a character; the gap, once there are more different ones than any catalogue has.
    fn learn_glyph(&mut self, character: char, readings: String) -> u16 {
        if self.glyphs.is_empty() {
            self.glyphs.push(Glyph { character: '\0', readings: String::new() });
        }
        if let Some(known) = self.glyph_of.get(&character) {
            return *known;
        }
        let Ok(glyph) = u16::try_from(self.glyphs.len()) else { return GAP };
        self.glyphs.push(Glyph { character, readings });
        self.glyph_of.insert(character, glyph);
        glyph
    }

    fn write_texts(&mut self) {
        let (mut texts, mut ends) = (Vec::with_capacity(self.texts.len()), Vec::with_capacity(self.entries.len()));
        for place in 0..self.entries.len() {
            let entry = &self.entries[place];
            let fields = [entry.title().to_lowercase(), entry.place().to_lowercase(), self.team(entry).to_lowercase()];
            for field in fields {
                texts.extend(field.chars().map(|character| self.learn_glyph(character, String::new())));
                texts.push(GAP);
            }
            ends.push(texts.len() as u32);
        }
        (self.texts, self.ends) = (texts, ends);
    }

    /// The text of the entry at `place`.
    fn text(&self, place: usize) -> &[u16] {
        let begin = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[begin as usize..self.ends[place] as usize]
    }
}

#[cfg(test)]
mod tests;
