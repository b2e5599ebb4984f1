//! Going out of a shift: places go to the next in line, and whoever may be there only beside somebody goes with them.

use super::party::goes_too;
use crate::app::App;
use crate::http::Failure;
use crate::store::sign_up::Held;
use crate::store::{message, party, sign_up};
use crate::waitlist;
use domain::api::message::MessageContent;
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::problem::ErrorCode;
use domain::sign_up::{Ending, SignUpStatus};
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Who goes when a guardian does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Going {
    /// The person, and minors who may be there only beside them.
    Alone,
    /// All of the party.
    Everybody,
}

/// How the person's own giving back ends a sign-up.
///
/// # Errors
/// When it stands no more, or the shift has begun; of the database.
pub async fn own_ending(app: &App, tx: &mut AnyConnection, held: Held, now: Timestamp) -> Result<Ending, Failure> {
    if !held.status.is_open() {
        return Err(super::stands_otherwise());
    }
    let starts_at = sign_up::shift(tx, held.shift).await?.time.start;
    Ending::of_own_doing(held.status, held.moved, starts_at, &app.policy().sign_up, now).ok_or_else(|| Failure::of(ErrorCode::CancelTooLate, "the shift has begun"))
}

/// Ends an open sign-up that the caller holds. A minor of a party goes alone; a guardian with whomever `going` says, and those who stay keep
/// their places, or where they stand in line.
///
/// # Errors
/// Of the database.
pub async fn leave(app: &App, tx: &mut AnyConnection, target: SignUpId, held: Held, going: Going, ending: Ending, now: Timestamp) -> Result<(), Failure> {
    let mut held = held;
    if held.party.take().is_some() {
        party::part(tx, target).await?;
        held.places = 1;
    }
    for ward in party::beside(tx, held.person, Some(held.shift), now).await? {
        let goes = ward.status.is_open() && (going == Going::Everybody || goes_too(app, &ward));
        if ward.party == Some(target) && !goes {
            party::part(tx, ward.sign_up).await?;
            held.places = held.places.saturating_sub(1);
        }
    }
    give_up(app, tx, target, held, ending, now).await?;
    release_wards(app, tx, held.person, held.shift, now).await
}

/// Ends an open sign-up that the caller holds, with all of its party, and tells them when it was a place.
async fn give_up(app: &App, tx: &mut AnyConnection, target: SignUpId, held: Held, ending: Ending, now: Timestamp) -> Result<(), Failure> {
    let members = if held.places > 1 { party::members(tx, target).await? } else { Vec::new() };
    sign_up::end(tx, target, ending, None, now).await?;
    match held.status {
        // Going out of the line leaves everybody else where they are.
        SignUpStatus::Waitlisted => {}
        // The same places go on down the line: who let them go is not asked again.
        SignUpStatus::Offered => {
            sign_up::free_places(tx, held.shift, held.places).await?;
            waitlist::settle(app, tx, held.shift, now).await?;
        }
        _ => {
            waitlist::give_back(app, tx, held.shift, held.places, now).await?;
            let row = sign_up::shift(tx, held.shift).await?;
            let content = MessageContent::CalledOff { activity: row.activity, title: row.title };
            for person in std::iter::once(held.person).chain(members.iter().map(|member| member.person)) {
                message::put(tx, app.id(), person, now, &content).await?;
            }
        }
    }
    Ok(())
}

/// Ends the sign-ups of children who had a place in the shift only because `guardian`, who does not come any more, was beside them.
///
/// # Errors
/// Of the database.
pub async fn release_wards(app: &App, tx: &mut AnyConnection, guardian: PersonId, shift: ShiftId, now: Timestamp) -> Result<(), Failure> {
    for ward in party::beside(tx, guardian, Some(shift), now).await? {
        if ward.status.is_open() && goes_too(app, &ward) {
            party::part(tx, ward.sign_up).await?;
            let held = sign_up::hold(tx, ward.sign_up).await?;
            give_up(app, tx, ward.sign_up, held, Ending::Withdrawn, now).await?;
        }
    }
    Ok(())
}
