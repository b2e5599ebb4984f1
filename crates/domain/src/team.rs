//! Volunteer teams (志愿服务队伍/组织).

use crate::division::DivisionCode;
use crate::ids::TeamId;
use crate::org_code::OrgCode;
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
    /// Asked of legal entities only.
    pub org_code: Option<OrgCode>,
    pub division: DivisionCode,
}
