//! `station_get`: one station.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::station;
use domain::api::station::GetStation;

/// Serves [`GetStation`].
pub async fn get(app: App, call: Call<GetStation>) -> Answer<GetStation> {
    station::find(app.store.read(), call.path).await?.map(Reply::of).ok_or_else(Failure::not_found)
}
