//! `account_looks`: who looked at the own data.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::audit;
use domain::api::account::ListLooks;

/// Serves [`ListLooks`].
pub async fn looks(app: App, call: Call<ListLooks>) -> Answer<ListLooks> {
    let size = usize::from(call.query.size.unwrap_or_default().get());
    let page = audit::looks_at(app.store.read(), call.caller.person()?, call.query.after, size).await?;
    Ok(Reply::of(page))
}
