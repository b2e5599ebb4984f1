//! `notice_email_confirm`: the code that came by e-mail shows that the address is the person's.

use crate::app::App;
use crate::handlers::session::{looks_like_code, must_be_right};
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{notice, sms_code};
use crate::vault::Kind;
use domain::api::notice::ConfirmEmail;
use domain::ids::PersonId;
use domain::problem::FieldCode;
use sms_code::Tried;

/// Under what the codes of a person's e-mail addresses are kept: as if it were one more phone.
pub(super) fn index(app: &App, person: PersonId) -> Vec<u8> {
    app.keys.vault.index(Kind::Email, &person.to_string())
}

/// Serves [`ConfirmEmail`].
pub async fn confirm_email(app: App, call: Call<ConfirmEmail>) -> Answer<ConfirmEmail> {
    let (person, now, email, code) = (call.caller.person()?, call.now, call.body.email, call.body.code.trim().to_owned());
    app.limits.guess(call.peer)?;
    if !looks_like_code(&app, &code) {
        return Err(Failure::field("code", FieldCode::Format));
    }
    let (index, hash) = (index(&app, person), app.keys.vault.email_code_hash(person, email.expose(), &code));
    let sealed = app.keys.vault.seal(Kind::Email, email.expose())?.ciphertext;
    let tried = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let tried = sms_code::attempt(tx, &index, &hash, now).await?;
                if tried == Tried::Right {
                    notice::put_email(tx, person, sealed, now).await?;
                }
                Ok(tried)
            })
        })
        .await?;
    must_be_right(tried, "code")?;
    Ok(Reply::of(super::shown(&app, person).await?))
}
