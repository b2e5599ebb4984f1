//! Pages of people who run activities.

mod line;
mod manage;
mod managed_activities;
mod managed_activity;
mod new_activity;

pub use manage::manage;
pub use managed_activities::managed_activities;
pub use managed_activity::managed_activity;
pub use new_activity::new_activity;
