//! People in an administrator's eyes: finding them, giving and taking roles.

use super::endpoint::endpoints;
use crate::can::{Grant, Role};
use crate::division::DivisionCode;
use crate::ids::{GrantId, PersonId};
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// Whom one looks for: the exact volunteer number, the exact phone number, or a name's beginning.
/// A body, not a query: what is typed here must not stand in an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PersonSearch {
    pub text: String,
}

/// A person found: enough to tell two apart, no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Found {
    pub person: PersonId,
    pub name: String,
    pub number: VolunteerNumber,
    pub phone_masked: String,
    pub division: Option<DivisionCode>,
    pub grants: Vec<Grant>,
}

/// At most 20; more means: type more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FoundPeople {
    pub people: Vec<Found>,
    pub more: bool,
}

/// A role for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    pub person: PersonId,
    pub role: Role,
}

endpoints! {
    /// Finds volunteers of the own divisions. Each person shown is written into the audit log.
    FindPeople "people_find": Post "/api/people/search", Scoped(Action::FindPeople), Natural, 200, (()) (()) (PersonSearch) -> FoundPeople;
    /// Gives a role.
    GiveGrant "grant_give": Post "/api/grants", Scoped(Action::ManageGrants), Required, 201, (()) (()) (NewGrant) -> Grant;
    /// Takes a role away.
    TakeGrant "grant_take": Delete "/api/grants/{grant}", Scoped(Action::ManageGrants), Natural, 204, (GrantId) (()) (()) -> ();
}
