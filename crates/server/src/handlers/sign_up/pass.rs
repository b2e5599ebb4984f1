//! `sign_up_pass`: lets the place that is held for somebody go to the next in line.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{sign_up, waitlist as line};
use crate::waitlist;
use domain::api::Endpoint;
use domain::api::sign_up::PassOffer;
use domain::sign_up::SignUpStatus;

/// Serves [`PassOffer`]. A guardian passes for all of their party.
pub async fn pass(app: App, call: Call<PassOffer>) -> Answer<PassOffer> {
    let (person, target, now, ticket) = (call.caller.person()?, call.path, call.now, call.ticket()?);
    let store = app.store.clone();
    let done = store
        .once(ticket, PassOffer::STATUS, move |tx| {
            Box::pin(async move {
                let held = sign_up::hold_own(tx, target, person).await?;
                if held.status != SignUpStatus::Offered || held.party.is_some() {
                    return Err(super::stands_otherwise());
                }
                line::rest(tx, target, app.id(), now).await?;
                sign_up::free_places(tx, held.shift, held.places).await?;
                waitlist::settle(&app, tx, held.shift, now).await?;
                super::shown(&app, tx, target, person, now).await
            })
        })
        .await?;
    Ok(Reply::of(done))
}
