//! `kiosk_get`: a kiosk's station and its day.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use domain::api::kiosk::GetKiosk;

/// Serves [`GetKiosk`].
pub async fn get(app: App, call: Call<GetKiosk>) -> Answer<GetKiosk> {
    let (device, station) = call.caller.kiosk()?;
    Ok(Reply::of(super::state(&app, device, station, call.now).await?))
}
