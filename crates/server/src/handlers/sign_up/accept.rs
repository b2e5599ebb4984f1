//! `sign_up_accept`: the place that was held for somebody becomes theirs.

use super::entering::Known;
use super::party::{Party, hold_wards};
use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{joining, party, sign_up};
use domain::api::Endpoint;
use domain::api::sign_up::AcceptOffer;
use domain::sign_up::{Opening, Refusal};

/// Serves [`AcceptOffer`]. The rule is asked again as when signing up, and looks at the clock: an offer that is over is
/// refused, whether or not the next in line was asked yet. A guardian confirms for all of their party, and the rule is asked for each.
pub async fn accept(app: App, call: Call<AcceptOffer>) -> Answer<AcceptOffer> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, AcceptOffer::STATUS, move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, person).await?;
                let wards: Vec<_> = party::members(tx, target).await?.into_iter().map(|member| member.person).collect();
                hold_wards(tx, &wards).await?;
                let held = sign_up::hold_own(tx, target, person).await?;
                if held.party.is_some() {
                    return Err(super::stands_otherwise());
                }
                let known = Known::read(&app, tx, held.shift, person, None, now).await?;
                let joining = joining::of(tx, target).await?;
                let all = Party::read(&app, tx, known, joining, &wards, None, now).await?;
                if all.opening(&app, now)? != Opening::Offer {
                    return Err(Refusal::OfferOver.into());
                }
                let status = super::with_place(&all.known.row);
                sign_up::become_status(tx, target, status, now).await?;
                for one in all.people() {
                    super::tell_confirmed(&app, tx, &all.known.row, one, status, now).await?;
                }
                super::shown(&app, tx, target, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
