//! Whether a code is believed: one pure function for kiosk, server and verify page.

use super::presentation::{Presentation, Proof};
use super::proof::{Challenge, SLOT_SECONDS, Slot, proof_message};
use super::{Claims, Damaged, KeySet, StatusList, es256};
use crate::division::DivisionCode;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Slots that a proof may lie beside the verifier's own: the code is renewed while it is held up,
/// and two clocks never agree to the second.
const SLOTS_BESIDE: i64 = 1;
/// How far in the future a credential may have been issued, by clocks that differ.
const ISSUE_SKEW_SECONDS: i64 = 90;

/// What a verifier goes by. All of it was fetched beforehand: nothing here needs a network.
#[derive(Debug, Clone, Copy)]
pub struct Trust<'a> {
    /// The city whose credentials are believed.
    pub issuer: &'a DivisionCode,
    pub keys: &'a KeySet,
    /// The latest status list that could be had.
    pub status: Option<&'a StatusList>,
    /// How old it may be to rely on.
    pub longest_status_seconds: i64,
    /// The challenge this verifier has set, if any.
    pub challenge: Option<Challenge>,
}

/// A code that is believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub claims: Claims,
    pub standing: Standing,
}

/// What is known of revocation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not revoked, by a list of that moment.
    Good { as_of: Timestamp },
    /// Not revoked by a list that is too old to rely on.
    Stale { as_of: Timestamp },
    /// There is no list at all.
    Unknown,
}

/// Why a code is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CodeRefusal))]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Refusal {
    /// No volunteer code at all: another QR code, a bottle of water.
    NotOurs,
    /// A volunteer code of another city.
    OtherCity,
    /// Ours by its form, but altered, cut or forged.
    Damaged,
    /// Signed with a key that this verifier does not have: its keys are old, or the code is forged.
    UnknownKey,
    /// Its credential is over since that many seconds: the phone must go online once.
    Expired { seconds: i64 },
    /// Issued that many seconds in the future: the verifier's clock is slow.
    NotYet { seconds: i64 },
    /// A proof of a slot that ended that many seconds ago: a screenshot, or a page that stands still.
    OldSlot { seconds: i64 },
    /// A proof of a slot that begins in that many seconds: the phone's clock is fast, or the verifier's slow.
    EarlySlot { seconds: i64 },
    /// Made for the challenge of another place, or for none.
    OtherPlace,
    /// Revoked: the person has a newer card, or gave this one up.
    Revoked,
}

impl From<Damaged> for Refusal {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// Reads and checks a code shown at `now`, by the verifier's clock.
///
/// # Errors
/// The first thing that is wrong. Nothing that the code says is relied on before its signature holds.
pub fn verify(text: &str, trust: Trust<'_>, now: Timestamp) -> Result<Verified, Refusal> {
    let presentation = Presentation::read(text)?;
    let claims = &presentation.credential.claims;
    if claims.issuer != *trust.issuer {
        return Err(Refusal::OtherCity);
    }
    check_credential(&presentation, trust)?;
    check_dates(claims, now)?;
    match (&claims.holder, &presentation.proof) {
        (Some(holder), Some(proof)) => {
            let message = proof_message(&presentation.bytes, proof.slot, proof.challenge);
            if !es256::holds(holder, &message, &proof.signature) {
                return Err(Refusal::Damaged);
            }
            check_slot(proof, trust.challenge, now)?;
        }
        (None, None) => {}
        _ => return Err(Refusal::Damaged),
    }
    let standing = standing(claims, trust, now)?;
    Ok(Verified { claims: presentation.credential.claims, standing })
}

/// The city's signature. The suite is the version's and must be the key's; the token only repeats it.
fn check_credential(presentation: &Presentation, trust: Trust<'_>) -> Result<(), Refusal> {
    let (version, token) = (presentation.version, presentation.credential.token());
    let key = trust.keys.find(token.key).ok_or(Refusal::UnknownKey)?;
    let fits = key.suite == version.suite() && token.is_of(key.suite) && version.shows(presentation.credential.claims.class);
    if fits && es256::holds(&key.public, &token.message(), &token.signature) { Ok(()) } else { Err(Refusal::Damaged) }
}

fn check_dates(claims: &Claims, now: Timestamp) -> Result<(), Refusal> {
    let early = claims.issued_at.seconds_since(now);
    if early > ISSUE_SKEW_SECONDS {
        return Err(Refusal::NotYet { seconds: early });
    }
    if now >= claims.expires_at {
        return Err(Refusal::Expired { seconds: now.seconds_since(claims.expires_at) });
    }
    Ok(())
}

fn check_slot(proof: &Proof, challenge: Option<Challenge>, now: Timestamp) -> Result<(), Refusal> {
    let later = proof.slot.after(Slot::at(now));
    if later < -SLOTS_BESIDE {
        return Err(Refusal::OldSlot { seconds: now.seconds_since(proof.slot.begin().plus_seconds(SLOT_SECONDS)) });
    }
    if later > SLOTS_BESIDE {
        return Err(Refusal::EarlySlot { seconds: proof.slot.begin().seconds_since(now) });
    }
    if proof.challenge == challenge { Ok(()) } else { Err(Refusal::OtherPlace) }
}

fn standing(claims: &Claims, trust: Trust<'_>, now: Timestamp) -> Result<Standing, Refusal> {
    let Some(list) = trust.status else { return Ok(Standing::Unknown) };
    // An old list is still right in what it revokes: nothing is ever taken back.
    if list.bits.is_revoked(claims.status_index) {
        return Err(Refusal::Revoked);
    }
    let as_of = list.issued_at;
    let fresh = now.seconds_since(as_of) <= trust.longest_status_seconds && now < list.expires_at;
    Ok(if fresh { Standing::Good { as_of } } else { Standing::Stale { as_of } })
}
