//! `report_make`: something is wrong with an activity.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{self, report};
use domain::activity::ActivityStatus;
use domain::api::Endpoint;
use domain::api::report::MakeReport;
use domain::problem::{ErrorCode, FieldCode};

/// Most reports of one person in a day: more is not about activities any more.
const MOST_A_DAY: u32 = 10;
const DAY_MINUTES: i64 = 24 * 60;

/// Serves [`MakeReport`].
pub async fn make(app: App, call: Call<MakeReport>) -> Answer<MakeReport> {
    let (reporter, activity, now, ticket, draft) = (call.caller.person()?, call.path, call.now, call.ticket()?, call.body);
    if draft.kind.needs_words() && draft.words.is_none() {
        return Err(Failure::field("words", FieldCode::Required));
    }
    store::activity::find(app.store.read(), activity).await?.filter(|known| known.status != ActivityStatus::Draft).ok_or_else(Failure::not_found)?;
    if report::made_since(app.store.read(), reporter, now.plus_minutes(-DAY_MINUTES)).await? >= MOST_A_DAY {
        return Err(Failure::of(ErrorCode::TooManyRequests, "this person has made many reports today"));
    }
    let id = app.id();
    app.store.once(ticket, MakeReport::STATUS, move |tx| Box::pin(async move { report::put(tx, id, activity, reporter, &draft, now).await })).await?;
    Ok(Reply::of(()))
}
