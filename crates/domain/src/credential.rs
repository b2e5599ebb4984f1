//! The electronic volunteer ID (电子志愿者证): what its QR code holds and when it is valid.
//!
//! A presentation is a text of digits and capitals only, so that a QR code packs it in
//! alphanumeric mode and a scanner that types cannot garble it under a Chinese input method: a
//! prefix that names kind and version, then bytes in base 32 (RFC 4648, no padding).
//!
//! `VOL1` is the server-signed, short-lived code below. A device-bound credential gets a prefix of
//! its own; [`read`] tells the kinds apart and is the one door for all of them. Which signature
//! suite applies comes from the key record found by `kid`, never from the code itself.

use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use data_encoding::BASE32_NOPAD;

const PREFIX: &str = "VOL1";
const SIGNATURE_BYTES: usize = 64;
const BODY_BYTES: usize = 8 + 8 + 8 + 8;

/// First 8 bytes of the SHA-256 of a public key.
pub type KeyId = [u8; 8];

/// What a code says, before anybody has checked it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    pub key: KeyId,
    pub number: VolunteerNumber,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
}

/// A code as read from a QR code: claims, and the signature over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presentation {
    pub claims: Claims,
    pub signature: [u8; SIGNATURE_BYTES],
}

/// Why a text is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// No volunteer code at all: another QR code, a bottle of water.
    NotOurs,
    /// Ours by its prefix, but damaged or altered.
    Damaged,
    /// Signed with a key we do not know.
    UnknownKey,
    /// Its time is over: a screenshot, or a page left open.
    Expired,
    /// Its time has not come: one of the two clocks is wrong.
    NotYet,
}

/// Checks a signature; implemented where the keys are.
pub trait VerifySignature {
    /// Whether `signature` is that of the key `key` over `message`; none when the key is unknown.
    fn verify(&self, key: KeyId, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Option<bool>;
}

/// Makes signatures; implemented where the private key is, be it a file or a security module.
pub trait Sign {
    /// The id of the key that signs now.
    fn key(&self) -> KeyId;
    /// The signature over `message`.
    fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES];
}

/// The bytes that are signed: prefix, key, number and both instants. The prefix is part of it, so
/// that a signature of one kind never serves another.
fn body(claims: &Claims) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(BODY_BYTES);
    bytes.extend_from_slice(&claims.key);
    bytes.extend_from_slice(claims.number.as_str().as_bytes());
    bytes.extend_from_slice(&claims.issued_at.unix_ms().to_be_bytes());
    bytes.extend_from_slice(&claims.expires_at.unix_ms().to_be_bytes());
    bytes
}

fn message(body: &[u8]) -> Vec<u8> {
    [PREFIX.as_bytes(), body].concat()
}

/// A fresh code for `number`, valid from `issued_at` to `expires_at`.
pub fn issue(signer: &dyn Sign, number: VolunteerNumber, issued_at: Timestamp, expires_at: Timestamp) -> String {
    let mut bytes = body(&Claims { key: signer.key(), number, issued_at, expires_at });
    let signature = signer.sign(&message(&bytes));
    bytes.extend_from_slice(&signature);
    format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
}

/// Reads a code without checking it. White space a scanner adds at the ends is dropped.
///
/// # Errors
/// [`Invalid::NotOurs`] or [`Invalid::Damaged`].
pub fn read(text: &str) -> Result<Presentation, Invalid> {
    let encoded = text.trim().strip_prefix(PREFIX).ok_or(Invalid::NotOurs)?;
    let bytes = BASE32_NOPAD.decode(encoded.as_bytes()).map_err(|_| Invalid::Damaged)?;
    let (body, signature) = bytes.split_at_checked(BODY_BYTES).ok_or(Invalid::Damaged)?;
    let signature = <[u8; SIGNATURE_BYTES]>::try_from(signature).map_err(|_| Invalid::Damaged)?;
    let part = |n: usize| body[n * 8..].first_chunk::<8>().copied().ok_or(Invalid::Damaged);
    let instant = |n| part(n).map(|bytes| Timestamp::from_unix_ms(i64::from_be_bytes(bytes)));
    let number = part(1)?;
    let written = std::str::from_utf8(&number).map_err(|_| Invalid::Damaged)?;
    let parsed: VolunteerNumber = written.parse().map_err(|_| Invalid::Damaged)?;
    // One number, one spelling: what is typed leniently must be exact in a code.
    if parsed.as_str() != written {
        return Err(Invalid::Damaged);
    }
    Ok(Presentation { claims: Claims { key: part(0)?, number: parsed, issued_at: instant(2)?, expires_at: instant(3)? }, signature })
}

/// Reads and checks a code shown at `now`, tolerating clocks that differ by `skew_seconds`.
///
/// # Errors
/// The first thing that is wrong; the signature is checked before the times are believed.
pub fn verify(text: &str, keys: &dyn VerifySignature, now: Timestamp, skew_seconds: u16) -> Result<Claims, Invalid> {
    let Presentation { claims, signature } = read(text)?;
    match keys.verify(claims.key, &message(&body(&claims)), &signature) {
        None => return Err(Invalid::UnknownKey),
        Some(false) => return Err(Invalid::Damaged),
        Some(true) => {}
    }
    let skew = i64::from(skew_seconds);
    if now >= claims.expires_at.plus_seconds(skew) {
        return Err(Invalid::Expired);
    }
    if now < claims.issued_at.plus_seconds(-skew) {
        return Err(Invalid::NotYet);
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Stands in for a real suite: enough to tell altered bytes, worthless as a signature.
    struct Toy;

    impl Sign for Toy {
        fn key(&self) -> KeyId {
            *b"toy key!"
        }
        fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
            let mut out = [0_u8; SIGNATURE_BYTES];
            for (n, byte) in message.iter().enumerate() {
                out[n % SIGNATURE_BYTES] = out[n % SIGNATURE_BYTES].rotate_left(1) ^ byte.wrapping_add(n as u8);
            }
            out
        }
    }

    impl VerifySignature for Toy {
        fn verify(&self, key: KeyId, message: &[u8], signature: &[u8; SIGNATURE_BYTES]) -> Option<bool> {
            (key == self.key()).then(|| self.sign(message) == *signature)
        }
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_ms(seconds * 1000)
    }

    fn code() -> String {
        issue(&Toy, VolunteerNumber::from_random(42), at(1000), at(1060))
    }

    #[test]
    fn a_code_is_valid_in_its_time_and_no_longer() {
        let check = |seconds| verify(&code(), &Toy, at(seconds), 5).map(|claims| claims.number);
        assert_eq!(check(994), Err(Invalid::NotYet));
        assert_eq!(check(995), Ok(VolunteerNumber::from_random(42)));
        assert_eq!(check(1064), Ok(VolunteerNumber::from_random(42)));
        assert_eq!(check(1065), Err(Invalid::Expired));
    }

    #[test]
    fn a_code_has_only_digits_and_capitals() {
        assert!(code().bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()), "{}", code());
        assert!(code().len() <= 160, "{} characters", code().len());
    }

    #[test]
    fn other_texts_are_not_ours_and_cut_ones_are_damaged() {
        for text in ["", "https://example.org", "6901234567892", "vol1aaaa"] {
            assert_eq!(read(text), Err(Invalid::NotOurs), "{text}");
        }
        assert_eq!(read(&code()[..50]), Err(Invalid::Damaged));
        assert_eq!(read(&format!("{}AA", code())), Err(Invalid::Damaged));
    }

    proptest! {
        #[test]
        fn one_changed_character_is_never_accepted(place in 4_usize..150, with in "[A-Z2-7]") {
            let mut text = code().into_bytes();
            let place = 4 + (place - 4) % (text.len() - 4);
            prop_assume!(text[place] != with.as_bytes()[0]);
            text[place] = with.as_bytes()[0];
            let text = String::from_utf8(text).unwrap();
            prop_assert!(verify(&text, &Toy, at(1010), 5).is_err());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(VOL1)?[A-Z0-9]{0,200}|.*") {
            let _ = read(&text);
        }
    }
}
