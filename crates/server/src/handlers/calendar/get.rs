//! `calendar_get`: the address of the own feed.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::calendar;
use domain::api::calendar::GetMyCalendar;

/// Serves [`GetMyCalendar`].
pub async fn get(app: App, call: Call<GetMyCalendar>) -> Answer<GetMyCalendar> {
    let person = call.caller.person()?;
    let feed = calendar::of(app.store.read(), person).await?;
    Ok(Reply::of(super::shown(&app, person, feed)))
}
