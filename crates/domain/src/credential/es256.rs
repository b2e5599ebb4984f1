//! Checking ECDSA P-256 signatures with the `p256` crate: the same code on the server, at the kiosk
//! and on the verify page, so that they cannot disagree.

use super::{PublicKey, Signature};
use p256::ecdsa::signature::Verifier;
use p256::ecdsa::{Signature as Ecdsa, VerifyingKey};

/// Whether `signature` is that of `key` over `message`. A key off the curve has signed nothing.
pub fn holds(key: &PublicKey, message: &[u8], signature: &Signature) -> bool {
    let Ok(key) = VerifyingKey::from_sec1_bytes(key.as_bytes()) else { return false };
    Ecdsa::from_slice(signature.as_bytes()).is_ok_and(|signature| key.verify(message, &signature).is_ok())
}
