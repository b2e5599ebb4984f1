//! `kiosk_revoke`: a kiosk's later scans are refused.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, kiosk};
use domain::api::Endpoint;
use domain::api::kiosk::RevokeKiosk;

/// Serves [`RevokeKiosk`]. Revoking twice is revoking once.
pub async fn revoke(app: App, call: Call<RevokeKiosk>) -> Answer<RevokeKiosk> {
    let (actor, device, now) = (call.caller.person()?, call.path, call.now);
    let station = kiosk::station_of(app.store.read(), device).await?.ok_or_else(Failure::not_found)?;
    super::manages(&app, &call.caller, station).await?;
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: RevokeKiosk::NAME, detail: device.to_string() };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                if kiosk::revoke(tx, device, now).await? {
                    audit::put(tx, &entry).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(Reply::of(()))
}
