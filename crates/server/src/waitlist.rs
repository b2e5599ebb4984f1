//! Giving places that became free to those who wait, and ending lines whose time is over: what [`domain::sign_up::line`] says,
//! done to the store.

use crate::app::App;
use crate::http::Failure;
use crate::store::{message, sign_up, waitlist};
use domain::activity::ActivityStatus;
use domain::api::message::MessageContent;
use domain::ids::ShiftId;
use domain::sign_up::line::Step;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Does what is due at `now` on the line of a shift, which the caller holds, and tells everybody concerned.
///
/// # Errors
/// Of the database.
pub async fn settle(app: &App, tx: &mut AnyConnection, shift: ShiftId, now: Timestamp) -> Result<(), Failure> {
    let row = sign_up::shift(tx, shift).await?;
    // Calling an activity off ends its lines by itself.
    if row.status != ActivityStatus::Published {
        return Ok(());
    }
    let (activity, title) = (row.activity, row.title.clone());
    for step in waitlist::line(tx, &row, now).await?.due(&app.policy().sign_up, now) {
        match step {
            Step::Lapse(offer) => {
                let person = waitlist::rest(tx, offer.sign_up, app.id(), now).await?;
                sign_up::free_places(tx, shift, offer.places).await?;
                message::put(tx, app.id(), person, now, &MessageContent::OfferLapsed { activity, title: title.clone() }).await?;
            }
            Step::Offer(next, until) => {
                // A shift that is called off gives no places.
                if !sign_up::take_places(tx, shift, next.places).await? {
                    return Ok(());
                }
                let person = waitlist::offer(tx, next.sign_up, until, now).await?;
                message::put(tx, app.id(), person, now, &MessageContent::PlaceOffered { activity, title: title.clone(), time: row.time, until }).await?;
            }
            Step::Close => {
                for person in waitlist::close(tx, shift, now).await? {
                    message::put(tx, app.id(), person, now, &MessageContent::WaitEnded { activity, title: title.clone() }).await?;
                }
            }
        }
    }
    Ok(())
}

/// Places were added to a shift, which the caller holds: those who rest are asked again, and whoever is next in line gets an offer.
///
/// # Errors
/// Of the database.
pub async fn add_places(app: &App, tx: &mut AnyConnection, shift: ShiftId, now: Timestamp) -> Result<(), Failure> {
    waitlist::wake(tx, shift).await?;
    settle(app, tx, shift, now).await
}

/// Gives places that somebody had back to the shift, which the caller holds: those who rest are asked again, and the next in line
/// gets an offer.
///
/// # Errors
/// Of the database.
pub async fn give_back(app: &App, tx: &mut AnyConnection, shift: ShiftId, places: u32, now: Timestamp) -> Result<(), Failure> {
    sign_up::free_places(tx, shift, places).await?;
    add_places(app, tx, shift, now).await
}
