//! `notice_push`: a browser that the person reads with is told.

use crate::app::App;
use crate::entropy::token_hash;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::notice::{self, Browser, NewBrowser};
use data_encoding::BASE64URL_NOPAD;
use domain::api::notice::StartPush;
use domain::can::Denied;
use domain::problem::FieldCode;

/// Bytes that a browser shares (RFC 8291 §3.2).
const SHARED_BYTES: usize = 16;

/// Serves [`StartPush`].
pub async fn start_push(app: App, call: Call<StartPush>) -> Answer<StartPush> {
    let (person, session) = (call.caller.person()?, call.caller.session.ok_or(Denied::NotLoggedIn)?);
    if app.push.is_none() {
        return Err(Failure::not_found());
    }
    let bytes = |name, text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| Failure::field(name, FieldCode::Format));
    let (public_key, shared) = (bytes("p256dh", &call.body.p256dh)?, bytes("auth", &call.body.auth)?);
    if p256::PublicKey::from_sec1_bytes(&public_key).is_err() {
        return Err(Failure::field("p256dh", FieldCode::Format));
    }
    if shared.len() != SHARED_BYTES {
        return Err(Failure::field("auth", FieldCode::Format));
    }
    let endpoint_hash = token_hash(call.body.endpoint.expose());
    let new = NewBrowser { id: app.id(), person, session, endpoint_hash, browser: Browser { endpoint: call.body.endpoint, public_key, shared } };
    let most = app.policy().notices.push_browsers_count;
    app.store.write(move |tx| Box::pin(async move { notice::put_browser(tx, &new, most).await })).await?;
    Ok(Reply::of(super::shown(&app, person).await?))
}
