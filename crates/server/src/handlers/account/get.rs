//! `account_get`: the own profile.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::account::GetProfile;

/// Serves [`GetProfile`].
pub async fn get(app: App, call: Call<GetProfile>) -> Answer<GetProfile> {
    Ok(Reply::of(super::profile(&app, call.caller.person()?).await?))
}
