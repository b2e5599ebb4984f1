//! The text of a QR code: a version and bytes in base 32 (RFC 4648, no padding).
//!
//! Only digits and capitals, so that a QR code packs it in its alphanumeric mode, and a scanner
//! that types cannot garble it under a Chinese input method.

use super::proof::{Challenge, Slot};
use super::sign1::cbor;
use super::{Class, Credential, Damaged, Refusal, Signature, Suite};
use data_encoding::BASE32_NOPAD;
use minicbor::Decoder;

/// What the first four characters say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `VOL2`: a credential and a proof for one slot.
    Live,
    /// `VOL3`: a credential on paper.
    Paper,
}

impl Version {
    /// All there are.
    pub const ALL: [Self; 2] = [Self::Live, Self::Paper];

    /// The characters.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Live => "VOL2",
            Self::Paper => "VOL3",
        }
    }

    /// The one suite whose keys may stand behind it.
    pub const fn suite(self) -> Suite {
        match self {
            Self::Live | Self::Paper => Suite::Es256,
        }
    }

    /// Whether a credential of this class is shown in this way.
    pub const fn shows(self, class: Class) -> bool {
        match self {
            Self::Live => matches!(class, Class::Device | Class::Prefetched),
            Self::Paper => matches!(class, Class::Printed),
        }
    }

    fn of(text: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|version| Some((version, text.strip_prefix(version.prefix())?)))
    }
}

/// What every code of ours begins with, whatever its version.
const FAMILY: &str = "VOL";

/// The proof of one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    pub slot: Slot,
    pub challenge: Option<Challenge>,
    pub signature: Signature,
}

/// A code as read: nothing in it is believed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Presentation {
    pub version: Version,
    /// The credential's bytes, over which the proof is made.
    pub bytes: Vec<u8>,
    pub credential: Credential,
    /// None on paper.
    pub proof: Option<Proof>,
}

impl Presentation {
    /// The text for the QR code of a live card; `credential` as it came from the city.
    pub fn live(credential: &[u8], slot: Slot, challenge: Option<Challenge>, signature: &Signature) -> String {
        write(Version::Live, &live_bytes(credential, &Proof { slot, challenge, signature: *signature }))
    }

    /// The text for the QR code of a card on paper.
    pub fn paper(credential: &[u8]) -> String {
        write(Version::Paper, credential)
    }

    /// Reads a code. White space that a scanner adds at the ends is dropped.
    ///
    /// # Errors
    /// [`Refusal::NotOurs`] or [`Refusal::Damaged`].
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let Some((version, encoded)) = Version::of(text) else {
            return Err(if looks_like_ours(text) { Refusal::Damaged } else { Refusal::NotOurs });
        };
        let bytes = BASE32_NOPAD.decode(encoded.as_bytes()).map_err(|_| Refusal::Damaged)?;
        let (bytes, proof) = match version {
            Version::Live => read_live(&bytes)?,
            Version::Paper => (bytes, None),
        };
        Ok(Self { version, credential: Credential::read(&bytes)?, bytes, proof })
    }
}

fn write(version: Version, bytes: &[u8]) -> String {
    format!("{}{}", version.prefix(), BASE32_NOPAD.encode(bytes))
}

/// A long text with our family's name but no version that we know is a damaged code, or one of a
/// newer portal; a short one is any text.
fn looks_like_ours(text: &str) -> bool {
    text.len() > 100 && text.starts_with(FAMILY) && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn live_bytes(credential: &[u8], proof: &Proof) -> Vec<u8> {
    cbor(|e| {
        e.array(3 + u64::from(proof.challenge.is_some()))?.bytes(credential)?.u64(proof.slot.0)?.bytes(proof.signature.as_bytes())?;
        if let Some(challenge) = proof.challenge {
            e.bytes(&challenge)?;
        }
        Ok(())
    })
}

/// Only one spelling of these bytes is read: numbers and lengths can be written in several, and
/// something could stand behind them. (Base 32 and the credential see to that themselves.)
fn read_live(bytes: &[u8]) -> Result<(Vec<u8>, Option<Proof>), Damaged> {
    let mut d = Decoder::new(bytes);
    let count = d.array()?;
    let credential = d.bytes()?.to_vec();
    let slot = Slot(d.u64()?);
    let signature = Signature::from_bytes(d.bytes()?)?;
    let challenge = match count {
        Some(3) => None,
        Some(4) => Some(d.bytes()?.try_into().map_err(|_| Damaged)?),
        _ => return Err(Damaged),
    };
    let proof = Proof { slot, challenge, signature };
    if live_bytes(&credential, &proof) == bytes { Ok((credential, Some(proof))) } else { Err(Damaged) }
}
