//! `session_end` and `session_end_all`: logs one browser out, or all.

use crate::app::App;
use crate::http::{Answer, Call, CookieKind, Failure, Reply};
use crate::store::session;
use domain::api::session::{EndAllSessions, EndSession};

/// Serves [`EndSession`]. Somebody else's session looks like none.
pub async fn end(app: App, call: Call<EndSession>) -> Answer<EndSession> {
    let (person, target, now) = (call.caller.person()?, call.path, call.now);
    let ended = app.store.write(move |tx| Box::pin(async move { session::end(tx, person, target, now).await })).await?;
    if ended { Ok(Reply::of(())) } else { Err(Failure::not_found()) }
}

/// Serves [`EndAllSessions`].
pub async fn end_all(app: App, call: Call<EndAllSessions>) -> Answer<EndAllSessions> {
    let (person, now) = (call.caller.person()?, call.now);
    app.store.write(move |tx| Box::pin(async move { session::end_all(tx, person, now).await })).await?;
    Ok(Reply::of(()).with_cookie(app.cookies.clear(CookieKind::Session)))
}
