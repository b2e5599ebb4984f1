//! `stand_in_offer`: looks for somebody who takes the own place over.

use crate::app::App;
use crate::handlers::sign_up::{shown, stands_otherwise};
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{message, scan, sign_up, stand_in};
use domain::api::message::MessageContent;
use domain::api::sign_up::OfferStandIn;
use domain::problem::FieldCode;
use domain::sign_up::{Refusal, SignUpStatus};
use domain::volunteer::masked_name;

/// Serves [`OfferStandIn`]. A place goes to one person: whoever brings others lets them go first, and a minor of a party has no place to hand on.
pub async fn offer(app: App, call: Call<OfferStandIn>) -> Answer<OfferStandIn> {
    // Whether a number is somebody's must not be found out by trying many.
    app.limits.guess(call.peer)?;
    let (person, target, now) = (call.caller.person()?, call.path, call.now);
    let number = call.body.number;
    let store = app.store.clone();
    let offered = store
        .write(move |tx| {
            Box::pin(async move {
                let held = sign_up::hold_own(tx, target, person).await?;
                if held.status != SignUpStatus::Confirmed || held.party.is_some() {
                    return Err(stands_otherwise());
                }
                if held.places > 1 {
                    return Err(Refusal::TooManyCompanions { most: 0 }.into());
                }
                let row = sign_up::shift(tx, held.shift).await?;
                if now >= row.time.start {
                    return Err(Refusal::Closed { closed_at: row.time.start }.into());
                }
                let named = match number {
                    Some(number) => scan::volunteer(tx, number).await?.filter(|(other, _)| *other != person).map(|(other, _)| other).ok_or_else(|| Failure::field("number", FieldCode::Unknown)).map(Some)?,
                    None => None,
                };
                stand_in::offer(tx, target, named, now).await?;
                if let (Some(named), Some(offered)) = (named, stand_in::find(tx, target).await?) {
                    let content = MessageContent::StandInWanted { sign_up: target, title: row.title, time: row.time, from: masked_name(&offered.name) };
                    message::put(tx, app.id(), named, now, &content).await?;
                }
                shown(&app, tx, target, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(offered))
}
