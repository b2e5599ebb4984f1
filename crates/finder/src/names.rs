//! Things that are written once and pointed at.

use std::collections::HashMap;
use std::hash::Hash;

/// Things in the order in which they came, each once.
#[derive(Debug)]
pub struct Names<T> {
    all: Vec<T>,
    places: HashMap<T, u32>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { all: Vec::new(), places: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    /// Where it stands; at the end, if it is new.
    pub fn place_of(&mut self, name: T) -> u32 {
        *self.places.entry(name).or_insert_with_key(|name| {
            self.all.push(name.clone());
            (self.all.len() - 1) as u32
        })
    }

    /// All of them.
    pub fn all(&self) -> &[T] {
        &self.all
    }

    /// All of them, to send away.
    pub fn into_all(self) -> Vec<T> {
        self.all
    }
}
