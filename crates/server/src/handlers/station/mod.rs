//! Stations.

mod get;
mod list;
mod make;

pub use get::get;
pub use list::list;
pub use make::make;
