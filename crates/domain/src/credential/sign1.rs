//! COSE_Sign1 (RFC 9052 §4.2), as far as we use it: all headers protected, payload attached.

use super::keys::{KeyId, Sign, Suite};
use super::{Damaged, Signature};
use minicbor::data::Tag;
use minicbor::{Decoder, Encoder};

/// The tag of COSE_Sign1.
const TAG: Tag = Tag::new(18);
/// Header labels (RFC 9052 §3.1).
const ALGORITHM: i64 = 1;
const KEY_ID: i64 = 4;
const TYPE: i64 = 16;

/// A signed message: who says to have signed it, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign1 {
    /// The signature's algorithm by its COSE number. It must be that of the key, and chooses nothing.
    pub algorithm: i64,
    pub key: KeyId,
    /// What kind of token it is (RFC 9596), where that is said.
    pub kind: Option<String>,
    pub payload: Vec<u8>,
    pub signature: Signature,
}

/// What a CBOR writer into memory can answer. It never fails: memory that runs out aborts.
pub type Written = Result<(), minicbor::encode::Error<core::convert::Infallible>>;

/// CBOR made by `write`.
pub fn cbor(write: impl FnOnce(&mut Encoder<Vec<u8>>) -> Written) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    match write(&mut encoder) {
        Ok(()) => encoder.into_writer(),
        // Not reached, and an empty message is one that nobody signs or believes.
        Err(_) => Vec::new(),
    }
}

/// What is signed: the Sig_structure of RFC 9052 §4.4 without external data.
pub fn signed_bytes(protected: &[u8], payload: &[u8]) -> Vec<u8> {
    cbor(|e| {
        e.array(4)?.str("Signature1")?.bytes(protected)?.bytes(&[])?.bytes(payload)?;
        Ok(())
    })
}

impl Sign1 {
    /// Signs `payload`.
    pub fn sign(signer: &dyn Sign, kind: Option<&str>, payload: Vec<u8>) -> Self {
        let mut token = Self {
            algorithm: signer.suite().cose_algorithm(),
            key: signer.key(),
            kind: kind.map(str::to_owned),
            payload,
            signature: Signature::ZERO,
        };
        token.signature = signer.sign(&token.message());
        token
    }

    /// The bytes under the signature.
    pub fn message(&self) -> Vec<u8> {
        signed_bytes(&self.protected(), &self.payload)
    }

    /// Whether the suite's algorithm is the one the token names.
    pub fn is_of(&self, suite: Suite) -> bool {
        self.algorithm == suite.cose_algorithm()
    }

    /// Keys in the order of their bytes (RFC 8949 §4.2.1).
    fn protected(&self) -> Vec<u8> {
        cbor(|e| {
            e.map(2 + u64::from(self.kind.is_some()))?;
            e.i64(ALGORITHM)?.i64(self.algorithm)?;
            e.i64(KEY_ID)?.bytes(&self.key)?;
            if let Some(kind) = &self.kind {
                e.i64(TYPE)?.str(kind)?;
            }
            Ok(())
        })
    }

    /// The token's bytes.
    pub fn write(&self) -> Vec<u8> {
        cbor(|e| {
            e.tag(TAG)?.array(4)?.bytes(&self.protected())?.map(0)?;
            e.bytes(&self.payload)?.bytes(self.signature.as_bytes())?;
            Ok(())
        })
    }

    /// Reads a token. Its bytes must be exactly those that [`Self::write`] would make: one token,
    /// one spelling, so that nothing can hide in the difference.
    ///
    /// # Errors
    /// [`Damaged`], which also says that it is no COSE_Sign1 at all.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut outer = Decoder::new(bytes);
        if outer.tag()? != TAG || outer.array()? != Some(4) {
            return Err(Damaged);
        }
        let mut header = Decoder::new(outer.bytes()?);
        let fields = header.map()?;
        if header.i64()? != ALGORITHM {
            return Err(Damaged);
        }
        let algorithm = header.i64()?;
        if header.i64()? != KEY_ID {
            return Err(Damaged);
        }
        let key = header.bytes()?.try_into().map_err(|_| Damaged)?;
        let kind = match fields {
            Some(2) => None,
            Some(3) if header.i64()? == TYPE => Some(header.str()?.to_owned()),
            _ => return Err(Damaged),
        };
        if outer.map()? != Some(0) {
            return Err(Damaged);
        }
        let token = Self { algorithm, key, kind, payload: outer.bytes()?.to_vec(), signature: Signature::from_bytes(outer.bytes()?)? };
        if token.write() == bytes { Ok(token) } else { Err(Damaged) }
    }
}
