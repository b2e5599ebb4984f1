//! `session_get`: who is logged in.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::person;
use domain::api::session::{GetWhoAmI, WhoAmI};

/// Serves [`GetWhoAmI`].
pub async fn get(app: App, call: Call<GetWhoAmI>) -> Answer<GetWhoAmI> {
    let viewer = match call.caller.person() {
        Ok(id) => Some(person::logged_in(app.store.read(), id).await?),
        Err(_) => None,
    };
    Ok(Reply::of(WhoAmI { viewer }))
}
