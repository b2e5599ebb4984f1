//! A place that its holder wants to hand on: looking for somebody, and taking it over.

mod end;
mod get;
mod offer;
mod take;

pub use end::end;
pub use get::get;
pub use offer::offer;
pub use take::take;

use crate::http::Failure;
use crate::store::stand_in::{self, Offered};
use domain::ids::{PersonId, SignUpId};
use domain::sign_up::SignUpStatus;
use sqlx::AnyConnection;

/// The place, when `reader` may see it: its holder, and whoever may take it. What is gone and what is somebody else's look alike.
async fn seen_by(tx: &mut AnyConnection, target: SignUpId, reader: PersonId) -> Result<Offered, Failure> {
    let offered = stand_in::find(tx, target).await?.filter(|offered| offered.status == SignUpStatus::Confirmed).ok_or_else(Failure::not_found)?;
    let may = offered.person == reader || offered.named.is_none_or(|named| named == reader);
    if may { Ok(offered) } else { Err(Failure::not_found()) }
}
