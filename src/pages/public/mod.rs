//! Pages for everybody.

mod activities;
mod activity;
mod closed;
mod home;
mod join;
mod join_activity;
mod log_in;
mod ticket;
pub mod verify;

pub use activities::activities;
pub(crate) use activities::found;
pub use activity::activity;
pub use closed::{closed, not_found};
pub use home::home;
pub use join::join;
pub use join_activity::join_activity;
pub use log_in::log_in;
pub use verify::verify;
