//! Activities: finding, reading, making, publishing, calling off.

mod cancel;
mod get;
mod list;
mod make;
mod managed;
mod publish;
mod roster;
mod standing;

pub use cancel::cancel;
pub use get::{get, public};
pub use list::{list, listed};
pub use make::make;
pub use managed::managed;
pub use publish::publish;
pub use roster::roster;
pub use standing::standing;

use crate::app::App;
use crate::http::{Caller, Failure};
use crate::store::activity::{self, Known};
use domain::activity::{ActivityDetail, ActivityStatus};
use domain::can::Action;
use domain::ids::ActivityId;
use sqlx::AnyConnection;

/// The activity, when the caller may do `action` with it. Somebody else's draft looks like nothing.
pub(super) async fn allowed(app: &App, caller: &Caller, id: ActivityId, action: Action) -> Result<Known, Failure> {
    let known = activity::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    match caller.may(action, &known.facts) {
        Ok(()) => Ok(known),
        Err(_) if known.status == ActivityStatus::Draft => Err(Failure::not_found()),
        Err(denied) => Err(denied),
    }
}

/// The activity, when the caller may read it, and whether they manage it.
async fn readable(app: &App, caller: &Caller, id: ActivityId) -> Result<(Known, bool), Failure> {
    let known = activity::find(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    let manages = caller.may(Action::ManageActivities, &known.facts).is_ok();
    if known.status == ActivityStatus::Draft && !manages {
        return Err(Failure::not_found());
    }
    Ok((known, manages))
}

/// The whole activity, with the names of its divisions.
async fn detail(app: &App, connection: &mut AnyConnection, id: ActivityId) -> Result<ActivityDetail, Failure> {
    let mut detail = activity::detail(connection, id).await?;
    detail.division_path = app.city.division_path(&detail.division);
    Ok(detail)
}
