//! `kiosk_list`: the kiosks of a station.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::kiosk;
use domain::api::kiosk::{Kiosks, ListKiosks};

/// Serves [`ListKiosks`].
pub async fn list(app: App, call: Call<ListKiosks>) -> Answer<ListKiosks> {
    super::manages(&app, &call.caller, call.path).await?;
    Ok(Reply::of(Kiosks { kiosks: kiosk::list(app.store.read(), call.path).await? }))
}
