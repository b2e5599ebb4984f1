//! The keys that sign volunteer cards, while the server runs.

use super::CardKeyEntry;
use anyhow::{Context, Result, ensure};
use domain::credential::{KeyId, KeyRecord, KeySet, PublicKey, Sign, Signature, Suite, key_id};
use domain::time::Timestamp;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature as Ecdsa, SigningKey, VerifyingKey};

/// The city's card keys. Which one signs is a question of the time.
pub struct Ring {
    keys: Vec<CardKey>,
}

/// One of them. A security module takes the place of [`EcdsaKey`] by implementing [`Sign`].
pub struct CardKey {
    record: KeyRecord,
    signs_from: Timestamp,
    /// None when it is retired.
    signer: Option<Box<dyn Sign + Send + Sync>>,
}

impl Ring {
    /// The ring of these entries. A leaked key is none of it.
    ///
    /// # Errors
    /// When an entry is no key, or none of them can sign.
    pub(super) fn of(entries: &[CardKeyEntry]) -> Result<Self> {
        let key = |entry: &CardKeyEntry| -> Result<CardKey> {
            let signer = entry.signer()?.map(|signer| Box::new(signer) as Box<dyn Sign + Send + Sync>);
            let record = KeyRecord { suite: entry.suite.into(), public: entry.public };
            Ok(CardKey { record, signs_from: Timestamp::from_unix_ms(entry.signs_from.saturating_mul(1000)), signer })
        };
        let keys = entries.iter().filter(|entry| !entry.leaked).map(key).collect::<Result<Vec<_>>>()?;
        ensure!(keys.iter().any(|key| key.signer.is_some()), "it has no key that signs cards");
        Ok(Self { keys })
    }

    /// What signs now: of the keys whose time has come, the one whose time came last.
    ///
    /// # Errors
    /// When no key's time has come, as by a clock that was put back.
    pub fn signer(&self, now: Timestamp) -> Result<&(dyn Sign + Send + Sync)> {
        let due = self.keys.iter().filter(|key| key.signs_from <= now).filter_map(|key| Some((key.signs_from, key.signer.as_deref()?)));
        due.max_by_key(|(from, _)| *from).map(|(_, signer)| signer).context("no key signs cards yet: is the clock right?")
    }

    /// What anybody may fetch: the keys that sign, will sign, or have signed what may still hold.
    pub fn published(&self) -> KeySet {
        KeySet::new(self.keys.iter().filter(|key| key.signer.is_some()).map(|key| key.record))
    }

    /// What scans are checked with. A retired key is among them: a kiosk that was long without network
    /// delivers scans that were good when they were made.
    pub fn believed(&self) -> KeySet {
        KeySet::new(self.keys.iter().map(|key| key.record))
    }
}

/// A P-256 key in memory.
pub struct EcdsaKey {
    id: KeyId,
    public: PublicKey,
    signing: SigningKey,
}

impl EcdsaKey {
    /// The key of this scalar; none when it is 0 or not below the curve's order.
    pub fn from_scalar(scalar: &[u8; 32]) -> Option<Self> {
        let signing = SigningKey::from_slice(scalar).ok()?;
        let point = VerifyingKey::from(&signing).to_sec1_point(true);
        let public = PublicKey::from_bytes(point.as_bytes()).ok()?;
        Some(Self { id: key_id(&public), public, signing })
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        self.public
    }
}

impl Sign for EcdsaKey {
    fn key(&self) -> KeyId {
        self.id
    }

    fn suite(&self) -> Suite {
        Suite::Es256
    }

    fn sign(&self, message: &[u8]) -> Signature {
        let signature: Ecdsa = self.signing.sign(message);
        Signature::from(<[u8; Signature::LENGTH]>::from(signature.to_bytes()))
    }
}
