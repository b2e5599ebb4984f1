//! `notice_email`: a code goes to an e-mail address that the person says is theirs.

use crate::app::App;
use crate::handlers::session::wait;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sms_code::{self, Limits, MaySend, NewCode};
use crate::words::{Words, t};
use crate::{entropy, http::Language};
use domain::api::notice::GiveEmail;
use domain::api::session::CodeSent;
use domain::problem::ErrorCode;

/// Serves [`GiveEmail`]. The limits of codes are the person's: nobody can have letters sent to ever more addresses.
pub async fn give_email(app: App, call: Call<GiveEmail>) -> Answer<GiveEmail> {
    let (person, now, email) = (call.caller.person()?, call.now, call.body.email);
    let Some(mail) = &app.mail else { return Err(Failure::not_found()) };
    app.limits.code(call.peer)?;
    let rules = &app.city.settings.sms;
    let code = entropy::decimal_code(rules.code_digits);
    let new = NewCode {
        id: app.id(),
        phone_index: super::confirm_email::index(&app, person),
        code_hash: app.keys.vault.email_code_hash(person, email.expose(), &code),
        sent_at: now,
        expires_at: now.plus_seconds(i64::from(rules.code_ttl_seconds)),
        tries: rules.code_tries,
    };
    let expires_at = new.expires_at;
    let limits = Limits { gap_seconds: rules.code_gap_seconds, daily: rules.code_daily_limit, day_start: app.zone.start_of(app.zone.day_of(now)) };
    match app.store.write(move |tx| Box::pin(async move { sms_code::keep(tx, &new, limits).await })).await? {
        MaySend::Yes => {}
        MaySend::TooSoon { next_at } => return Err(wait(ErrorCode::CodeTooSoon, next_at, now)),
        MaySend::DailyLimit => return Err(wait(ErrorCode::CodeDailyLimit, app.zone.start_of(app.zone.day_of(now).plus_days(1)), now)),
    }
    let language = Language::tagged(super::wishes(&app, person).await?.language.tag()).unwrap_or(Language::Chinese);
    let words = Words::of(language);
    let (subject, text) = (t!(words, notices.email_code_subject), t!(words, notices.email_code_text, code = code, portal = language.either(&app.portal().name)));
    if let Err(fault) = mail.send(&email, subject, &text).await {
        tracing::error!(?fault, "a code could not be sent by e-mail");
        return Err(Failure::of(ErrorCode::Unavailable, "the e-mail could not be sent"));
    }
    Ok(Reply::of(CodeSent { expires_at, next_at: now.plus_seconds(i64::from(rules.code_gap_seconds)), demo_code: app.demo.then_some(code) }))
}
