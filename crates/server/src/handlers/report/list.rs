//! `report_list`: reports of the own divisions that wait.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::report;
use domain::api::report::ListReports;
use domain::can::administered;

/// Serves [`ListReports`]. The scope is a condition of the list itself.
pub async fn list(app: App, call: Call<ListReports>) -> Answer<ListReports> {
    let size = usize::from(call.query.size.unwrap_or_default().get());
    Ok(Reply::of(report::waiting(app.store.read(), &administered(call.caller.roles()), call.query.after, size).await?))
}
