//! `session_log_out`: ends this browser's session; fine when there is none.

use crate::app::App;
use crate::http::{Answer, Call, CookieKind, Reply};
use crate::store::session;
use domain::api::session::LogOut;

/// Serves [`LogOut`].
pub async fn log_out(app: App, call: Call<LogOut>) -> Answer<LogOut> {
    if let (Ok(person), Some(session)) = (call.caller.person(), call.caller.session) {
        let now = call.now;
        app.store.write(move |tx| Box::pin(async move { session::end(tx, person, session, now).await })).await?;
    }
    Ok(Reply::of(()).with_cookie(app.cookies.clear(CookieKind::Session)))
}
