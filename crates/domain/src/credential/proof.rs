//! Slots, and what a phone signs to prove that it holds the key and shows the code now.

use super::sign1::{cbor, signed_bytes};
use super::{PublicKey, Suite};
use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Length of a slot. Part of the format: both sides count the same slots.
pub const SLOT_SECONDS: i64 = 15;

/// The number of a slot: whole multiples of [`SLOT_SECONDS`] since 1970-01-01 00:00 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Slot(pub u64);

impl Slot {
    /// The slot that `at` lies in; the first one for instants before 1970.
    pub fn at(at: Timestamp) -> Self {
        Self(u64::try_from(at.unix_ms().div_euclid(SLOT_SECONDS * 1000)).unwrap_or_default())
    }

    /// When it begins; the end of time for slots beyond it.
    pub fn begin(self) -> Timestamp {
        Timestamp::from_unix_ms(i64::try_from(self.0).unwrap_or(i64::MAX).saturating_mul(SLOT_SECONDS * 1000))
    }

    /// How many slots later this one is than `other`; negative when it is earlier.
    pub fn after(self, other: Self) -> i64 {
        let later = |a: u64, b: u64| i64::try_from(a.saturating_sub(b)).unwrap_or(i64::MAX);
        later(self.0, other.0) - later(other.0, self.0)
    }

    /// The one `count` slots later.
    pub fn plus(self, count: u64) -> Self {
        Self(self.0.saturating_add(count))
    }
}

/// What a station shows to be answered: a proof made for it serves nowhere else.
pub type Challenge = [u8; 8];

/// The protected header of a proof: the algorithm alone. It is known, so it is not sent.
fn header() -> Vec<u8> {
    cbor(|e| {
        e.map(1)?.i64(1)?.i64(Suite::Es256.cose_algorithm())?;
        Ok(())
    })
}

/// What the phone signs for one slot: a COSE_Sign1 with detached payload (RFC 9052 §4.4) over
/// `[SHA-256 of the credential, slot, challenge or null]`.
pub fn proof_message(credential: &[u8], slot: Slot, challenge: Option<Challenge>) -> Vec<u8> {
    let payload = cbor(|e| {
        e.array(3)?.bytes(&Sha256::digest(credential))?.u64(slot.0)?;
        match challenge {
            Some(challenge) => e.bytes(&challenge)?,
            None => e.null()?,
        };
        Ok(())
    });
    signed_bytes(&header(), &payload)
}

/// What a phone signs to enrol its key: the same form over `["enrol", volunteer number, slot, public key]`,
/// which no presentation can be mistaken for.
pub fn enrolment_message(number: VolunteerNumber, slot: Slot, key: &PublicKey) -> Vec<u8> {
    let payload = cbor(|e| {
        e.array(4)?.str("enrol")?.str(number.as_str())?.u64(slot.0)?.bytes(key.as_bytes())?;
        Ok(())
    });
    signed_bytes(&header(), &payload)
}
