//! Pages of people who run activities.

mod attest;
mod by_team;
mod line;
mod manage;
mod managed_activities;
mod managed_activity;
mod new_activity;
mod questions;
mod requirements;

pub use manage::manage;
pub use managed_activities::managed_activities;
pub use managed_activity::managed_activity;
pub use new_activity::new_activity;
