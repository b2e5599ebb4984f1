//! Teams.

use super::endpoint::endpoints;
use super::page::{Cursor, Page, PageSize};
use crate::division::DivisionCode;
use crate::ids::TeamId;
use crate::team::{Team, TeamDraft};
use serde::{Deserialize, Serialize};

/// Which teams or stations.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceQuery {
    /// In this division or below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division: Option<DivisionCode>,
    /// Part of the name, at most 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PageSize>,
}

endpoints! {
    /// Lists teams, latest first.
    ListTeams "team_list": Get "/api/teams", Anyone, Natural, 200, (()) (PlaceQuery) (()) -> Page<Team>;
    /// Shows a team.
    GetTeam "team_get": Get "/api/teams/{team}", Anyone, Natural, 200, (TeamId) (()) (()) -> Team;
    /// Makes a team.
    MakeTeam "team_make": Post "/api/teams", Scoped(Action::ManageTeams), Required, 201, (()) (()) (TeamDraft) -> Team;
}
