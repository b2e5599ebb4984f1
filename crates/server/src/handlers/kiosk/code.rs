//! `kiosk_code`: a one-time code that enrols a kiosk at a station.

use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Reply};
use crate::store::{audit, kiosk};
use domain::api::Endpoint;
use domain::api::kiosk::{EnrolmentCode, MakeEnrolmentCode};

/// Serves [`MakeEnrolmentCode`]. The code has the form of a volunteer number: read aloud and typed
/// with the same alphabet, and its last character finds a slip before the server is asked.
pub async fn code(app: App, call: Call<MakeEnrolmentCode>) -> Answer<MakeEnrolmentCode> {
    let (actor, station, now) = (call.caller.person()?, call.path, call.now);
    super::manages(&app, &call.caller, station).await?;
    let code = entropy::volunteer_number().to_string();
    let hash = super::code_hash(&app, &code);
    let expires_at = now.plus_minutes(i64::from(app.policy().kiosk.enrolment_code_ttl_minutes));
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: MakeEnrolmentCode::NAME, detail: station.to_string() };
    app.store
        .write(move |tx| {
            Box::pin(async move {
                kiosk::keep_code(tx, &hash, station, actor, expires_at).await?;
                audit::put(tx, &entry).await
            })
        })
        .await?;
    Ok(Reply::of(EnrolmentCode { code, expires_at }))
}
