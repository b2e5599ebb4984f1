//! How many would fit with each filter.

use crate::finder::Finder;
use domain::activity::{Category, ServiceLanguage};
use domain::division::DivisionCode;

/// For each filter, how many activities would fit if it were on and all others stayed as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub(crate) categories: [u32; Category::ALL.len()],
    /// By the place of the division in the catalogue.
    pub(crate) divisions: Vec<u32>,
    /// By [`crate::DayPart::ALL`].
    pub parts: [u32; 3],
    /// Monday first.
    pub weekdays: [u32; 7],
    pub free: u32,
    pub insured: u32,
    pub indoor: u32,
    pub beginners: u32,
    /// By [`ServiceLanguage::ALL`].
    pub languages: [u32; ServiceLanguage::ALL.len()],
}

impl Counts {
    /// With this category.
    pub fn category(&self, category: Category) -> u32 {
        Category::ALL.iter().zip(self.categories).find(|(one, _)| **one == category).map_or(0, |(_, count)| count)
    }

    /// With any category.
    pub fn categories(&self) -> u32 {
        self.categories.iter().sum()
    }

    /// In this division or below, of the catalogue that was searched.
    pub fn division(&self, finder: &Finder, code: &DivisionCode) -> u32 {
        finder.divisions().zip(&self.divisions).filter(|(division, _)| code.contains(division)).map(|(_, count)| count).sum()
    }
}
