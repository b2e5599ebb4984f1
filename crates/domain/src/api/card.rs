//! The volunteer ID: a phone's key is enrolled, its credential renewed, moved, revoked; cards on paper.
//!
//! The city's public keys and status list are no operations of this API: they are files that any
//! verifier fetches, at [`KEYS_PATH`] and [`STATUS_PATH`].

use super::endpoint::endpoints;
use super::session::CodeSent;
use crate::credential::{Bytes, Class, PublicKey, Signature, Slot};
use crate::ids::PersonId;
use crate::text::PersonName;
use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// Where the city's public keys are: a COSE_KeySet, or a JWK set with `Accept: application/jwk-set+json`.
pub const KEYS_PATH: &str = "/.well-known/volunteer-keys";
/// Where the city's status list is: a status list token (CWT).
pub const STATUS_PATH: &str = "/.well-known/volunteer-status";

/// What the card's screen shows, and where the card is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyCard {
    pub number: VolunteerNumber,
    pub name: String,
    /// 0 to 5.
    pub star: u8,
    /// The team the person served with last, or will next.
    pub team: Option<String>,
    /// The phone or browser that the card is on.
    pub phone: Option<CardPhone>,
    pub paper: Option<PaperCard>,
    /// What the person has to give, beside a code, to move the card.
    pub evidence: EvidenceKind,
}

/// The one phone that shows the card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardPhone {
    /// Its key; none when it is given proofs in advance.
    pub key: Option<PublicKey>,
    pub class: Class,
    /// Browser and system, as far as they told.
    pub device: String,
    pub enrolled_at: Timestamp,
    /// Whether it is the browser that asks, as far as its session tells.
    pub here: bool,
}

/// A phone enrols its key. With `moving` the former phone's credential is revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolPhoneRequest {
    pub key: PublicKey,
    /// The slot of the phone's clock.
    pub slot: Slot,
    /// Over [`crate::credential::enrolment_message`]: the phone holds the key.
    pub proof: Signature,
    #[serde(default)]
    pub moving: Option<Moving>,
}

/// Proof that the person, not only the session, wants the card here: a code sent to the phone
/// number now, and one thing more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Moving {
    /// 6 digits, asked for with [`SendMovingCode`].
    pub code: String,
    pub evidence: Evidence,
}

/// The one thing more.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Evidence {
    /// The identity card number, whole, as typed.
    IdCard { id_card: String },
    /// The full name, where no identity card number is known.
    Name { name: PersonName },
}

/// Which of them is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    IdCard,
    Name,
}

/// The phone asks for a fresh credential of the same key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RenewRequest {
    pub key: PublicKey,
}

/// A credential for the phone to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssuedCredential {
    pub credential: Bytes,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A browser that keeps no key asks for proofs in advance.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotsRequest {
    #[serde(default)]
    pub moving: Option<Moving>,
}

/// Proofs for slots one after the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SlotBook {
    pub credential: Bytes,
    pub first: Slot,
    /// 64 bytes for each slot.
    pub proofs: Bytes,
    pub issued_at: Timestamp,
    /// The end of the last slot.
    pub expires_at: Timestamp,
}

/// A card to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaperCard {
    /// The text of its QR code.
    pub text: String,
    pub number: VolunteerNumber,
    /// Masked: paper is lost and found.
    pub name: String,
    pub star: u8,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

impl std::fmt::Debug for Moving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Moving(…)")
    }
}

endpoints! {
    /// Shows what the card's screen needs.
    GetMyCard "card_get": Get "/api/me/card", Volunteer, Natural, 200, (()) (()) (()) -> MyCard;
    /// Puts the card on this phone: enrols its key and issues the credential.
    EnrolPhone "card_enrol": Put "/api/me/card/phone", Volunteer, Natural, 200, (()) (()) (EnrolPhoneRequest) -> IssuedCredential;
    /// Issues a fresh credential for the same key.
    RenewCredential "card_renew": Post "/api/me/card/renewal", Volunteer, Natural, 200, (()) (()) (RenewRequest) -> IssuedCredential;
    /// Revokes the phone's credential, wherever that phone is.
    RevokePhone "card_revoke": Delete "/api/me/card/phone", Volunteer, Natural, 204, (()) (()) (()) -> ();
    /// Sends a code to the own phone number, to move the card with.
    SendMovingCode "card_code": Post "/api/me/card/codes", Volunteer, Natural, 200, (()) (()) (()) -> CodeSent;
    /// Makes proofs in advance for a browser that keeps no key.
    MakeSlots "card_slots": Post "/api/me/card/slots", Volunteer, Natural, 200, (()) (()) (SlotsRequest) -> SlotBook;
    /// Makes a card on paper; the former one is revoked.
    MakePaper "card_paper": Post "/api/me/card/paper", Volunteer, Natural, 200, (()) (()) (()) -> PaperCard;
    /// Revokes the card on paper.
    RevokePaper "card_paper_revoke": Delete "/api/me/card/paper", Volunteer, Natural, 204, (()) (()) (()) -> ();
    /// Makes a card on paper for somebody without a phone.
    MakePaperFor "card_paper_for": Post "/api/people/{person}/paper-card", Scoped(Action::IssueCards), Natural, 200, (PersonId) (()) (()) -> PaperCard;
    /// Revokes whatever cards somebody has: lost, stolen or misused.
    RevokeCardsOf "card_revoke_of": Delete "/api/people/{person}/cards", Scoped(Action::IssueCards), Natural, 204, (PersonId) (()) (()) -> ();
}
