//! The stations: the workstations of the central districts, and some elsewhere.

use super::calendar::{Calendar, Counter};
use super::dice::{Dice, Purpose};
use super::land::Land;
use super::load::Loader;
use super::rows::Table;
use super::words::{StationPattern, Words};
use anyhow::Result;
use domain::station::{Position, StationKind};
use domain::time::Timestamp;
use std::collections::HashSet;

/// Workstations of the central districts, as the city's plan counts them.
const CENTRAL: usize = 103;
/// Stations elsewhere, so that no county is without.
const OUTER: usize = 24;
/// Draws before a name that is taken is given up.
const NAME_DRAWS: usize = 20;

/// A station.
pub(super) struct Station<'w> {
    pub(super) id: i64,
    pub(super) name: String,
    /// Place in the land's leaves.
    pub(super) leaf: usize,
    pub(super) position: Option<Position>,
    pub(super) pattern: &'w StationPattern,
    address: String,
    created_at: Timestamp,
}

/// Makes the stations.
pub(super) fn make<'w>(land: &Land, words: &'w Words, calendar: &Calendar, seed: u64) -> Vec<Station<'w>> {
    let mut dice = Dice::new(seed, Purpose::Stations);
    let mut ids = Counter::default();
    let mut names = HashSet::new();
    let mut stations = Vec::with_capacity(CENTRAL + OUTER);
    for number in 0..CENTRAL + OUTER {
        let drawn = (0..NAME_DRAWS).find_map(|_| {
            let at = if number < CENTRAL { *dice.one_of(&land.central)? } else { dice.below(land.leaves.len()) };
            let (leaf, pattern) = (land.leaves.get(at)?, dice.weighted(&words.stations, |s| s.weight)?);
            let name = land.fill(&pattern.pattern_zh, leaf, words, &mut dice);
            names.insert(name.clone()).then_some((at, leaf, pattern, name))
        });
        let Some((at, leaf, pattern, name)) = drawn else { continue };
        let address = format!("{}{}{}路{}号", leaf.county, leaf.street, words.stem(&mut dice), dice.between(1, 299));
        let created_at = calendar.at(-3 * 365 + i64::try_from(number).unwrap_or(0) * 5, dice.between(9 * 60, 17 * 60));
        stations.push(Station { id: ids.next(created_at), name, leaf: at, position: leaf.position.map(|p| beside(p, &mut dice)), pattern, address, created_at });
    }
    stations
}

/// Within some two hundred metres of the community's middle.
fn beside(middle: Position, dice: &mut Dice) -> Position {
    let mut moved = |from: i32| from.saturating_add(i32::try_from(dice.between(-20_000, 20_000)).unwrap_or(0));
    Position { latitude_e7: moved(middle.latitude_e7), longitude_e7: moved(middle.longitude_e7) }
}

pub(super) async fn write(stations: &[Station<'_>], land: &Land, loader: &mut Loader) -> Result<()> {
    let mut table = Table::new(loader, "stations", ["id", "name", "kind", "division", "address", "latitude_e7", "longitude_e7", "opening_hours", "created_at"]);
    for station in stations {
        let kind = match station.pattern.kind {
            StationKind::UStation => "u_station",
            StationKind::LeiFengHome => "lei_feng_home",
            StationKind::KioskBooth => "kiosk_booth",
            StationKind::ServicePoint => "service_point",
        };
        let clock = |minute: i64| format!("{:02}:{:02}", minute / 60, minute % 60);
        let division = land.leaves.get(station.leaf).map_or("", |leaf| leaf.code.as_str());
        table
            .row(loader, [
                station.id.into(),
                station.name.as_str().into(),
                kind.into(),
                division.into(),
                station.address.as_str().into(),
                station.position.map(|p| i64::from(p.latitude_e7)).into(),
                station.position.map(|p| i64::from(p.longitude_e7)).into(),
                format!("{}-{}", clock(station.pattern.opens), clock(station.pattern.closes)).into(),
                station.created_at.into(),
            ])
            .await?;
    }
    table.finish(loader).await
}
