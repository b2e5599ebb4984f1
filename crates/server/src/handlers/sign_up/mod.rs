//! Signing up, waiting for a place, and calling off.

mod accept;
mod cancel;
mod decide;
mod list;
mod make;
mod pass;
mod wait;

pub use accept::accept;
pub use cancel::cancel;
pub use decide::decide;
pub use list::list;
pub use make::make;
pub use pass::pass;
pub use wait::wait;

use crate::app::App;
use crate::http::Failure;
use crate::store::sign_up::{self, ShiftRow};
use crate::store::{message, sign_up_list};
use domain::api::message::MessageContent;
use domain::ids::{PersonId, ShiftId};
use domain::problem::ErrorCode;
use domain::sign_up::{Opening, Refusal, ShiftFacts, SignUp, SignUpStatus, eligibility};
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// The shift, and what of it is open to the person, whom the caller holds.
async fn opening(app: &App, tx: &mut AnyConnection, shift: ShiftId, person: PersonId, now: Timestamp) -> Result<(ShiftRow, Opening), Failure> {
    let row = sign_up::shift(tx, shift).await?;
    let applicant = sign_up::applicant(tx, person, now).await?;
    let standing = sign_up::standing(tx, person, shift, row.time).await?;
    let facts = ShiftFacts { status: row.status, terms: &row.terms, time: row.time, capacity: row.capacity, taken: row.taken, waiting: row.waiting };
    let opening = eligibility(facts, Some(&applicant), Some(&standing), app.policy(), &app.zone, now)?;
    Ok((row, opening))
}

/// How somebody stands who takes a place: the team may have to approve first.
fn with_place(row: &ShiftRow) -> SignUpStatus {
    if row.terms.by_approval { SignUpStatus::Pending } else { SignUpStatus::Confirmed }
}

/// Takes a free place for the person, and tells them once it is theirs.
async fn take(app: &App, tx: &mut AnyConnection, row: &ShiftRow, person: PersonId, now: Timestamp) -> Result<SignUp, Failure> {
    // The rule looked at a number that may be old by now; this write does not.
    if !sign_up::take_place(tx, row.shift).await? {
        return Err(Refusal::Full.into());
    }
    let status = with_place(row);
    let kept = sign_up::put(tx, app.id(), row, person, status, None, now).await?.ok_or_else(|| Failure::from(Refusal::AlreadySignedUp))?;
    tell_confirmed(app, tx, row, person, status, now).await?;
    sign_up_list::one(tx, kept).await
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
