//! Administrative divisions.

use super::endpoint::endpoints;
use crate::division::DivisionCode;
use serde::{Deserialize, Serialize};

/// A division and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Division {
    pub code: DivisionCode,
    pub name: String,
    /// Whether anything lies below.
    pub has_children: bool,
}

/// A division's children, and the way down to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DivisionBranch {
    /// From the city to the division asked for.
    pub path: Vec<Division>,
    pub children: Vec<Division>,
}

/// Which branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct BranchQuery {
    /// The division whose children are wanted; the city when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<DivisionCode>,
}

endpoints! {
    /// Lists the divisions directly below one, with the way down to it.
    ListDivisions "division_list": Get "/api/divisions", Anyone, Natural, 200, (()) (BranchQuery) (()) -> DivisionBranch;
}
