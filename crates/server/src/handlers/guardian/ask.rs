//! `guardian_ask`: a code with which a minor asks a guardian to agree.

use crate::app::App;
use crate::entropy;
use crate::http::{Answer, Call, Reply};
use crate::store::guardian;
use domain::api::guardian::{AskGuardian, GuardianCode};
use domain::guardian::is_minor;
use domain::sign_up::Refusal;

/// Serves [`AskGuardian`]. Only who is known to be under age needs a guardian.
pub async fn ask(app: App, call: Call<AskGuardian>) -> Answer<AskGuardian> {
    let (person, now) = (call.caller.person()?, call.now);
    let minor = guardian::person(&mut *app.store.read().acquire().await?, person).await?;
    let birth = minor.birth.ok_or(Refusal::AgeUnknown)?;
    let minors = &app.policy().minors;
    if !is_minor(birth, app.zone.day_of(now), minors) {
        return Err(Refusal::OfAge { from: minors.guardian_consent_under_years }.into());
    }
    let code = entropy::volunteer_number().to_string();
    let hash = super::code_hash(&app, &code);
    let expires_at = now.plus_minutes(i64::from(app.policy().sign_up.guardian_code_minutes));
    app.store.write(move |tx| Box::pin(async move { guardian::keep_code(tx, person, &hash, expires_at).await })).await?;
    Ok(Reply::of(GuardianCode { code, expires_at }))
}
