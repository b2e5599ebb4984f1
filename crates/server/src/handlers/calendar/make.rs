//! `calendar_make`: an address for the own feed, in the place of the one before.

use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Reply};
use crate::store::calendar::{self, Feed};
use domain::api::calendar::MakeMyCalendar;

/// Serves [`MakeMyCalendar`].
pub async fn make(app: App, call: Call<MakeMyCalendar>) -> Answer<MakeMyCalendar> {
    let person = call.caller.person()?;
    let feed = Feed { seed: i64::from_le_bytes(entropy::bytes()), made_at: call.now };
    let token_hash = entropy::token_hash(&super::secret(&app, person, feed));
    app.store.write(move |tx| Box::pin(async move { calendar::put(tx, person, feed, token_hash).await })).await?;
    Ok(Reply::of(super::shown(&app, person, Some(feed))))
}
