//! `session_code`: sends a one-time code. The answer never tells whether the phone is known.

use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sms_code::{self, Limits, MaySend, NewCode};
use crate::vault::{Kind, Vault};
use domain::api::session::{CodeSent, SendCode};
use domain::problem::{ErrorCode, Problem};
use domain::text::Phone;
use domain::time::Timestamp;

/// Serves [`SendCode`].
pub async fn send_code(app: App, call: Call<SendCode>) -> Answer<SendCode> {
    app.limits.code(call.peer)?;
    Ok(Reply::of(send_to(&app, &call.body.phone, Vault::code_hash, call.now).await?))
}

/// Sends a code to `phone` that is kept as `hash` has it, unless the phone has had too many.
pub(in crate::handlers) async fn send_to(app: &App, phone: &Phone, hash: fn(&Vault, &str, &str) -> Vec<u8>, now: Timestamp) -> Result<CodeSent, Failure> {
    let sms = &app.city.settings.sms;
    let code = entropy::decimal_code(sms.code_digits);
    let vault = &app.keys.vault;
    let new = NewCode {
        id: app.id(),
        phone_index: vault.index(Kind::Phone, phone.expose()),
        code_hash: hash(vault, phone.expose(), &code),
        sent_at: now,
        expires_at: now.plus_seconds(i64::from(sms.code_ttl_seconds)),
        tries: sms.code_tries,
    };
    let expires_at = new.expires_at;
    let limits = Limits { gap_seconds: sms.code_gap_seconds, daily: sms.code_daily_limit, day_start: app.zone.start_of(app.zone.day_of(now)) };
    match app.store.write(move |tx| Box::pin(async move { sms_code::keep(tx, &new, limits).await })).await? {
        MaySend::Yes => {}
        MaySend::TooSoon { next_at } => return Err(wait(ErrorCode::CodeTooSoon, next_at, now)),
        MaySend::DailyLimit => return Err(wait(ErrorCode::CodeDailyLimit, app.zone.start_of(app.zone.day_of(now).plus_days(1)), now)),
    }
    if let Err(fault) = app.sms.send_code(phone, &code).await {
        tracing::error!(cause = format!("{fault:#}"), "a code could not be sent");
        return Err(Failure::of(ErrorCode::SmsUnavailable, "the text message could not be sent"));
    }
    let next_at = now.plus_seconds(i64::from(sms.code_gap_seconds));
    Ok(CodeSent { expires_at, next_at, demo_code: app.demo.then_some(code) })
}

/// No code was sent; the next one may be asked for at `until`.
pub(in crate::handlers) fn wait(code: ErrorCode, until: Timestamp, now: Timestamp) -> Failure {
    let mut problem = Problem::new(code, "no code was sent");
    problem.retry_after_seconds = u32::try_from(until.seconds_since(now).max(0) + 1).ok();
    problem.into()
}
