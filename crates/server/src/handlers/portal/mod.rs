//! The portal itself.

mod advance_demo_clock;
mod get;

pub use advance_demo_clock::advance_demo_clock;
pub use get::get;
