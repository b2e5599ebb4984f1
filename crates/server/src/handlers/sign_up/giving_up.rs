//! Going out of a shift: places go to the next in line, and whoever may be there only beside somebody goes with them.

use crate::app::App;
use crate::http::Failure;
use crate::store::sign_up::Held;
use crate::store::{guardian, message, sign_up};
use crate::waitlist;
use domain::api::message::MessageContent;
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::sign_up::{Ending, SignUpStatus};
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Ends an open sign-up that the caller holds, and tells its person when it was a place.
///
/// # Errors
/// Of the database.
pub async fn give_up(app: &App, tx: &mut AnyConnection, target: SignUpId, held: Held, ending: Ending, now: Timestamp) -> Result<(), Failure> {
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
            message::put(tx, app.id(), held.person, now, &MessageContent::CalledOff { activity: row.activity, title: row.title }).await?;
        }
    }
    Ok(())
}

/// Ends the sign-ups of children who had a place in the shift only because `guardian`, who does not come any more, was beside them.
///
/// # Errors
/// Of the database.
pub async fn release_wards(app: &App, tx: &mut AnyConnection, guardian: PersonId, shift: ShiftId, now: Timestamp) -> Result<(), Failure> {
    let wards = guardian::wards_in(tx, guardian, shift).await?;
    if wards.is_empty() {
        return Ok(());
    }
    let day = app.zone.day_of(sign_up::shift(tx, shift).await?.time.start);
    for (target, ward, birth) in wards {
        let accompanied = birth.is_some_and(|birth| day.age_of(birth) < app.policy().minors.accompanied_under_years);
        if accompanied && !guardian::comes(tx, ward, shift).await? {
            let held = sign_up::hold(tx, target).await?;
            give_up(app, tx, target, held, Ending::Withdrawn, now).await?;
        }
    }
    Ok(())
}
