//! Signing up and calling off.

mod cancel;
mod list;
mod make;

pub use cancel::cancel;
pub use list::list;
pub use make::make;

use crate::store::sign_up::ShiftRow;
use domain::ids::SignUpId;
use domain::sign_up::{ShiftFacts, SignUp, SignUpStatus};
use domain::time::Timestamp;

/// What the rule has to know of a stored shift.
fn facts(row: &ShiftRow) -> ShiftFacts<'_> {
    ShiftFacts { status: row.status, terms: &row.terms, time: row.time, capacity: row.capacity, taken: row.taken }
}

fn answer(row: ShiftRow, id: SignUpId, status: SignUpStatus, signed_up_at: Timestamp) -> SignUp {
    SignUp { id, activity: row.activity, activity_title: row.title, shift: row.shift, position_name: row.position_name, place: row.place, time: row.time, status, signed_up_at }
}
