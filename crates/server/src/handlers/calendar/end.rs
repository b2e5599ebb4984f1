//! `calendar_end`: the own feed ends.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::calendar;
use domain::api::calendar::EndMyCalendar;

/// Serves [`EndMyCalendar`].
pub async fn end(app: App, call: Call<EndMyCalendar>) -> Answer<EndMyCalendar> {
    let person = call.caller.person()?;
    app.store.write(move |tx| Box::pin(async move { calendar::end(tx, person).await })).await?;
    Ok(Reply::of(super::shown(&app, person, None)))
}
