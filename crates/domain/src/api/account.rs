//! The volunteer's own account: profile, identity, records, who looked.

use super::endpoint::endpoints;
use super::page::{Cursor, Page, PageSize};
use crate::activity::ServiceLanguage;
use crate::record::{RecordTotals, ServiceRecord};
use crate::star::StarProgress;
use crate::time::Timestamp;
use crate::volunteer::Profile;
use serde::{Deserialize, Serialize};

/// The identity card number, as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IdCardRequest {
    pub id_card: String,
}

/// The languages somebody can serve in, as they state them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OwnLanguages {
    pub languages: Vec<ServiceLanguage>,
}

/// Which part of a list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ListQuery {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PageSize>,
}

/// My records: the sums, the star, and one page of lines, latest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyRecords {
    pub totals: RecordTotals,
    pub star: StarProgress,
    pub records: Page<ServiceRecord>,
}

/// Somebody looked at the person's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Look {
    pub at: Timestamp,
    /// Masked name or login of who looked.
    pub by: String,
    /// What was opened: the name of the operation.
    pub what: String,
}

endpoints! {
    /// Shows the own profile.
    GetProfile "account_get": Get "/api/me", Volunteer, Natural, 200, (()) (()) (()) -> Profile;
    /// Gives the identity card number. It is kept sealed and never shown again whole.
    GiveIdCard "account_id_card": Put "/api/me/id-card", Volunteer, Natural, 200, (()) (()) (IdCardRequest) -> Profile;
    /// States the languages one can serve in.
    SetLanguages "account_languages": Put "/api/me/languages", Volunteer, Natural, 200, (()) (()) (OwnLanguages) -> Profile;
    /// Lists the own service records.
    ListMyRecords "account_records": Get "/api/me/records", Volunteer, Natural, 200, (()) (ListQuery) (()) -> MyRecords;
    /// Lists who looked at the own data.
    ListLooks "account_looks": Get "/api/me/looks", LoggedIn, Natural, 200, (()) (ListQuery) (()) -> Page<Look>;
}
