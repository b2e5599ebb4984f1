//! `activity_get`: one activity, for everybody.

use crate::app::App;
use crate::http::{Answer, Call, Caller, Failure, Reply};
use domain::activity::ActivityDetail;
use domain::api::activity::GetActivity;
use domain::ids::ActivityId;

/// Serves [`GetActivity`].
pub async fn get(app: App, call: Call<GetActivity>) -> Answer<GetActivity> {
    seen_by(&app, &call.caller, call.path).await.map(Reply::of)
}

/// The activity as everybody sees it.
///
/// # Errors
/// 404 for one that is not there, or not published; and of the store.
pub async fn public(app: &App, id: ActivityId) -> Result<ActivityDetail, Failure> {
    seen_by(app, &Caller::nobody(), id).await
}

/// Whoever signed up learns the contact from the standing.
async fn seen_by(app: &App, caller: &Caller, id: ActivityId) -> Result<ActivityDetail, Failure> {
    let (_, manages) = super::readable(app, caller, id).await?;
    let mut connection = app.store.read().acquire().await?;
    let mut detail = super::detail(app, &mut connection, id).await?;
    if !manages {
        detail.terms.contact = None;
    }
    Ok(detail)
}
