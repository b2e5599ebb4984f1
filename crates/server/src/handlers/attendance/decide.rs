//! `attendance_decide`: the second person's word on a record entered by hand.

use crate::app::App;
use crate::attendance;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, entry};
use domain::api::Endpoint;
use domain::api::attendance::DecideEntry;
use domain::attendance::may_decide;
use domain::problem::ErrorCode;

/// Serves [`DecideEntry`]. Whoever entered it, or would gain hours by it, has no say.
pub async fn decide(app: App, call: Call<DecideEntry>) -> Answer<DecideEntry> {
    let (id, now, ticket, approve) = (call.path, call.now, call.ticket()?, call.body.approve);
    let station = entry::station_of(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    let actor = super::settles(&app, &call.caller, station).await?;
    let writing = app.clone();
    app.store
        .once(ticket, DecideEntry::STATUS, move |tx| {
            Box::pin(async move {
                let waiting = entry::find(tx, id).await?.ok_or_else(|| Failure::of(ErrorCode::WrongStatus, "the entry was decided before"))?;
                may_decide(&waiting, actor, approve, writing.policy()).map_err(super::own_hand)?;
                let record = if approve { Some(attendance::credit_entry(&writing, tx, &waiting, now).await?) } else { None };
                if !entry::decide(tx, id, actor, record, now).await? {
                    return Err(Failure::of(ErrorCode::WrongStatus, "the entry was decided before"));
                }
                audit::put(tx, &audit::Entry { id: writing.id(), at: now, actor, person: Some(waiting.person), what: DecideEntry::NAME, detail: id.to_string() }).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
