//! `session_end` and `session_end_all`: logs one browser out, or all. The volunteer card on a browser
//! that is logged out from elsewhere is revoked with it: who does so has lost it, or does not know it.

use crate::app::App;
use crate::handlers::card::revoke_on;
use crate::http::{Answer, Call, CookieKind, Failure, Reply};
use crate::store::session;
use domain::api::Endpoint;
use domain::api::session::{EndAllSessions, EndSession};

/// Serves [`EndSession`]. Somebody else's session looks like none.
pub async fn end(app: App, call: Call<EndSession>) -> Answer<EndSession> {
    let (person, target, now) = (call.caller.person()?, call.path, call.now);
    let writing = app.clone();
    let (ended, revoked) = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let ended = session::end(tx, person, target, now).await?;
                let revoked = ended && revoke_on(&writing, tx, person, Some(target), EndSession::NAME, now).await?;
                Ok((ended, revoked))
            })
        })
        .await?;
    if revoked {
        app.statuses.changed();
    }
    if ended { Ok(Reply::of(())) } else { Err(Failure::not_found()) }
}

/// Serves [`EndAllSessions`].
pub async fn end_all(app: App, call: Call<EndAllSessions>) -> Answer<EndAllSessions> {
    let (person, now) = (call.caller.person()?, call.now);
    let writing = app.clone();
    let revoked = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                session::end_all(tx, person, now).await?;
                revoke_on(&writing, tx, person, None, EndAllSessions::NAME, now).await
            })
        })
        .await?;
    if revoked {
        app.statuses.changed();
    }
    Ok(Reply::of(()).with_cookie(app.cookies.clear(CookieKind::Session)))
}
