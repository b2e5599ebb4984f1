//! The finder's catalogue: packed once for everybody, and for whoever has an earlier one only what has changed since.
//!
//! Each process counts its own versions, above a number of its own: a version of another process, or of before a
//! restart, is unknown, and is answered with the whole catalogue.

use crate::app::App;
use crate::entropy;
use crate::http::Failure;
use crate::http::encoding::brotli;
use crate::store::catalogue::{self, Open, OpenShift};
use axum::body::Bytes;
use domain::activity::Terms;
use domain::policy::Policy;
use domain::time::Timestamp;
use finder::{Item, Names, Parcel, Slot, Traits};
use pinyin::ToPinyinMulti;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::Mutex;

/// How old the catalogue may be when it is asked for, in seconds: places that were taken meanwhile are seen that much later.
const FRESH_SECONDS: i64 = 10;

/// The catalogue as last read.
pub struct CatalogueCache(Mutex<Catalogue>);

struct Catalogue {
    read_at: Option<Timestamp>,
    /// The first version of this process.
    first: u64,
    version: u64,
    open: BTreeMap<i64, Known>,
    /// Activities that can be found no more, and since which version.
    gone: BTreeMap<i64, u64>,
    whole: Option<Packed>,
}

struct Known {
    activity: Open,
    /// The version in which it was new, or last changed.
    changed_in: u64,
}

/// A parcel's bytes.
#[derive(Debug, Clone)]
pub struct Packed {
    /// The catalogue's version once this is unpacked.
    pub version: u64,
    pub plain: Bytes,
    /// The same in brotli, of what is sent more than once.
    pub packed: Option<Bytes>,
}

impl Default for CatalogueCache {
    fn default() -> Self {
        let first = u64::from(u32::from_le_bytes(entropy::bytes())) << 32;
        Self(Mutex::new(Catalogue { read_at: None, first, version: first, open: BTreeMap::new(), gone: BTreeMap::new(), whole: None }))
    }
}

impl CatalogueCache {
    /// The packed catalogue: what has changed since a version, or all of it. Who asks while it is read waits for it.
    ///
    /// # Errors
    /// Of the database.
    pub async fn parcel(&self, app: &App, since: Option<u64>) -> Result<Packed, Failure> {
        let mut catalogue = self.0.lock().await;
        let now = app.now();
        if catalogue.read_at.is_none_or(|at| !(0..FRESH_SECONDS).contains(&now.seconds_since(at))) {
            let open = catalogue::open(app.store.read(), now).await?;
            catalogue.learn(open);
            catalogue.read_at = Some(now);
        }
        Ok(catalogue.pack(since, app.policy()))
    }
}

impl Catalogue {
    /// Takes in what can be found now. The version changes when anything has.
    fn learn(&mut self, open: Vec<Open>) {
        let next = self.version + 1;
        let ids: BTreeSet<i64> = open.iter().map(|activity| activity.id).collect();
        let gone: Vec<i64> = self.open.keys().filter(|id| !ids.contains(id)).copied().collect();
        let mut changed = !gone.is_empty();
        for id in gone {
            self.open.remove(&id);
            self.gone.insert(id, next);
        }
        for activity in open {
            if self.open.get(&activity.id).is_some_and(|known| known.activity == activity) {
                continue;
            }
            changed = true;
            self.gone.remove(&activity.id);
            self.open.insert(activity.id, Known { activity, changed_in: next });
        }
        if changed {
            self.version = next;
            self.whole = None;
        }
    }

    fn pack(&mut self, since: Option<u64>, policy: &Policy) -> Packed {
        match since.filter(|since| (self.first + 1..=self.version).contains(since)) {
            Some(since) => {
                let changed = self.open.values().filter(|known| known.changed_in > since).map(|known| &known.activity);
                let gone = self.gone.iter().filter(|(_, version)| **version > since).map(|(id, _)| *id).collect();
                Packed { version: self.version, plain: Parcel { version: self.version, since: Some(since), gone, ..parcel(changed, policy) }.pack().into(), packed: None }
            }
            None => {
                let all = || {
                    let plain = Parcel { version: self.version, ..parcel(self.open.values().map(|known| &known.activity), policy) }.pack();
                    Packed { version: self.version, packed: brotli(&plain).ok().map(Bytes::from), plain: plain.into() }
                };
                self.whole.get_or_insert_with(all).clone()
            }
        }
    }
}

/// These activities with the names and readings that they need.
fn parcel<'a>(activities: impl Iterator<Item = &'a Open>, policy: &Policy) -> Parcel {
    let (mut teams, mut divisions, mut characters) = (Names::default(), Names::default(), BTreeSet::new());
    let items = activities
        .map(|activity| {
            characters.extend([&activity.title, &activity.place, &activity.team].into_iter().flat_map(|text| text.chars()));
            Item {
                id: activity.id,
                title: activity.title.clone(),
                place: activity.place.clone(),
                team: teams.place_of(activity.team.clone()),
                division: divisions.place_of((activity.division.clone(), activity.division_name.clone())),
                category: Item::place_of(activity.category),
                minimum_age: activity.terms.minimum_years(policy).unwrap_or(0),
                traits: traits(&activity.terms),
                position: activity.position.map(|position| (position.latitude_e7, position.longitude_e7)),
                slots: activity.shifts.iter().map(slot).collect(),
            }
        })
        .collect();
    let readings = characters.into_iter().filter_map(|character| Some((character, readings(character)?))).collect();
    Parcel { items, teams: teams.into_all(), divisions: divisions.into_all(), readings, ..Parcel::default() }
}

fn traits(terms: &Terms) -> u16 {
    let asked = &terms.requirements;
    let has = [
        (terms.insurance.is_some(), Traits::INSURED),
        (terms.indoor, Traits::INDOOR),
        (asked.minimum_hours.is_none() && asked.minimum_star.is_none() && asked.qualifications.is_empty(), Traits::BEGINNERS),
    ];
    let has = has.into_iter().filter(|(has, _)| *has).map(|(_, bit)| bit);
    has.chain(asked.languages.iter().map(|language| Traits::asks_for(*language))).fold(0, |all, bit| all | bit)
}

fn slot(shift: &OpenShift) -> Slot {
    let number = |count: i64| u16::try_from(count.max(0)).unwrap_or(u16::MAX);
    Slot {
        start: u32::try_from(shift.starts_at.unix_ms() / 60_000).unwrap_or(0),
        minutes: number(shift.ends_at.seconds_since(shift.starts_at) / 60),
        places: number(shift.capacity),
        free: number(shift.capacity - shift.taken),
    }
}

/// How a Han character is read, without tones; none of any other. `ü` is typed as `v`, and by some as `u`.
fn readings(character: char) -> Option<String> {
    let several = character.to_pinyin_multi()?;
    let mut all: BTreeSet<String> = BTreeSet::new();
    for reading in several {
        let plain = reading.plain();
        if plain.contains('ü') {
            all.extend(["v", "u"].map(|letter| plain.replace('ü', letter)));
        } else {
            all.insert(plain.to_owned());
        }
    }
    Some(all.into_iter().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_read_in_all_its_ways() {
        let read = |character| readings(character).unwrap_or_default();
        assert_eq!((read('重'), read('女'), read('小'), read('A')), ("chong tong zhong".into(), "nu nv ru".into(), "xiao".into(), String::new()));
    }
}
