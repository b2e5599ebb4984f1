//! Sealing of phone and identity card numbers.
//!
//! Two forms are kept of each: ciphertext (XChaCha20-Poly1305, a fresh nonce each time, the kind of
//! value as associated data) and a blind index (HMAC-SHA-256) by which an equal number is found
//! again. Without the key file neither says anything.

use crate::entropy;
use anyhow::{Result, anyhow};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use domain::ids::PersonId;
use hmac::{Hmac, Mac};
use sha2::Sha256;

const NONCE_BYTES: usize = 24;

/// What kind of value is sealed: a phone number's ciphertext can never pass for another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Phone,
    IdCard,
    Email,
}

impl Kind {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Phone => b"phone",
            Self::IdCard => b"id_card",
            Self::Email => b"email",
        }
    }
}

/// A sealed value and the index by which its equal is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub ciphertext: Vec<u8>,
    pub index: Vec<u8>,
}

/// Seals and opens personal numbers.
pub struct Vault {
    cipher: XChaCha20Poly1305,
    index_key: [u8; 32],
}

impl Vault {
    /// A vault with these two keys.
    pub fn new(seal_key: &[u8; 32], index_key: [u8; 32]) -> Self {
        Self { cipher: XChaCha20Poly1305::new(&Key::from(*seal_key)), index_key }
    }

    /// Ciphertext and index of `plain`.
    ///
    /// # Errors
    /// Never for values of these lengths; the cipher's signature knows of longer ones.
    pub fn seal(&self, kind: Kind, plain: &str) -> Result<Sealed> {
        let nonce = entropy::bytes::<NONCE_BYTES>();
        let payload = Payload { msg: plain.as_bytes(), aad: kind.label() };
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| anyhow!("sealing failed"))?;
        Ok(Sealed { ciphertext: [nonce.as_slice(), &sealed].concat(), index: self.index(kind, plain) })
    }

    /// The value inside `ciphertext`.
    ///
    /// # Errors
    /// When it was sealed with another key, or altered.
    pub fn open(&self, kind: Kind, ciphertext: &[u8]) -> Result<String> {
        let broken = || anyhow!("a sealed value does not open: another key file, or altered data");
        let (nonce, sealed) = ciphertext.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
        let payload = Payload { msg: sealed, aad: kind.label() };
        let plain = self.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| broken())?;
        String::from_utf8(plain).map_err(|_| broken())
    }

    /// The blind index of `plain`.
    pub fn index(&self, kind: Kind, plain: &str) -> Vec<u8> {
        self.mac(kind.label(), plain)
    }

    /// What is kept of a one-time code: bound to the phone it was sent to, worthless without the key.
    pub fn code_hash(&self, phone: &str, code: &str) -> Vec<u8> {
        self.mac(b"code", &format!("{phone}:{code}"))
    }

    /// The same of a code that moves a volunteer card: neither can be typed in the place of the other.
    pub fn moving_code_hash(&self, phone: &str, code: &str) -> Vec<u8> {
        self.mac(b"moving_code", &format!("{phone}:{code}"))
    }

    /// What is kept of a code that confirms an e-mail address: bound to the person and the address.
    pub fn email_code_hash(&self, person: PersonId, address: &str, code: &str) -> Vec<u8> {
        self.mac(b"email_code", &format!("{person}:{address}:{code}"))
    }

    /// The scalar of the key by which push services know the portal. It follows from the key file, so all servers of a portal
    /// have the same, and browsers need not ask again.
    pub fn push_key(&self) -> [u8; 32] {
        self.mac(b"push_key", "").try_into().unwrap_or_default()
    }

    /// The tag of `text` under a purpose of its own; tickets and enrolment codes use it.
    pub fn mac(&self, purpose: &[u8], text: &str) -> Vec<u8> {
        // HMAC takes keys of any length, so this cannot fail for 32 bytes.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.index_key) else { return Vec::new() };
        mac.update(&(purpose.len() as u64).to_be_bytes());
        mac.update(purpose);
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Names the keys without telling them: the database remembers whose it is.
    pub fn fingerprint(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.mac(b"fingerprint", "")[..8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(seed: u8) -> Vault {
        Vault::new(&[seed; 32], [seed + 1; 32])
    }

    #[test]
    fn what_is_sealed_opens_again_and_looks_different_each_time() {
        let (a, b) = (vault(1).seal(Kind::Phone, "13800138000").unwrap(), vault(1).seal(Kind::Phone, "13800138000").unwrap());
        assert_ne!(a.ciphertext, b.ciphertext);
        assert_eq!(a.index, b.index);
        assert_eq!(vault(1).open(Kind::Phone, &a.ciphertext).unwrap(), "13800138000");
    }

    #[test]
    fn another_key_another_kind_or_an_altered_byte_does_not_open() {
        let sealed = vault(1).seal(Kind::Phone, "13800138000").unwrap();
        assert!(vault(2).open(Kind::Phone, &sealed.ciphertext).is_err());
        assert!(vault(1).open(Kind::IdCard, &sealed.ciphertext).is_err());
        for place in 0..sealed.ciphertext.len() {
            let mut altered = sealed.ciphertext.clone();
            altered[place] ^= 1;
            assert!(vault(1).open(Kind::Phone, &altered).is_err(), "byte {place}");
        }
        assert!(vault(1).open(Kind::Phone, &[]).is_err());
        assert_ne!(vault(1).index(Kind::Phone, "1"), vault(1).index(Kind::IdCard, "1"));
        assert_ne!(vault(1).fingerprint(), vault(2).fingerprint());
    }
}
