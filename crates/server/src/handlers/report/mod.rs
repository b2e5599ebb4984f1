//! Reports about activities.

mod list;
mod make;
mod settle;

pub use list::list;
pub use make::make;
pub use settle::settle;
