//! `notice_get`: how the person is told.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::notice::GetMyNotices;

/// Serves [`GetMyNotices`].
pub async fn get(app: App, call: Call<GetMyNotices>) -> Answer<GetMyNotices> {
    Ok(Reply::of(super::shown(&app, call.caller.person()?).await?))
}
