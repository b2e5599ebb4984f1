//! `message_read`: all own messages are read.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::message;
use domain::api::message::ReadMessages;

/// Serves [`ReadMessages`].
pub async fn read(app: App, call: Call<ReadMessages>) -> Answer<ReadMessages> {
    let (person, now) = (call.caller.person()?, call.now);
    app.store.write(move |tx| Box::pin(async move { message::read_all(tx, person, now).await })).await?;
    Ok(Reply::of(()))
}
