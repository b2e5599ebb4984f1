//! `team_attest`: who belongs to a team, and whose trainings and qualifications it has seen proof of.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::team_volunteer::{self, Attested};
use crate::store::{audit, scan};
use domain::activity::QualificationCode;
use domain::api::Endpoint;
use domain::api::team::{AttestVolunteer, Attestation, TeamVolunteer};
use domain::problem::FieldCode;
use std::collections::BTreeSet;

/// Serves [`AttestVolunteer`].
pub async fn attest(app: App, call: Call<AttestVolunteer>) -> Answer<AttestVolunteer> {
    let (actor, team, now) = (call.caller.person()?, call.path, call.now);
    super::runs(&app, &call.caller, team).await?;
    let Attestation { number, member, qualifications } = call.body;
    if qualifications.iter().any(|code| app.policy().qualification(code).is_none()) {
        return Err(Failure::field("qualifications", FieldCode::Unknown));
    }
    let different: BTreeSet<QualificationCode> = qualifications.into_iter().collect();
    let qualifications: Vec<QualificationCode> = different.into_iter().collect();
    let id = app.id();
    let volunteer = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                let (person, name) = scan::volunteer(tx, number).await?.ok_or_else(|| Failure::field("number", FieldCode::Unknown))?;
                let said = Attested { team, person, member, qualifications, by: actor, at: now };
                team_volunteer::attest(tx, &said).await?;
                let codes: Vec<&str> = said.qualifications.iter().map(QualificationCode::as_str).collect();
                let detail = format!("{team} {} {}", if member { "member" } else { "no_member" }, codes.join(","));
                audit::put(tx, &audit::Entry { id, at: now, actor, person: Some(person), what: AttestVolunteer::NAME, detail }).await?;
                Ok(TeamVolunteer { person, number, name, member, qualifications: said.qualifications })
            })
        })
        .await?;
    Ok(Reply::of(volunteer))
}
