//! Pages of people who run activities.

mod activity_form;
mod attest;
mod by_team;
mod line;
mod manage;
mod managed_activities;
mod managed_activity;
mod questions;
mod requirements;

pub use activity_form::{edit_activity, new_activity};
pub use manage::manage;
pub use managed_activities::managed_activities;
pub use managed_activity::managed_activity;
