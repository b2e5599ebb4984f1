//! People in an administrator's eyes: finding them, giving and taking roles.

mod find;
mod give;
mod take;

pub use find::find;
pub use give::give;
pub use take::take;

use crate::app::App;
use crate::http::Failure;
use crate::store::{station, team};
use domain::can::{Facts, Role};

/// Where a role holds and what that place is called; nothing when there is no such place.
async fn scope_of(app: &App, role: &Role) -> Result<Option<(Facts, String)>, Failure> {
    let pool = app.store.read();
    Ok(match role {
        Role::Administrator { division } => app.city.division_name(division).map(|name| (Facts::in_division(division.clone()), name.to_owned())),
        Role::TeamLeader { team } => team::find(pool, *team).await?.map(|t| (Facts { team: Some(t.id), ..Facts::in_division(t.division) }, t.name)),
        Role::StationKeeper { station } => station::find(pool, *station).await?.map(|s| (Facts { station: Some(s.id), ..Facts::in_division(s.division) }, s.name)),
    })
}

/// The field of a role that names its place.
fn scope_field(role: &Role) -> &'static str {
    match role {
        Role::Administrator { .. } => "role.division",
        Role::TeamLeader { .. } => "role.team",
        Role::StationKeeper { .. } => "role.station",
    }
}
