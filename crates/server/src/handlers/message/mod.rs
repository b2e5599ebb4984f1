//! The inbox.

mod list;
mod read;

pub use list::list;
pub use read::read;
