//! The catalogue on this device: fetched once, renewed by what has changed, kept as long as the page.

use crate::browser::file;
use crate::city::{city, now};
use domain::activity::{ActivityStatus, ActivitySummary};
use domain::time::Day;
use domain::division::DivisionCode;
use finder::{Counts, Finder, Found, Hit, PATH, Parcel, Spread, Wish};
use std::cell::RefCell;
use std::ops::Range;

/// How long a parcel may take to come.
const TIMEOUT_MS: i32 = 30_000;

thread_local! {
    static CATALOGUE: RefCell<Finder> = RefCell::new(Finder::default());
}

/// What fits, found in the catalogue as it was then.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shown {
    pub hits: Vec<Hit>,
    pub counts: Counts,
    /// Which catalogue that was: hits point into it.
    version: u64,
}

/// Whether there is a catalogue.
pub(super) fn is_there() -> bool {
    CATALOGUE.with_borrow(|finder| finder.version() != 0)
}

/// Fetches the catalogue, or what has changed of it; tells whether it is there and fresh now.
pub(super) async fn renew() -> bool {
    let version = CATALOGUE.with_borrow(Finder::version);
    if version != 0 && take(&format!("{PATH}?since={version}")).await {
        return true;
    }
    // There is none yet, or what came does not build on it.
    take(PATH).await
}

async fn take(url: &str) -> bool {
    let parcel = file::fetch(url, TIMEOUT_MS).await.and_then(|bytes| Parcel::unpack(&bytes).ok());
    parcel.is_some_and(|parcel| CATALOGUE.with_borrow_mut(|finder| finder.take(parcel)).is_ok())
}

/// What fits `wish` now.
pub(super) fn find(wish: &Wish) -> Shown {
    CATALOGUE.with_borrow(|finder| {
        let Found { hits, counts } = finder.find(wish, now(), &city().zone);
        Shown { hits, counts, version: finder.version() }
    })
}

/// Those of `shown` that stand there, each with how many metres away it is, if that is known; nothing of an earlier catalogue.
pub(super) fn summaries(shown: &Shown, places: Range<usize>) -> Vec<(ActivitySummary, Option<u32>)> {
    CATALOGUE.with_borrow(|finder| {
        let current = if finder.version() == shown.version { shown.hits.as_slice() } else { &[] };
        let (start, end) = (places.start.min(current.len()), places.end.min(current.len()));
        current[start..end].iter().map(|hit| (summary(finder, hit), hit.metres)).collect()
    })
}

/// How `shown` lies in a division; nothing of an earlier catalogue.
pub(super) fn spread(shown: &Shown, within: &DivisionCode) -> Spread {
    CATALOGUE.with_borrow(|finder| if finder.version() == shown.version { finder.spread(&shown.hits, within) } else { Spread::default() })
}

/// How many fit `wish` on each of `most` days from `first` on.
pub(super) fn days(wish: &Wish, first: Day, most: usize) -> Vec<u32> {
    CATALOGUE.with_borrow(|finder| finder.days(wish, first, most, now(), &city().zone))
}

/// How many fit `wish` now.
pub(super) fn count(wish: &Wish) -> usize {
    CATALOGUE.with_borrow(|finder| finder.count(wish, now(), &city().zone))
}

fn summary(finder: &Finder, hit: &Hit) -> ActivitySummary {
    let entry = finder.entry(hit);
    let (division, division_name) = finder.division(entry);
    let (places, places_left) = entry.places(now());
    ActivitySummary {
        id: entry.id(),
        title: entry.title().to_owned(),
        category: entry.category(),
        // Nothing else is in the catalogue.
        status: ActivityStatus::Published,
        division: division.clone(),
        division_name: division_name.to_owned(),
        place: entry.place().to_owned(),
        team_name: finder.team(entry).to_owned(),
        starts_at: hit.slot.begin(),
        ends_at: entry.slots().iter().map(finder::Slot::end).max().unwrap_or_else(|| hit.slot.end()),
        places,
        places_left,
    }
}
