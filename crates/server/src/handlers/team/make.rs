//! `team_make`: a new team of a division.

use crate::app::App;
use crate::http::{Answer, Call, Failure, Reply};
use crate::store::{audit, team};
use domain::api::Endpoint;
use domain::api::team::MakeTeam;
use domain::can::{Action, Facts};
use domain::problem::FieldCode;
use domain::team::{TeamDraft, TeamForm};

/// Serves [`MakeTeam`].
pub async fn make(app: App, call: Call<MakeTeam>) -> Answer<MakeTeam> {
    let (actor, now, ticket, draft) = (call.caller.person()?, call.now, call.ticket()?, call.body);
    call.caller.may(Action::ManageTeams, &Facts::in_division(draft.division.clone()))?;
    if app.city.division_name(&draft.division).is_none() {
        return Err(Failure::field("division", FieldCode::Unknown));
    }
    org_code_fits(&draft).map_err(|code| Failure::field("org_code", code))?;
    let id = app.id();
    let entry = audit::Entry { id: app.id(), at: now, actor, person: None, what: MakeTeam::NAME, detail: domain::ids::TeamId::from_raw(id).to_string() };
    let made = app
        .store
        .once(ticket, MakeTeam::STATUS, move |tx| {
            Box::pin(async move {
                let made = team::make(tx, id, &draft, now).await?;
                audit::put(tx, &entry).await?;
                Ok(made)
            })
        })
        .await?;
    Ok(Reply::of(made))
}

/// A legal entity has a unified social credit code; nobody else has one of their own.
fn org_code_fits(draft: &TeamDraft) -> Result<(), FieldCode> {
    match (draft.form, &draft.org_code) {
        (TeamForm::LegalEntity, None) => Err(FieldCode::Required),
        (TeamForm::FiledGroup | TeamForm::UnitGroup, Some(_)) => Err(FieldCode::Unexpected),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_legal_entity_has_a_code_and_it_must() {
        let draft = |form, code: Option<&str>| TeamDraft { name: "队".parse().unwrap(), form, org_code: code.map(|c| c.parse().unwrap()), division: "431002".parse().unwrap() };
        let code = Some("51430000TE5T000280");
        assert_eq!(org_code_fits(&draft(TeamForm::LegalEntity, code)), Ok(()));
        assert_eq!(org_code_fits(&draft(TeamForm::LegalEntity, None)), Err(FieldCode::Required));
        assert_eq!(org_code_fits(&draft(TeamForm::UnitGroup, code)), Err(FieldCode::Unexpected));
        assert_eq!(org_code_fits(&draft(TeamForm::FiledGroup, None)), Ok(()));
    }
}
