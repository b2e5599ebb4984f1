//! A city, its verifier and a card, with fixed keys that protect nothing.

use crate::credential::*;
use crate::division::DivisionCode;
use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature as Ecdsa, SigningKey};

/// 2026-11-24 12:00:05 in Shanghai: the middle of a slot.
pub const NOW: Timestamp = Timestamp::from_unix_ms(1_795_492_805_000);
/// When the status list was made.
pub const LISTED: Timestamp = Timestamp::from_unix_ms(1_795_492_000_000);

pub fn issuer() -> DivisionCode {
    "4310".parse().unwrap()
}

/// The `n`th private key.
pub fn signing(n: u8) -> SigningKey {
    SigningKey::from_slice(&[n; 32]).unwrap()
}

/// The `n`th phone's.
pub fn phone(n: u8) -> SigningKey {
    signing(100 + n)
}

pub fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().to_sec1_point(true).as_bytes()).unwrap()
}

pub fn sign(key: &SigningKey, message: &[u8]) -> Signature {
    let signature: Ecdsa = key.sign(message);
    Signature::from_bytes(&signature.to_bytes()).unwrap()
}

/// The city's signer.
pub struct City(SigningKey);

impl City {
    pub fn new() -> Self {
        Self(signing(1))
    }
}

impl Sign for City {
    fn key(&self) -> KeyId {
        key_id(&public(&self.0))
    }
    fn suite(&self) -> Suite {
        Suite::Es256
    }
    fn sign(&self, message: &[u8]) -> Signature {
        sign(&self.0, message)
    }
}

pub fn keys() -> KeySet {
    KeySet::new([KeyRecord { suite: Suite::Es256, public: public(&signing(1)) }, KeyRecord { suite: Suite::Es256, public: public(&signing(2)) }])
}

/// What a kiosk knows.
pub struct Verifier {
    pub keys: KeySet,
    pub status: Option<StatusList>,
    pub challenge: Option<Challenge>,
}

impl Verifier {
    pub fn of(card: &Card) -> Self {
        let bits = StatusBits::with_room(card.claims.status_index.saturating_add(1).min(10_000));
        let status = StatusList { bits, issued_at: LISTED, expires_at: LISTED.plus_seconds(90 * 86_400), ttl_seconds: 60 };
        Self { keys: keys(), status: Some(status), challenge: None }
    }

    pub fn check(&self, text: &str, now: Timestamp) -> Result<Verified, Refusal> {
        let (issuer, longest_status_seconds) = (issuer(), 7 * 86_400);
        let trust = Trust { issuer: &issuer, keys: &self.keys, status: self.status.as_ref(), longest_status_seconds, challenge: self.challenge };
        verify(text, trust, now)
    }
}

/// A card on the first phone, issued an hour ago.
pub struct Card {
    pub claims: Claims,
}

impl Card {
    pub fn new() -> Self {
        let claims = Claims {
            issuer: issuer(),
            number: VolunteerNumber::from_random(42),
            issued_at: NOW.plus_seconds(-3605),
            expires_at: NOW.plus_seconds(30 * 86_400 - 3605),
            holder: Some(public(&phone(1))),
            name: "张*".into(),
            star: 3,
            class: Class::Device,
            status_index: 7,
        };
        Self { claims }
    }

    pub fn credential(&self) -> Vec<u8> {
        Credential::issue(&City::new(), self.claims.clone()).write()
    }

    /// What the phone shows at `at`.
    pub fn show(&self, at: Timestamp) -> String {
        self.answer(at, None)
    }

    pub fn answer(&self, at: Timestamp, challenge: Option<Challenge>) -> String {
        let (credential, slot) = (self.credential(), Slot::at(at));
        let proof = sign(&phone(1), &proof_message(&credential, slot, challenge));
        Presentation::live(&credential, slot, challenge, &proof)
    }

    pub fn check(&self, text: &str, now: Timestamp) -> Result<Verified, Refusal> {
        Verifier::of(self).check(text, now)
    }
}
