//! `notice_put`: how the person wants to be told.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::notice;
use domain::api::notice::PutMyNotices;
use domain::problem::FieldCode;

/// Serves [`PutMyNotices`].
pub async fn put(app: App, call: Call<PutMyNotices>) -> Answer<PutMyNotices> {
    let (person, wishes) = (call.caller.person()?, call.body);
    if !wishes.quiet.is_of_the_clock() {
        return Err(Failure::field("quiet", FieldCode::OutOfRange));
    }
    app.store.write(move |tx| Box::pin(async move { notice::put(tx, person, wishes).await })).await?;
    Ok(Reply::of(super::shown(&app, person).await?))
}
