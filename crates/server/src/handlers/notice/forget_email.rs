//! `notice_email_forget`: no e-mail any more.

use crate::app::App;
use crate::http::{Answer, Call, Reply};
use crate::store::notice;
use domain::api::notice::ForgetEmail;

/// Serves [`ForgetEmail`].
pub async fn forget_email(app: App, call: Call<ForgetEmail>) -> Answer<ForgetEmail> {
    let person = call.caller.person()?;
    app.store.write(move |tx| Box::pin(async move { notice::forget_email(tx, person).await })).await?;
    Ok(Reply::of(super::shown(&app, person).await?))
}
