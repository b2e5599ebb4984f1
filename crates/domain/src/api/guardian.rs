//! Guardians and the minors they answer for.

use super::endpoint::endpoints;
use crate::guardian::Guardianship;
use crate::ids::PersonId;
use crate::text::PersonName;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a minor shows to their guardian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GuardianCode {
    /// 8 characters, of the form of a volunteer number: a slip is noticed while typing.
    pub code: String,
    pub expires_at: Timestamp,
}

/// A guardian agrees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    pub code: String,
    /// The minor's name, so that nobody agrees for somebody else by a slip.
    pub minor_name: PersonName,
    /// Version of the words agreed to: [`crate::guardian::CONSENT`].
    pub consent: String,
}

/// All agreements one has to do with, withdrawn ones too, latest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guardianships {
    /// Those for whom the reader agreed.
    pub wards: Vec<Guardianship>,
    /// Those who agreed for the reader.
    pub guardians: Vec<Guardianship>,
}

endpoints! {
    /// Makes a code with which a minor asks a guardian to agree; an older one holds no more.
    AskGuardian "guardian_ask": Post "/api/me/guardian-code", Volunteer, Natural, 200, (()) (()) (()) -> GuardianCode;
    /// Agrees, as somebody known to be of age, that a minor takes part. It stands in the consent ledger.
    AgreeAsGuardian "guardian_agree": Post "/api/me/wards", Volunteer, Required, 201, (()) (()) (Agreement) -> Guardianship;
    /// Lists the agreements one has given, and those given for oneself.
    ListGuardianships "guardian_list": Get "/api/me/guardianships", Volunteer, Natural, 200, (()) (()) (()) -> Guardianships;
    /// Withdraws what was agreed to for a minor. Their sign-ups for shifts to come end, unless another guardian has agreed.
    WithdrawAgreement "guardian_withdraw": Delete "/api/me/wards/{person}", Volunteer, Natural, 204, (PersonId) (()) (()) -> ();
}
