//! The electronic volunteer ID (电子志愿者证): what it says, how it is shown, and who may be believed.
//!
//! A [`Credential`] is a CWT (RFC 8392) in COSE_Sign1 (RFC 9052), signed by the city and bound to
//! the key of one phone (`cnf`, RFC 8747). A [`Presentation`] is what a QR code holds: the credential
//! and a proof, made by that phone for one slot of 15 seconds. [`verify`] is the one function that
//! decides whether a text is believed: the kiosk, the server and the public verify page call it.
//! `docs/credential/README.md` has the format byte by byte, for other implementations.
//!
//! Here are bytes and rules. Private keys, clocks and storage live elsewhere; [`es256`] checks
//! signatures, because all verifiers must agree on that too.

mod bytes;
mod claims;
pub mod es256;
mod keys;
mod presentation;
mod proof;
mod sign1;
mod status;
mod verify;

pub use bytes::{Bytes, PublicKey, Signature};
pub use claims::{Class, Claims, Credential};
pub use keys::{KeyId, KeyRecord, KeySet, Sign, Suite, key_id};
pub use presentation::{Presentation, Version};
pub use proof::{Challenge, SLOT_SECONDS, Slot, enrolment_message, proof_message};
pub use status::{StatusBits, StatusList};
pub use verify::{Refusal, Standing, Trust, Verified, verify};

/// Bytes that are no token of ours: cut, altered, or written in another than the one canonical way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("these bytes are damaged")
    }
}

impl std::error::Error for Damaged {}

impl From<minicbor::decode::Error> for Damaged {
    fn from(_: minicbor::decode::Error) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests;
