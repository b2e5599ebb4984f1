//! `session_log_in`: a right code logs in, or leads to joining.

use super::{fresh_session, ticket};
use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::sms_code::{self, Tried};
use crate::store::{person, session};
use crate::vault::Kind;
use domain::api::session::{CodeLoginOutcome, LogIn};
use domain::problem::{ErrorCode, FieldCode, Problem};

/// Serves [`LogIn`].
pub async fn log_in(app: App, call: Call<LogIn>) -> Answer<LogIn> {
    app.limits.guess(call.peer)?;
    let (phone, code, now) = (&call.body.phone, call.body.code.trim(), call.now);
    if !looks_like_code(&app, code) {
        return Err(Failure::field("code", FieldCode::Format));
    }
    let index = app.keys.vault.index(Kind::Phone, phone.expose());
    let hash = app.keys.vault.code_hash(phone.expose(), code);
    let typed = index.clone();
    let tried = app.store.write(move |tx| Box::pin(async move { sms_code::attempt(tx, &typed, &hash, now).await })).await?;
    must_be_right(tried, "code")?;
    let Some(known) = person::by_phone(app.store.read(), &index).await? else {
        let (ticket, expires_at) = ticket::make(&app, phone, now)?;
        return Ok(Reply::of(CodeLoginOutcome::MayJoin { ticket, expires_at }));
    };
    let (new, cookie) = fresh_session(&app, known, &call.device, now);
    app.store.write(move |tx| Box::pin(async move { session::open(tx, &new).await })).await?;
    let viewer = Box::new(person::logged_in(app.store.read(), known).await?);
    Ok(Reply::of(CodeLoginOutcome::LoggedIn { viewer }).with_cookie(cookie))
}

/// Whether a text has the form of a code, right or wrong.
pub(in crate::handlers) fn looks_like_code(app: &App, text: &str) -> bool {
    text.len() == usize::from(app.city.settings.sms.code_digits) && text.bytes().all(|b| b.is_ascii_digit())
}

/// What is told of a code in `field` that is not right.
pub(in crate::handlers) fn must_be_right(tried: Tried, field: &str) -> Result<(), Failure> {
    match tried {
        Tried::Right => Ok(()),
        Tried::Wrong { tries_left } => {
            let mut problem = Problem::new(ErrorCode::CodeWrong, "the code is wrong").field(field, FieldCode::Unknown);
            problem.tries_left = Some(tries_left);
            Err(problem.into())
        }
        Tried::Gone => Err(Problem::new(ErrorCode::CodeExpired, "no code is waiting for this phone").field(field, FieldCode::Unknown).into()),
    }
}
