//! `scanner_get`: a scanner's day, with names.

use crate::app::App;
use crate::handlers::activity::allowed;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{scan, scanner};
use domain::api::scanner::GetScanner;
use domain::can::Action;

/// Serves [`GetScanner`].
pub async fn get(app: App, call: Call<GetScanner>) -> Answer<GetScanner> {
    let ((activity, device), now) = (call.path, call.now);
    let known = allowed(&app, &call.caller, activity, Action::ManageActivities).await?;
    scanner::opener(app.store.read(), activity, device).await?.ok_or_else(Failure::not_found)?;
    let mut state = super::state(&app, call.caller.person()?, device, activity, known.title, now).await?;
    if let Some(since) = call.query.since {
        state.known = Some(scan::known(app.store.read(), device, since).await?);
    }
    Ok(Reply::of(state))
}
