//! Keys, signatures and tokens as values, written in JSON as base 64 (RFC 4648 §5, no padding).

use super::Damaged;
use data_encoding::BASE64URL_NOPAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A public key on the curve P-256 as SEC 1 writes it compressed: 33 bytes, the first is 2 or 3.
/// Whether the point is on the curve is found out by whoever checks a signature with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "A2sX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKW"))]
pub struct PublicKey([u8; 33]);

impl PublicKey {
    /// The key of these bytes.
    ///
    /// # Errors
    /// When they are not 33, or begin with anything but 2 or 3.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        let key: [u8; 33] = bytes.try_into().map_err(|_| Damaged)?;
        matches!(key[0], 2 | 3).then_some(Self(key)).ok_or(Damaged)
    }

    /// The key of a point as WebCrypto exports it: 65 bytes, 4 and both coordinates.
    ///
    /// # Errors
    /// When it is not that form.
    pub fn from_uncompressed(point: &[u8]) -> Result<Self, Damaged> {
        let ([4, rest @ ..], 65) = (point, point.len()) else { return Err(Damaged) };
        let (x, y) = rest.split_at(32);
        Self::from_parts(x, y.last().is_some_and(|last| last % 2 == 1))
    }

    /// The key of the coordinate x and the sign of y (RFC 9053 §7.1.1: whether y is odd).
    ///
    /// # Errors
    /// When x has not 32 bytes.
    pub fn from_parts(x: &[u8], odd: bool) -> Result<Self, Damaged> {
        let mut key = [2 + u8::from(odd); 33];
        key[1..].copy_from_slice(<&[u8; 32]>::try_from(x).map_err(|_| Damaged)?);
        Ok(Self(key))
    }

    /// The coordinate x, and whether y is odd.
    pub fn parts(&self) -> (&[u8], bool) {
        (&self.0[1..], self.0[0] == 3)
    }

    /// The 33 bytes.
    pub fn as_bytes(&self) -> &[u8; 33] {
        &self.0
    }
}

/// An ECDSA signature: r and s, 32 bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Signature([u8; Signature::LENGTH]);

impl Signature {
    /// Bytes of a signature.
    pub const LENGTH: usize = 64;
    /// Stands where the signature goes until it is made; valid under no key.
    pub(super) const ZERO: Self = Self([0; Self::LENGTH]);

    /// The signature of these bytes.
    ///
    /// # Errors
    /// When they are not 64.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Damaged> {
        bytes.try_into().map(Self).map_err(|_| Damaged)
    }

    /// The 64 bytes.
    pub fn as_bytes(&self) -> &[u8; Self::LENGTH] {
        &self.0
    }
}

impl From<[u8; Signature::LENGTH]> for Signature {
    fn from(bytes: [u8; Self::LENGTH]) -> Self {
        Self(bytes)
    }
}

/// Any bytes, such as a credential on its way to a phone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
pub struct Bytes(pub Vec<u8>);

macro_rules! as_base64 {
    ($name:ident, $bytes:expr, $read:expr) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                let bytes: fn(&Self) -> &[u8] = $bytes;
                s.serialize_str(&BASE64URL_NOPAD.encode(bytes(self)))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let read: fn(Vec<u8>) -> Result<Self, Damaged> = $read;
                let text = <Cow<'de, str>>::deserialize(d)?;
                BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| Damaged).and_then(read).map_err(D::Error::custom)
            }
        }
    };
}

as_base64!(PublicKey, |key| &key.0, |bytes| Self::from_bytes(&bytes));
as_base64!(Signature, |signature| &signature.0, |bytes| Self::from_bytes(&bytes));
as_base64!(Bytes, |bytes| &bytes.0, |bytes| Ok(Self(bytes)));
