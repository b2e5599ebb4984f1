//! Teams.

mod attest;
mod get;
mod list;
mod make;
mod volunteers;

pub use attest::attest;
pub use get::get;
pub use list::list;
pub use make::make;
pub use volunteers::volunteers;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::team;
use domain::can::{Action, Facts};
use domain::ids::TeamId;

/// Whether the caller runs the team.
async fn runs(app: &App, caller: &Caller, id: TeamId) -> Result<(), Failure> {
    let team = team::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    caller.may(Action::ManageActivities, &Facts { team: Some(team.id), ..Facts::in_division(team.division) })
}
