//! `guardian_list`: agreements one has given, and those given for oneself.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::guardian::{Side, agreements};
use domain::api::guardian::{Guardianships, ListGuardianships};

/// Serves [`ListGuardianships`].
pub async fn list(app: App, call: Call<ListGuardianships>) -> Answer<ListGuardianships> {
    let (person, pool) = (call.caller.person()?, app.store.read());
    Ok(Reply::of(Guardianships { wards: agreements(pool, person, Side::Guardian).await?, guardians: agreements(pool, person, Side::Minor).await? }))
}
