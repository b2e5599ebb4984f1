//! The city's keys: the signer's side as a trait, the public side as a set that anybody may fetch.

use super::sign1::{Written, cbor};
use super::{Damaged, PublicKey, Signature};
use minicbor::{Decoder, Encoder};
use sha2::{Digest, Sha256};

/// First 8 bytes of the SHA-256 of a public key (its 33 bytes): `kid`.
pub type KeyId = [u8; 8];

/// The id of a public key.
pub fn key_id(key: &PublicKey) -> KeyId {
    Sha256::digest(key.as_bytes()).first_chunk::<8>().copied().unwrap_or_default()
}

/// How signatures are made. It comes from the record of the key and the version of the text, never
/// from the token, so that nobody can ask for a weaker one. Another suite, such as SM2 with SM3
/// (GB/T 32918), is a variant here with versions of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// ECDSA on P-256 with SHA-256 (RFC 9053 §2.1).
    Es256,
}

impl Suite {
    /// Its number in the registry of COSE algorithms.
    pub const fn cose_algorithm(self) -> i64 {
        match self {
            Self::Es256 => -7,
        }
    }
}

/// Makes signatures. Implemented where the private key is, be it a file or a security module.
pub trait Sign {
    /// The id of the key.
    fn key(&self) -> KeyId;
    /// What it signs with.
    fn suite(&self) -> Suite;
    /// The signature over `message`.
    fn sign(&self, message: &[u8]) -> Signature;
}

/// One public key of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRecord {
    pub suite: Suite,
    pub public: PublicKey,
}

/// The public keys of a city whose signatures hold: those that sign now, will sign, or have signed what is still valid.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeySet(Vec<KeyRecord>);

/// COSE_Key labels and values (RFC 9052 §7.1, RFC 9053 §7.1).
pub(super) mod label {
    pub const KEY_TYPE: i64 = 1;
    pub const KEY_ID: i64 = 2;
    pub const ALGORITHM: i64 = 3;
    pub const CURVE: i64 = -1;
    pub const X: i64 = -2;
    pub const Y: i64 = -3;
    /// Elliptic curve with both coordinates.
    pub const EC2: i64 = 2;
    pub const P256: i64 = 1;
}

/// Most keys of a set that are read: a city has two or three.
const MOST_KEYS: u64 = 64;

impl KeySet {
    /// A set of these keys.
    pub fn new(keys: impl IntoIterator<Item = KeyRecord>) -> Self {
        Self(keys.into_iter().collect())
    }

    /// The keys.
    pub fn records(&self) -> &[KeyRecord] {
        &self.0
    }

    /// The key of that id.
    pub fn find(&self, id: KeyId) -> Option<KeyRecord> {
        self.0.iter().find(|record| key_id(&record.public) == id).copied()
    }

    /// As a COSE_KeySet (RFC 9052 §7).
    pub fn write(&self) -> Vec<u8> {
        cbor(|e| {
            e.array(self.0.len() as u64)?;
            self.0.iter().try_for_each(|record| write_key(e, record))
        })
    }

    /// Reads a COSE_KeySet. Keys of a kind we do not know are passed over, as the standard asks.
    ///
    /// # Errors
    /// [`Damaged`] when it is none, or one of its keys contradicts itself.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut decoder = Decoder::new(bytes);
        let count = decoder.array()?.filter(|count| *count <= MOST_KEYS).ok_or(Damaged)?;
        let mut keys = Vec::new();
        for _ in 0..count {
            keys.extend(read_key(&mut decoder)?);
        }
        if decoder.position() == bytes.len() { Ok(Self(keys)) } else { Err(Damaged) }
    }
}

fn write_key(e: &mut Encoder<Vec<u8>>, record: &KeyRecord) -> Written {
    let (x, odd) = record.public.parts();
    e.map(6)?;
    e.i64(label::KEY_TYPE)?.i64(label::EC2)?;
    e.i64(label::KEY_ID)?.bytes(&key_id(&record.public))?;
    e.i64(label::ALGORITHM)?.i64(record.suite.cose_algorithm())?;
    e.i64(label::CURVE)?.i64(label::P256)?;
    e.i64(label::X)?.bytes(x)?;
    e.i64(label::Y)?.bool(odd)?;
    Ok(())
}

/// One key; none when it is of another kind.
fn read_key(d: &mut Decoder<'_>) -> Result<Option<KeyRecord>, Damaged> {
    let (mut kind, mut id, mut algorithm, mut curve, mut x, mut odd) = (None, None, None, None, None, None);
    for _ in 0..d.map()?.ok_or(Damaged)? {
        match d.i64()? {
            label::KEY_TYPE => kind = Some(d.i64()?),
            label::KEY_ID => id = Some(d.bytes()?),
            label::ALGORITHM => algorithm = Some(d.i64()?),
            label::CURVE => curve = Some(d.i64()?),
            label::X => x = Some(d.bytes()?),
            label::Y if d.datatype()? == minicbor::data::Type::Bool => odd = Some(d.bool()?),
            _ => d.skip()?,
        }
    }
    let (Some(label::EC2), Some(label::P256), Some(x), Some(odd)) = (kind, curve, x, odd) else { return Ok(None) };
    if algorithm != Some(Suite::Es256.cose_algorithm()) {
        return Ok(None);
    }
    let public = PublicKey::from_parts(x, odd)?;
    if id == Some(&key_id(&public)) { Ok(Some(KeyRecord { suite: Suite::Es256, public })) } else { Err(Damaged) }
}
