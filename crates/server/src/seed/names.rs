//! Names of people, after the fashions of their years of birth.

use super::dice::{Dice, Weights};
use super::words::{Gender, GivenCharacter, Spot, Words};

/// Makes names.
pub(super) struct Names<'w> {
    words: &'w Words,
    surnames: Weights,
}

impl<'w> Names<'w> {
    pub(super) fn new(words: &'w Words) -> Self {
        Self { words, surnames: Weights::new(words.surnames.iter().map(|s| s.weight)) }
    }

    /// A whole name.
    pub(super) fn draw(&self, woman: bool, born: i32, dice: &mut Dice) -> String {
        let surname = self.words.surnames.get(self.surnames.draw(dice)).map_or("王", |s| &s.surname);
        format!("{surname}{}", self.given(woman, born, dice))
    }

    fn given(&self, woman: bool, born: i32, dice: &mut Dice) -> String {
        let fits = |gender: Gender, from: i32, to: i32| (from..=to).contains(&born) && (gender == Gender::Either || (gender == Gender::Woman) == woman);
        if dice.chance(30)
            && let Some(whole) = dice.weighted(&self.words.given_names, |n| if fits(n.gender, n.born_from, n.born_to) { n.weight } else { 0 })
        {
            return whole.name.clone();
        }
        let mut character = |spot: Spot| {
            let weight = |c: &GivenCharacter| if fits(c.gender, c.born_from, c.born_to) && (c.position == spot || c.position == Spot::Any) { c.weight } else { 0 };
            dice.weighted(&self.words.given_characters, weight).map_or("", |c| &c.character)
        };
        let last = character(Spot::Last);
        let first = character(Spot::First);
        // One in four has a single character, and nobody the same one twice by chance.
        if first == last || dice.chance(25) { last.to_owned() } else { format!("{first}{last}") }
    }
}
