//! The land: the city's lowest divisions, their names in patterns, and where they lie on the map.

use super::dice::{Dice, Purpose, Weights};
use super::words::Words;
use crate::config::City;
use domain::division::{DivisionCode, Level};
use domain::station::Position;

/// Where counties have their seat: division, latitude and longitude in hundredths of a degree, which is about a kilometre. Elsewhere stations
/// and activities have no place on the map.
const SEATS: &[(&str, i32, i32)] = &[
    ("431002", 2578, 11302), // 北湖区
    ("431003", 2580, 11304), // 苏仙区
    ("431021", 2575, 11273), // 桂阳县
    ("431022", 2540, 11295), // 宜章县
    ("431023", 2613, 11312), // 永兴县
    ("431024", 2559, 11237), // 嘉禾县
    ("431025", 2528, 11256), // 临武县
    ("431026", 2555, 11368), // 汝城县
    ("431027", 2608, 11394), // 桂东县
    ("431028", 2671, 11327), // 安仁县
    ("431081", 2598, 11324), // 资兴市
];
/// How far communities lie from their county's seat, in ten-millionths of a degree: in the central districts, and elsewhere.
const REACH_CENTRAL: i64 = 300_000;
const REACH_OUTER: i64 = 900_000;

/// A lowest division (a community or village where the city's file has them).
pub(super) struct Leaf {
    pub(super) code: DivisionCode,
    pub(super) county: String,
    pub(super) street: String,
    /// The community's name without that of its committee.
    pub(super) community: String,
    pub(super) position: Option<Position>,
}

/// All leaves.
pub(super) struct Land {
    pub(super) root: DivisionCode,
    pub(super) city: String,
    pub(super) leaves: Vec<Leaf>,
    /// Places in `leaves` of the central districts.
    pub(super) central: Vec<usize>,
    people: Weights,
}

impl Land {
    pub(super) fn new(city: &City, seed: u64) -> Self {
        let mut dice = Dice::new(seed, Purpose::Map);
        let root = city.settings.city.division_root.clone();
        let is_central = |code: &DivisionCode| city.settings.city.central_divisions.iter().any(|c| c.contains(code));
        let seat = |county: &DivisionCode| SEATS.iter().find(|(code, ..)| *code == county.as_str()).map(|(_, latitude, longitude)| (latitude * 100_000, longitude * 100_000));
        let mut leaves = Vec::new();
        let mut weights = Vec::new();
        for division in city.divisions.iter().filter(|d| !d.has_children) {
            let central = is_central(&division.code);
            let reach = if central { REACH_CENTRAL } else { REACH_OUTER };
            let position = seat(&above(&division.code, Level::County)).map(|at| near(at, reach, &mut dice)).map(|(latitude_e7, longitude_e7)| Position { latitude_e7, longitude_e7 });
            let name = |level| city.division_name(&above(&division.code, level)).unwrap_or(&division.name).to_owned();
            leaves.push(Leaf { code: division.code.clone(), county: name(Level::County), street: name(Level::Street), community: community_name(&division.name), position });
            // Some communities have many times the volunteers of others; towns have more than villages.
            let size = 1 + dice.below(10) * dice.below(10);
            weights.push(u32::try_from(if central { size * 4 } else { size }).unwrap_or(1));
        }
        let mut central: Vec<usize> = (0..leaves.len()).filter(|n| leaves.get(*n).is_some_and(|leaf: &Leaf| is_central(&leaf.code))).collect();
        if central.is_empty() {
            central = (0..leaves.len()).collect();
        }
        Self { root, city: city.settings.city.name_zh.clone(), leaves, central, people: Weights::new(weights) }
    }

    /// The place in [`Self::leaves`] of a leaf, drawn by how many volunteers live there.
    pub(super) fn draw(&self, dice: &mut Dice) -> usize {
        self.people.draw(dice)
    }

    /// A leaf inside `division`, drawn evenly; any leaf when it has none.
    pub(super) fn inside(&self, division: &DivisionCode, dice: &mut Dice) -> usize {
        let from = self.leaves.partition_point(|leaf| leaf.code < *division);
        let count = self.leaves.get(from..).unwrap_or_default().partition_point(|leaf| division.contains(&leaf.code));
        if count == 0 { self.draw(dice) } else { from + dice.below(count) }
    }

    /// Fills the placeholders of a pattern as seen from `leaf`.
    pub(super) fn fill(&self, pattern: &str, leaf: &Leaf, words: &Words, dice: &mut Dice) -> String {
        let mut filled = String::new();
        let mut rest = pattern;
        while let Some((before, (name, after))) = rest.split_once('{').and_then(|(before, inner)| Some((before, inner.split_once('}')?))) {
            filled.push_str(before);
            match name {
                "city" => filled.push_str(&self.city),
                "county" => filled.push_str(&leaf.county),
                "street" => filled.push_str(&leaf.street),
                "community" => filled.push_str(&leaf.community),
                "stem" => filled.push_str(words.stem(dice)),
                kind => {
                    let inner = dice.weighted(&words.organisations, |o| u32::from(o.kind == kind)).map_or("", |o| &o.pattern_zh);
                    filled.push_str(&self.fill(inner, leaf, words, dice));
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

/// The division of `level` that holds `code`, or `code` itself when it stands higher.
pub(super) fn above(code: &DivisionCode, level: Level) -> DivisionCode {
    code.path().into_iter().rfind(|part| part.level() <= level).unwrap_or_else(|| code.clone())
}

fn near((latitude, longitude): (i32, i32), reach: i64, dice: &mut Dice) -> (i32, i32) {
    let mut moved = |from: i32| from.saturating_add(i32::try_from(dice.between(-reach, reach)).unwrap_or(0));
    (moved(latitude), moved(longitude))
}

/// See SOURCE.md of the word lists: the name as people say it.
fn community_name(name: &str) -> String {
    for (endings, kind) in [(["居民委员会", "居委会"], "社区"), (["村民委员会", "村委会"], "村")] {
        if let Some(bare) = endings.iter().find_map(|ending| name.strip_suffix(ending)) {
            return if bare.ends_with("社区") || bare.ends_with('村') { bare.to_owned() } else { format!("{bare}{kind}") };
        }
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_community_is_named_without_its_committee() {
        for (official, said) in [("西水社区村委会", "西水社区"), ("罗泉村委会", "罗泉村"), ("珠泉居委会", "珠泉社区"), ("北湖路社区", "北湖路社区")] {
            assert_eq!(community_name(official), said);
        }
    }

    #[test]
    fn a_code_knows_what_lies_above_it() {
        let code: DivisionCode = "431002001001".parse().unwrap();
        assert_eq!(above(&code, Level::Street).as_str(), "431002001");
        assert_eq!(above(&"431002".parse().unwrap(), Level::Community).as_str(), "431002");
    }
}
