//! `session_list`: the browsers that are logged in.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::session;
use domain::api::session::{ListSessions, Sessions};

/// Serves [`ListSessions`].
pub async fn list(app: App, call: Call<ListSessions>) -> Answer<ListSessions> {
    let sessions = session::list(app.store.read(), call.caller.person()?, call.caller.session).await?;
    Ok(Reply::of(Sessions { sessions }))
}
