//! `stand_in_end`: looks for nobody any more.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::{sign_up, stand_in};
use domain::api::sign_up::EndStandIn;

/// Serves [`EndStandIn`].
pub async fn end(app: App, call: Call<EndStandIn>) -> Answer<EndStandIn> {
    let (person, target) = (call.caller.person()?, call.path);
    app.store
        .write(move |tx| {
            Box::pin(async move {
                sign_up::hold_own(tx, target, person).await?;
                stand_in::end(tx, target).await
            })
        })
        .await?;
    Ok(Reply::of(()))
}
