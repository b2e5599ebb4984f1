//! `message_list`: the own inbox.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::message;
use domain::api::message::ListMessages;

/// Serves [`ListMessages`].
pub async fn list(app: App, call: Call<ListMessages>) -> Answer<ListMessages> {
    let size = usize::from(call.query.size.unwrap_or_default().get());
    let page = message::list(app.store.read(), call.caller.person()?, call.query.after, size).await?;
    Ok(Reply::of(page))
}
