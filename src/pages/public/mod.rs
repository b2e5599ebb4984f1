//! Pages for everybody.

mod activities;
mod closed;
mod home;

pub use activities::activities;
pub use closed::{closed, not_found};
pub use home::home;
