//! Logging in and out, and joining.

mod get;

pub use get::get;
