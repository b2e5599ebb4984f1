//! `attendance_decide`: the second person's word on a record entered by hand.

use crate::app::App;
use crate::attendance;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, entry};
use domain::api::Endpoint;
use domain::api::attendance::DecideEntry;
use domain::attendance::may_decide;
use domain::check_in::Place;
use domain::problem::ErrorCode;

/// Serves [`DecideEntry`]. Whoever entered it, or would gain hours by it, has no say.
pub async fn decide(app: App, call: Call<DecideEntry>) -> Answer<DecideEntry> {
    let (id, now, ticket, approve) = (call.path, call.now, call.ticket()?, call.body.approve);
    let (activity, station) = entry::places_of(app.store.read(), id).await?.ok_or_else(Failure::not_found)?;
    // Whichever board shows it: the station's keeper has a say, and whoever may settle the activity.
    let actor = match super::settles(&app, &call.caller, Place::Activity(activity)).await {
        Err(denied) => super::settles(&app, &call.caller, station.map(Place::Station).ok_or(denied)?).await?,
        Ok(actor) => actor,
    };
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
