//! Teams.

use super::endpoint::endpoints;
use super::page::{Cursor, Page, PageSize};
use crate::activity::QualificationCode;
use crate::division::DivisionCode;
use crate::ids::{PersonId, TeamId};
use crate::team::{Team, TeamDraft};
use crate::volunteer::VolunteerNumber;
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

/// What a team says of a volunteer: all of it; what is left out holds no more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    pub number: VolunteerNumber,
    /// Whether the volunteer belongs to the team.
    pub member: bool,
    /// Trainings and qualifications of the city's list that the team has seen proof of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<QualificationCode>,
}

/// A volunteer of whom the team has said something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamVolunteer {
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub member: bool,
    pub qualifications: Vec<QualificationCode>,
}

/// The volunteers of a team, by number; at most [`MOST_TEAM_VOLUNTEERS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TeamVolunteers {
    pub volunteers: Vec<TeamVolunteer>,
}

/// The most volunteers that one list of a team shows.
pub const MOST_TEAM_VOLUNTEERS: u16 = 2000;

endpoints! {
    /// Lists teams, latest first.
    ListTeams "team_list": Get "/api/teams", Anyone, Natural, 200, (()) (PlaceQuery) (()) -> Page<Team>;
    /// Shows a team.
    GetTeam "team_get": Get "/api/teams/{team}", Anyone, Natural, 200, (TeamId) (()) (()) -> Team;
    /// Says who belongs to the team and which trainings and qualifications it has seen proof of. Each time is written into the audit log.
    AttestVolunteer "team_attest": Put "/api/teams/{team}/volunteers", Scoped(Action::ManageActivities), Natural, 200, (TeamId) (()) (Attestation) -> TeamVolunteer;
    /// Lists the volunteers of whom the team has said something. Looks are written into the audit log.
    ListTeamVolunteers "team_volunteers": Get "/api/teams/{team}/volunteers", Scoped(Action::ManageActivities), Natural, 200, (TeamId) (()) (()) -> TeamVolunteers;
    /// Makes a team.
    MakeTeam "team_make": Post "/api/teams", Scoped(Action::ManageTeams), Required, 201, (()) (()) (TeamDraft) -> Team;
}
