//! `notice_push_end`: a browser is told no more.

use crate::app::App;
use crate::entropy::token_hash;
use crate::http::{Answer, Call, Reply};
use crate::store::notice;
use domain::api::notice::EndPush;

/// Serves [`EndPush`].
pub async fn end_push(app: App, call: Call<EndPush>) -> Answer<EndPush> {
    let (person, hash) = (call.caller.person()?, token_hash(call.body.endpoint.expose()));
    app.store.write(move |tx| Box::pin(async move { notice::forget_browser(tx, person, hash).await })).await?;
    Ok(Reply::of(super::shown(&app, person).await?))
}
