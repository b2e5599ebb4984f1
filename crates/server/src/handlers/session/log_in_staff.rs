//! `session_log_in_staff`: login name and password.

use super::fresh_session;
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{person, session, staff};
use domain::api::session::LogInStaff;
use domain::problem::ErrorCode;
use std::sync::OnceLock;

/// A hash nobody knows the password of: an unknown name costs as much time as a wrong password.
fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| staff::hash_password(&crate::entropy::token().0).unwrap_or_default())
}

/// Serves [`LogInStaff`].
pub async fn log_in_staff(app: App, call: Call<LogInStaff>) -> Answer<LogInStaff> {
    app.limits.guess(call.peer)?;
    let found = staff::by_login(app.store.read(), &call.body.login).await?;
    let password = call.body.password.clone();
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let fits = tokio::task::spawn_blocking(move || {
        let known = hash.is_some();
        staff::is_password(&password, &hash.unwrap_or_else(|| decoy().to_owned())) && known
    })
    .await
    .map_err(anyhow::Error::from)?;
    let Some((person, _)) = found.filter(|_| fits) else {
        return Err(Failure::of(ErrorCode::WrongPassword, "login name and password do not fit"));
    };
    let (new, cookie) = fresh_session(&app, person, &call.device, call.now);
    app.store.write(move |tx| Box::pin(async move { session::open(tx, &new).await })).await?;
    Ok(Reply::of(person::logged_in(app.store.read(), person).await?).with_cookie(cookie))
}
