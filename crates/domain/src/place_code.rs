//! The code of a place (站点码): what a kiosk's screen shows, so that a volunteer's phone can read it.
//!
//! It is the address of the page `/scan` with a text in it: which kiosk, the moment, and that kiosk's
//! signature. It changes every [`code_turn_seconds`](crate::policy::KioskPolicy::code_turn_seconds). It is a shared code: it names nobody, and whoever sees
//! the screen may read it. So a scan of it proves one side (grade B); `docs/decisions/0010-station-code.md` says what it
//! does not prove.
//!
//! The text is base 64 (RFC 4648 §5, no padding) of 77 bytes: the version (1), the kiosk's id (8 bytes),
//! seconds since 1970 (4 bytes), both with the highest byte first, and an ECDSA P-256 signature (64 bytes).

use crate::credential::{Damaged, PublicKey, Refusal, Signature, es256};
use crate::ids::DeviceId;
use crate::policy::Policy;
use crate::time::Timestamp;
use data_encoding::BASE64URL_NOPAD;

/// What a code begins with. Another form gets another version.
const VERSION: u8 = 1;
/// Stands before the content under the signature. The same key signs files of scans, which are JSON: no text is both.
const DOMAIN: &[u8] = b"volunteer place code\0";
/// Bytes of the content: version, kiosk, moment.
const CONTENT: usize = 1 + 8 + 4;
/// Bytes of a code.
const LENGTH: usize = CONTENT + Signature::LENGTH;
/// What an address has between the origin and the code.
const WAY: &str = "/scan?c=";

/// The most bytes of an address with a code that are read.
pub const LONGEST_ADDRESS: usize = 512;

/// What a kiosk signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content {
    device: DeviceId,
    /// Seconds since 1970.
    made_at: u32,
}

impl Content {
    /// The content of the kiosk `device` for the turn that `now` lies in.
    pub fn of(device: DeviceId, now: Timestamp, policy: &Policy) -> Self {
        let turn = i64::from(policy.kiosk.code_turn_seconds.max(1));
        let seconds = now.unix_ms().div_euclid(1000).div_euclid(turn) * turn;
        Self { device, made_at: u32::try_from(seconds.max(0)).unwrap_or(u32::MAX) }
    }

    /// Which kiosk shows it.
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// When its turn began: the moment that a scan of it counts for, because the kiosk has signed it.
    pub fn made_at(&self) -> Timestamp {
        Timestamp::from_unix_ms(i64::from(self.made_at) * 1000)
    }

    /// The bytes under the signature.
    pub fn message(&self) -> Vec<u8> {
        [DOMAIN, &self.bytes()].concat()
    }

    fn bytes(&self) -> [u8; CONTENT] {
        let mut bytes = [VERSION; CONTENT];
        bytes[1..9].copy_from_slice(&self.device.raw().to_be_bytes());
        bytes[9..].copy_from_slice(&self.made_at.to_be_bytes());
        bytes
    }
}

/// A code as read: nothing in it is believed before [`PlaceCode::verify`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceCode {
    pub content: Content,
    pub signature: Signature,
}

/// How a scan of a code stands to the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It came while the code was shown, or a moment later.
    Fresh,
    /// It was made without network and comes later: the person has gone on.
    Late,
}

impl PlaceCode {
    /// The text.
    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(&[&self.content.bytes()[..], self.signature.as_bytes()].concat())
    }

    /// The address that the screen shows, at `origin` (such as `https://example.org`).
    pub fn address(&self, origin: &str) -> String {
        format!("{origin}{WAY}{}", self.text())
    }

    /// Reads a code: the text alone, or an address with it, whatever its origin.
    ///
    /// # Errors
    /// [`Refusal::NotOurs`] when it is something else, [`Refusal::Damaged`] when it was one: cut, altered, or of a version
    /// that is not known.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if text.len() > LONGEST_ADDRESS {
            return Err(Refusal::NotOurs);
        }
        // In-app browsers add parameters of their own.
        let in_address = text.split_once(WAY).map(|(_, rest)| rest.split(['&', '#']).next().unwrap_or_default());
        let otherwise = if in_address.is_some() { Refusal::Damaged } else { Refusal::NotOurs };
        let bytes = BASE64URL_NOPAD.decode(in_address.unwrap_or(text).as_bytes()).map_err(|_| otherwise)?;
        Self::of_bytes(&bytes).map_err(|Damaged| otherwise)
    }

    /// Reads what a camera saw at a page of `origin`. An address of any other site is not ours, whatever stands in it: a sticker
    /// over the screen would look just so.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn seen_at(origin: &str, text: &str) -> Result<Self, Refusal> {
        let own = text.trim().strip_prefix(origin).is_some_and(|rest| rest.starts_with(WAY));
        if own || !text.contains(':') { Self::read(text) } else { Err(Refusal::NotOurs) }
    }

    fn of_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let bytes: &[u8; LENGTH] = bytes.try_into().map_err(|_| Damaged)?;
        let (content, signature) = bytes.split_at(CONTENT);
        let (head, made_at) = content.split_at(9);
        let device = i64::from_be_bytes(head[1..].try_into().map_err(|_| Damaged)?);
        if head[0] != VERSION || device < 0 {
            return Err(Damaged);
        }
        let made_at = u32::from_be_bytes(made_at.try_into().map_err(|_| Damaged)?);
        Ok(Self { content: Content { device: DeviceId::from_raw(device), made_at }, signature: Signature::from_bytes(signature)? })
    }

    /// Checks the kiosk's signature.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] when the holder of `key` did not make it.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        if es256::holds(key, &self.content.message(), &self.signature) { Ok(()) } else { Err(Refusal::Damaged) }
    }

    /// Whether a scan counts that the phone says to have made at `scanned_at`, when it is `now` by the server's clock. The page asks the
    /// same with both the same, before it notes anything.
    ///
    /// The phone's word is needed only for a scan that comes late, and only ever costs: whoever says the truth is told at once that the
    /// code on a picture is old. That nobody lies about it is not proven by anything; the code's own moment counts.
    ///
    /// # Errors
    /// [`Refusal::EarlySlot`] for a code of the future, [`Refusal::OldSlot`] for one that was no longer shown when it was read,
    /// [`Refusal::Expired`] for a scan that comes too late.
    pub fn freshness(&self, scanned_at: Timestamp, now: Timestamp, policy: &Policy) -> Result<Freshness, Refusal> {
        let tolerance = i64::from(policy.check_in.clock_tolerance_seconds);
        let shown = i64::from(policy.kiosk.code_turn_seconds) + tolerance;
        let made_at = self.content.made_at();
        let (age, age_when_read) = (now.seconds_since(made_at), scanned_at.seconds_since(made_at));
        let longest = i64::from(policy.kiosk.code_longest_hours) * 3600;
        match () {
            () if age < -tolerance => Err(Refusal::EarlySlot { seconds: -age }),
            () if age <= shown => Ok(Freshness::Fresh),
            () if !(-tolerance..=shown).contains(&age_when_read) => Err(Refusal::OldSlot { seconds: age_when_read.max(0) }),
            () if age > longest => Err(Refusal::Expired { seconds: age - longest }),
            () => Ok(Freshness::Late),
        }
    }
}

#[cfg(test)]
mod tests;
