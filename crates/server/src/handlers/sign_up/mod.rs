//! Signing up, waiting for a place, changing, handing on, and calling off.

mod accept;
mod by_team;
mod cancel;
mod cancel_party;
mod companions;
mod decide;
mod entering;
mod giving_up;
mod join;
mod list;
mod make;
mod party;
mod pass;
mod shift;
pub mod stand_in;
mod wait;

pub use accept::accept;
pub use by_team::by_team;
pub use cancel::cancel;
pub use cancel_party::cancel_party;
pub use companions::companions;
pub use decide::decide;
pub use join::join;
pub use list::list;
pub use make::make;
pub use pass::pass;
pub use shift::shift;
pub use wait::wait;

pub(super) use giving_up::{Going, leave, release_wards};
pub(super) use party::{places, wards_of};
use party::shown;

use crate::app::App;
use crate::http::Failure;
use crate::store::message;
use crate::store::sign_up::ShiftRow;
use domain::api::message::MessageContent;
use domain::ids::PersonId;
use domain::problem::ErrorCode;
use domain::sign_up::SignUpStatus;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// How somebody stands who takes a place: the team may have to approve first.
fn with_place(row: &ShiftRow) -> SignUpStatus {
    if row.terms.by_approval { SignUpStatus::Pending } else { SignUpStatus::Confirmed }
}

/// Tells the person that the place is theirs; nothing while the team still has to approve.
async fn tell_confirmed(app: &App, tx: &mut AnyConnection, row: &ShiftRow, person: PersonId, status: SignUpStatus, now: Timestamp) -> Result<(), Failure> {
    if status != SignUpStatus::Confirmed {
        return Ok(());
    }
    let content = MessageContent::SignedUp { activity: row.activity, title: row.title.clone(), place: row.place.clone(), time: row.time };
    message::put(tx, app.id(), person, now, &content).await
}

/// The answer to whoever wants something of a sign-up that stands otherwise.
fn stands_otherwise() -> Failure {
    Failure::of(ErrorCode::NotSignedUp, "the sign-up does not stand so any more")
}
