//! Finding activities without asking a server.
//!
//! The server packs what can be found of a city's open activities into a [`Parcel`]; a later one carries only what has
//! changed. A [`Finder`] unpacks it and answers a [`Wish`] in one pass over the catalogue: what fits, in the order
//! that was asked for, and beside every filter how many would fit with it.

mod counts;
mod finder;
mod names;
mod parcel;
mod pattern;
mod search;
mod wish;

pub use counts::Counts;
pub use finder::{Bubble, Entry, Finder, Found, Hit, LONGEST_SPAN, Spot, Spread};
pub use names::Names;
pub use parcel::{Item, Parcel, Slot, Traits, Unreadable};
pub use search::{AGES, Narrowing, Search, View};
pub use wish::{DayPart, Near, Order, Wish};

/// Where a server gives the catalogue; `?since=VERSION` asks for what has changed.
pub const PATH: &str = "/api/catalogue";
