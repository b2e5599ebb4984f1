//! `sign_up_accept`: the place that was held for somebody becomes theirs.

use super::entering::Known;
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{sign_up, sign_up_list};
use domain::api::Endpoint;
use domain::api::sign_up::AcceptOffer;
use domain::sign_up::{Opening, Refusal};

/// Serves [`AcceptOffer`]. The rule is asked again as when signing up, and looks at the clock: an offer that is over is
/// refused, whether or not the next in line was asked yet.
pub async fn accept(app: App, call: Call<AcceptOffer>) -> Answer<AcceptOffer> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, AcceptOffer::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let held = sign_up::hold_own(tx, target, person).await?;
                let known = Known::read(&app, tx, held.shift, person, None, now).await?;
                if known.opening(&app, held.places, now)? != Opening::Offer {
                    return Err(Refusal::OfferOver.into());
                }
                let status = super::with_place(&known.row);
                sign_up::become_status(tx, target, status, now).await?;
                super::tell_confirmed(&app, tx, &known.row, person, status, now).await?;
                sign_up_list::one(tx, target).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
