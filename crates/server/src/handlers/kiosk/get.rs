//! `kiosk_get`: a kiosk's station and its day, and how the kiosk is.

use crate::app::App;
use crate::http::{Answer, Call, CookieKind, Failure, Reply};
use crate::store::{kiosk, scan};
use domain::api::kiosk::GetKiosk;

/// How often it is written down how a kiosk is; more often only costs.
const TOUCH_SECONDS: i64 = 60;
/// From this age on the cookie is set anew each time, so that it never ends under a kiosk in use.
const RENEW_DAYS: i64 = 30;

/// Serves [`GetKiosk`].
pub async fn get(app: App, call: Call<GetKiosk>) -> Answer<GetKiosk> {
    let (device, station) = call.caller.kiosk()?;
    let now = call.now;
    let (enrolled_at, last_seen_at) = kiosk::times(app.store.read(), device).await?.ok_or_else(Failure::not_found)?;
    if last_seen_at.is_none_or(|seen| now.seconds_since(seen) >= TOUCH_SECONDS) {
        let report = call.query.clone();
        app.store.write(move |tx| Box::pin(async move { kiosk::reported(tx, device, &report, now).await })).await?;
    }
    let mut state = super::state(&app, device, station, now).await?;
    if let Some(since) = call.query.since {
        state.known = Some(scan::known(app.store.read(), device, since).await?);
    }
    let reply = Reply::of(state);
    match call.kiosk_secret {
        Some(secret) if now.seconds_since(enrolled_at) > RENEW_DAYS * 86_400 => Ok(reply.with_cookie(app.cookies.set(CookieKind::Kiosk, secret, super::COOKIE_DAYS))),
        _ => Ok(reply),
    }
}
