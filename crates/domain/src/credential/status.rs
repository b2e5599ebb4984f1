//! The status list: one bit for each credential ever issued, set when it is revoked.
//!
//! The form is that of the IETF's Token Status List as a CWT (draft-ietf-oauth-status-list): a million credentials are
//! 125 KB of bits before compression, and a few KB after.

use super::sign1::{Sign1, cbor};
use super::{Damaged, KeySet, Sign, es256};
use crate::division::DivisionCode;
use crate::time::Timestamp;
use minicbor::Decoder;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

/// The `typ` of its tokens.
const KIND: &str = "application/statuslist+cwt";
/// CWT claims: RFC 8392, and the list's own.
mod claim {
    pub const SUBJECT: i64 = 2;
    pub const EXPIRES: i64 = 4;
    pub const ISSUED: i64 = 6;
    pub const LIST: i64 = 65_533;
    pub const TTL: i64 = 65_534;
}
/// Most bytes of bits that are unpacked: credentials for a hundred million.
const MOST_BYTES: usize = 12_500_000;
/// How hard zlib tries; the list is made once a minute at most.
const LEVEL: u8 = 9;

/// The bits alone. Credential `n` is bit `n % 8` of byte `n / 8`, the lowest bit first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusBits(Vec<u8>);

impl StatusBits {
    /// No credential revoked, room for `count`.
    pub fn with_room(count: u32) -> Self {
        Self(vec![0; (count as usize).div_ceil(8)])
    }

    /// Revokes a credential; the list grows when it must.
    pub fn revoke(&mut self, index: u32) {
        let byte = index as usize / 8;
        if self.0.len() <= byte {
            self.0.resize(byte + 1, 0);
        }
        self.0[byte] |= 1 << (index % 8);
    }

    /// Whether the credential is revoked. One beyond the list was issued after it was made.
    pub fn is_revoked(&self, index: u32) -> bool {
        self.0.get(index as usize / 8).is_some_and(|byte| byte & (1 << (index % 8)) != 0)
    }

    /// Bytes before compression.
    pub fn size(&self) -> usize {
        self.0.len()
    }
}

/// A city's list as it was at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    pub bits: StatusBits,
    pub issued_at: Timestamp,
    /// After this instant nobody relies on it, whatever the verifier's own limit is.
    pub expires_at: Timestamp,
    /// Seconds after which a fresher one may be asked for.
    pub ttl_seconds: u32,
}

impl StatusList {
    /// Signs the list of `issuer`.
    pub fn sign(&self, signer: &dyn Sign, issuer: &DivisionCode) -> Vec<u8> {
        let seconds = |at: Timestamp| at.unix_ms().div_euclid(1000).unsigned_abs();
        let packed = compress_to_vec_zlib(&self.bits.0, LEVEL);
        let payload = cbor(|e| {
            e.map(5)?;
            e.i64(claim::SUBJECT)?.str(&subject(issuer))?;
            e.i64(claim::EXPIRES)?.u64(seconds(self.expires_at))?;
            e.i64(claim::ISSUED)?.u64(seconds(self.issued_at))?;
            e.i64(claim::LIST)?.map(2)?.str("lst")?.bytes(&packed)?.str("bits")?.u8(1)?;
            e.i64(claim::TTL)?.u32(self.ttl_seconds)?;
            Ok(())
        });
        Sign1::sign(signer, Some(KIND), payload).write()
    }

    /// Reads and checks a list of `issuer`.
    ///
    /// # Errors
    /// [`Damaged`] when it is no list, another city's, or not signed by one of `keys`.
    pub fn read(bytes: &[u8], keys: &KeySet, issuer: &DivisionCode) -> Result<Self, Damaged> {
        let token = Sign1::read(bytes)?;
        let key = keys.find(token.key).filter(|key| token.is_of(key.suite)).ok_or(Damaged)?;
        if token.kind.as_deref() != Some(KIND) || !es256::holds(&key.public, &token.message(), &token.signature) {
            return Err(Damaged);
        }
        read_payload(&token.payload, issuer)
    }
}

fn subject(issuer: &DivisionCode) -> String {
    format!("urn:volunteer-status:{issuer}")
}

fn read_payload(payload: &[u8], issuer: &DivisionCode) -> Result<StatusList, Damaged> {
    let mut d = Decoder::new(payload);
    let (mut whose, mut expires_at, mut issued_at, mut packed, mut bits, mut ttl) = (None, None, None, None, None, 0);
    for _ in 0..d.map()?.ok_or(Damaged)? {
        match d.i64()? {
            claim::SUBJECT => whose = Some(d.str()?),
            claim::EXPIRES => expires_at = Some(d.u32()?),
            claim::ISSUED => issued_at = Some(d.u32()?),
            claim::TTL => ttl = d.u32()?,
            claim::LIST => {
                for _ in 0..d.map()?.ok_or(Damaged)? {
                    match d.str()? {
                        "lst" => packed = Some(d.bytes()?),
                        "bits" => bits = Some(d.u8()?),
                        _ => d.skip()?,
                    }
                }
            }
            _ => d.skip()?,
        }
    }
    let (Some(expires), Some(issued), Some(packed), Some(1)) = (expires_at, issued_at, packed, bits) else { return Err(Damaged) };
    if whose != Some(subject(issuer).as_str()) {
        return Err(Damaged);
    }
    let bits = decompress_to_vec_zlib_with_limit(packed, MOST_BYTES).map_err(|_| Damaged)?;
    let instant = |seconds: u32| Timestamp::from_unix_ms(i64::from(seconds) * 1000);
    Ok(StatusList { bits: StatusBits(bits), issued_at: instant(issued), expires_at: instant(expires), ttl_seconds: ttl })
}
