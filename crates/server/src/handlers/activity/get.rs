//! `activity_get`: one activity, for everybody.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::activity::GetActivity;

/// Serves [`GetActivity`]. Whoever signed up learns the contact from the standing.
pub async fn get(app: App, call: Call<GetActivity>) -> Answer<GetActivity> {
    let (_, manages) = super::readable(&app, &call.caller, call.path).await?;
    let mut connection = app.store.read().acquire().await?;
    let mut detail = super::detail(&app, &mut connection, call.path).await?;
    if !manages {
        detail.terms.contact = None;
    }
    Ok(Reply::of(detail))
}
