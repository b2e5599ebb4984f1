//! `guardian_agree`: somebody of age agrees that a minor takes part.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::guardian::{self, Consent};
use crate::store::{audit, message, sign_up};
use domain::api::Endpoint;
use domain::api::guardian::AgreeAsGuardian;
use domain::api::message::MessageContent;
use domain::guardian::{CONSENT, Guardianship, is_minor, purposes};
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::sign_up::Refusal;
use domain::volunteer::VolunteerNumber;

/// Serves [`AgreeAsGuardian`]. A wrong code and a wrong name look alike, and are counted as guesses.
pub async fn agree(app: App, call: Call<AgreeAsGuardian>) -> Answer<AgreeAsGuardian> {
    app.limits.guess(call.peer)?;
    let (actor, now, ticket, body) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    if body.consent != CONSENT {
        return Err(Failure::field("consent", FieldCode::Unknown));
    }
    let wrong = || Failure::from(Problem::new(ErrorCode::CodeWrong, "no minor of this name has such a code"));
    let code: VolunteerNumber = body.code.parse().map_err(|_| wrong())?;
    let hash = super::code_hash(&app, code.as_str());
    let store = app.store.clone();
    let agreed = store
        .once(ticket, AgreeAsGuardian::STATUS, move |tx| {
            Box::pin(async move {
                let guardian = guardian::person(tx, actor).await?;
                let minor = guardian::by_code(tx, &hash, now).await?.filter(|minor| minor.name == body.minor_name.as_str() && minor.person != actor).ok_or_else(wrong)?;
                let (today, minors) = (app.zone.day_of(now), &app.policy().minors);
                if guardian.birth.is_none_or(|birth| is_minor(birth, today, minors)) {
                    return Err(Refusal::NotOfAge { from: minors.guardian_consent_under_years }.into());
                }
                sign_up::hold_person(tx, minor.person).await?;
                guardian::use_code(tx, minor.person).await?;
                let purposes = minor.birth.map(|birth| purposes(birth, today, minors)).unwrap_or_default();
                // What was agreed to before is replaced, and stays in the ledger.
                guardian::replace(tx, minor.person, actor, now).await?;
                for purpose in &purposes {
                    guardian::agree(tx, Consent { id: app.id(), minor: minor.person, guardian: actor, purpose: *purpose, version: CONSENT, at: now, sign_up: None }).await?;
                }
                message::put(tx, app.id(), minor.person, now, &MessageContent::GuardianAgreed { guardian: guardian.name.clone() }).await?;
                audit::put(tx, &audit::Entry { id: app.id(), at: now, actor, person: Some(minor.person), what: AgreeAsGuardian::NAME, detail: CONSENT.to_owned() }).await?;
                Ok(Guardianship { minor: minor.person, minor_name: minor.name, guardian: actor, guardian_name: guardian.name, purposes, activity: None, given_at: now, withdrawn_at: None })
            })
        })
        .await?;
    Ok(Reply::of(agreed))
}
