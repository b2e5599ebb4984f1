//! Administrative divisions.

mod list;

pub use list::list;
