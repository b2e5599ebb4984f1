//! `stand_in_get`: a place that can be taken over.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sign_up;
use domain::api::sign_up::{GetStandIn, StandIn};
use domain::volunteer::masked_name;

/// Serves [`GetStandIn`]; once the shift has begun there is nothing any more.
pub async fn get(app: App, call: Call<GetStandIn>) -> Answer<GetStandIn> {
    let reader = call.caller.person()?;
    let mut connection = app.store.read().acquire().await?;
    let offered = super::seen_by(&mut connection, call.path, reader).await?;
    let row = sign_up::shift(&mut connection, offered.shift).await?;
    if call.now >= row.time.start {
        return Err(Failure::not_found());
    }
    Ok(Reply::of(StandIn {
        activity: row.activity,
        activity_title: row.title,
        position_name: row.position_name,
        place: row.place,
        time: row.time,
        from: masked_name(&offered.name),
        own: offered.person == reader,
    }))
}
