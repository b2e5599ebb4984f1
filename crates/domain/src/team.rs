//! Volunteer teams (志愿服务队伍/组织).

use crate::division::DivisionCode;
use crate::ids::TeamId;
use crate::org_code::OrgCode;
use crate::problem::FieldCode;
use crate::text::Line;
use serde::{Deserialize, Serialize};

/// The legal form a team has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TeamForm {
    /// 志愿服务组织 registered as a legal entity; has a unified social credit code.
    LegalEntity,
    /// 备案团体: filed with the division, no legal entity.
    FiledGroup,
    /// A group inside a unit: a school, a hospital, a company.
    UnitGroup,
}

/// A team as everybody may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub form: TeamForm,
    pub org_code: Option<OrgCode>,
    pub division: DivisionCode,
}

/// What an administrator types to make a team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TeamDraft {
    pub name: Line,
    pub form: TeamForm,
    /// Asked of legal entities only; see [`check`].
    pub org_code: Option<OrgCode>,
    pub division: DivisionCode,
}

/// Checks the unified social credit code of a draft: a legal entity has one, and nobody else has one
/// of their own.
///
/// # Errors
/// What is wrong with the field `org_code`.
pub fn check(draft: &TeamDraft) -> Result<(), FieldCode> {
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
        let code = Some("51430000TE5T000280");
        for (form, code, outcome) in [
            (TeamForm::LegalEntity, code, Ok(())),
            (TeamForm::LegalEntity, None, Err(FieldCode::Required)),
            (TeamForm::UnitGroup, code, Err(FieldCode::Unexpected)),
            (TeamForm::UnitGroup, None, Ok(())),
            (TeamForm::FiledGroup, code, Err(FieldCode::Unexpected)),
            (TeamForm::FiledGroup, None, Ok(())),
        ] {
            let draft = TeamDraft { name: "队".parse().unwrap(), form, org_code: code.map(|c| c.parse().unwrap()), division: "431002".parse().unwrap() };
            assert_eq!(check(&draft), outcome, "{form:?} {code:?}");
        }
    }
}
