//! `kiosk_get`: a kiosk's station and its day, and how the kiosk is.

use crate::app::App;
use crate::http::{Answer, Call, CookieKind, Failure, Reply};
use crate::store::{kiosk, scan};
use domain::api::kiosk::GetKiosk;
use domain::kiosk::KioskReport;

/// How often it is written down that a kiosk is as it was; more often only costs.
const TOUCH_SECONDS: i64 = 60;
/// From this age on the cookie is set anew each time, so that it never ends under a kiosk in use.
const RENEW_DAYS: i64 = 30;

/// Serves [`GetKiosk`].
pub async fn get(app: App, call: Call<GetKiosk>) -> Answer<GetKiosk> {
    let (device, station) = call.caller.kiosk()?;
    let now = call.now;
    let heard = kiosk::last_heard(app.store.read(), device).await?.ok_or_else(Failure::not_found)?;
    // What a kiosk asks from where on says nothing of how it is.
    let report = KioskReport { since: None, ..call.query.clone() };
    if report != heard.report || heard.at.is_none_or(|at| now.seconds_since(at) >= TOUCH_SECONDS) {
        app.store.write(move |tx| Box::pin(async move { kiosk::reported(tx, device, &report, now).await })).await?;
    }
    let mut state = super::state(&app, device, station, now).await?;
    if let Some(since) = call.query.since {
        state.known = Some(scan::known(app.store.read(), device, since).await?);
    }
    let reply = Reply::of(state);
    match call.kiosk_secret {
        Some(secret) if now.seconds_since(heard.enrolled_at) > RENEW_DAYS * 86_400 => Ok(reply.with_cookie(app.cookies.set(CookieKind::Kiosk, secret, super::COOKIE_DAYS))),
        _ => Ok(reply),
    }
}
