//! Where what was found lies: what a map shows.

use super::{Finder, Hit};
use domain::division::DivisionCode;
use domain::station::Position;
use std::collections::BTreeMap;

/// So many places at most are shown one by one; more are gathered by division.
const MOST_PLACES: usize = 12;
/// So many at most are shown at all, those with most activities.
const MOST_BUBBLES: usize = 24;

/// Finds gathered by where they are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spread {
    /// The one with most activities first.
    pub bubbles: Vec<Bubble>,
    /// Activities that no bubble holds: those whose place on the map is not known, and what is beyond the most bubbles.
    pub elsewhere: u32,
}

/// Activities that are close to each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Bubble {
    pub spot: Spot,
    /// The mean of where they are.
    pub position: Position,
    pub count: u32,
}

/// What a bubble stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// A division directly below the one that is looked at.
    Division(DivisionCode),
    /// A place, by its name.
    Place(String),
}

/// The sums that a mean is made of.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    latitude: i64,
    longitude: i64,
    count: u32,
}

impl Sum {
    fn add(&mut self, position: Position) {
        self.latitude += i64::from(position.latitude_e7);
        self.longitude += i64::from(position.longitude_e7);
        self.count += 1;
    }

    fn bubble(self, spot: Spot) -> Bubble {
        let mean = |sum: i64| (sum / i64::from(self.count.max(1))) as i32;
        Bubble { spot, position: Position { latitude_e7: mean(self.latitude), longitude_e7: mean(self.longitude) }, count: self.count }
    }
}

impl Finder {
    /// How `hits` lie in the division `within`: by their places when these are few, else by the divisions directly below it.
    /// What is of the division itself keeps its place.
    pub fn spread(&self, hits: &[Hit], within: &DivisionCode) -> Spread {
        let below: Vec<Option<DivisionCode>> = self.divisions().map(|division| within.below_towards(division)).collect();
        let (mut places, mut divisions, mut placed) = (BTreeMap::<&str, Sum>::new(), BTreeMap::<Spot, Sum>::new(), 0);
        for hit in hits {
            let entry = self.entry(hit);
            let Some(position) = entry.position() else { continue };
            placed += 1;
            places.entry(entry.place()).or_default().add(position);
            let spot = below[entry.item.division as usize].clone().map_or_else(|| Spot::Place(entry.place().to_owned()), Spot::Division);
            divisions.entry(spot).or_default().add(position);
        }
        let mut bubbles: Vec<Bubble> = if places.len() <= MOST_PLACES {
            places.into_iter().map(|(place, sum)| sum.bubble(Spot::Place(place.to_owned()))).collect()
        } else {
            divisions.into_iter().map(|(spot, sum)| sum.bubble(spot)).collect()
        };
        bubbles.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.spot.cmp(&other.spot)));
        let beyond: u32 = bubbles.iter().skip(MOST_BUBBLES).map(|bubble| bubble.count).sum();
        bubbles.truncate(MOST_BUBBLES);
        Spread { bubbles, elsewhere: (hits.len() - placed) as u32 + beyond }
    }
}
