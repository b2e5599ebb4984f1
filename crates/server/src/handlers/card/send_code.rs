//! `card_code`: sends a code to the own phone number, to move the card with.

use super::moving::phone_of;
use crate::app::App;
use crate::handlers::session::send_to;
use crate::http::{Answer, Call, Reply};
use crate::store::person;
use crate::vault::Vault;
use domain::api::card::SendMovingCode;

/// Serves [`SendMovingCode`]. The code is good for this alone, and counts with those for logging in.
pub async fn send_code(app: App, call: Call<SendMovingCode>) -> Answer<SendMovingCode> {
    app.limits.code(call.peer)?;
    let volunteer = person::volunteer(app.store.read(), call.caller.person()?).await?;
    Ok(Reply::of(send_to(&app, &phone_of(&app, &volunteer)?, Vault::moving_code_hash, call.now).await?))
}
