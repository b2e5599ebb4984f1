//! `portal_get`: which city, which rules, which server.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::portal::GetPortal;

/// Serves [`GetPortal`].
pub async fn get(app: App, _: Call<GetPortal>) -> Answer<GetPortal> {
    Ok(Reply::of(app.portal()))
}
