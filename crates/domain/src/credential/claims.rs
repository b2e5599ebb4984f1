//! What the city says of a volunteer, and the signed form of it.

use super::keys::label;
use super::sign1::{Sign1, cbor};
use super::{Damaged, PublicKey, Sign};
use crate::division::DivisionCode;
use crate::time::Timestamp;
use crate::volunteer::VolunteerNumber;
use minicbor::Decoder;
use serde::{Deserialize, Serialize};

/// How strongly the credential is bound to who shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// To a key that never leaves the phone.
    Device,
    /// To proofs that the server made beforehand, for browsers that keep no key.
    Prefetched,
    /// To paper: whoever scans it looks at the person's face.
    Printed,
}

impl Class {
    const ALL: [Self; 3] = [Self::Device, Self::Prefetched, Self::Printed];

    fn number(self) -> u8 {
        self as u8 + 1
    }

    fn from_number(number: u8) -> Result<Self, Damaged> {
        Self::ALL.into_iter().find(|class| class.number() == number).ok_or(Damaged)
    }
}

/// What the city says. No ID-card number, no phone number, no full name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claims {
    /// The city, by the code of its division (`iss`).
    pub issuer: DivisionCode,
    /// `sub`.
    pub number: VolunteerNumber,
    /// Whole seconds (`iat`).
    pub issued_at: Timestamp,
    /// Whole seconds; the credential holds until then, exclusive (`exp`).
    pub expires_at: Timestamp,
    /// The key that proofs are made with (`cnf`); none on paper.
    pub holder: Option<PublicKey>,
    /// Masked: 张*. At most [`LONGEST_NAME`] bytes.
    pub name: String,
    /// 0 to 5.
    pub star: u8,
    pub class: Class,
    /// Its place in the city's status list.
    pub status_index: u32,
}

/// Most bytes of a masked name.
pub const LONGEST_NAME: usize = 24;
/// 五星.
const MOST_STARS: u8 = 5;

/// CWT claims (RFC 8392 §4, RFC 8747 §3.1).
mod claim {
    pub const ISSUER: i64 = 1;
    pub const SUBJECT: i64 = 2;
    pub const EXPIRES: i64 = 4;
    pub const ISSUED: i64 = 6;
    pub const CONFIRMATION: i64 = 8;
    /// Ours, in the range for private use: `[name, star, class, status index]`.
    pub const VOLUNTEER: i64 = -65_537;
}
/// The confirmation method "COSE_Key" (RFC 8747 §3.2).
const COSE_KEY: i64 = 1;

/// A credential: claims and the city's signature over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    pub claims: Claims,
    token: Sign1,
}

impl Credential {
    /// Signs `claims`. Instants are cut to whole seconds, a name to [`LONGEST_NAME`] bytes.
    pub fn issue(signer: &dyn Sign, mut claims: Claims) -> Self {
        let whole = |at: Timestamp| Timestamp::from_unix_ms(at.unix_ms().div_euclid(1000) * 1000);
        (claims.issued_at, claims.expires_at) = (whole(claims.issued_at), whole(claims.expires_at));
        claims.name.truncate(claims.name.floor_char_boundary(LONGEST_NAME));
        let token = Sign1::sign(signer, None, claims.write());
        Self { claims, token }
    }

    /// The credential's bytes.
    pub fn write(&self) -> Vec<u8> {
        self.token.write()
    }

    /// Reads a credential without believing it.
    ///
    /// # Errors
    /// [`Damaged`] when it is none, or not written in the one canonical way.
    pub fn read(bytes: &[u8]) -> Result<Self, Damaged> {
        let token = Sign1::read(bytes)?;
        let claims = Claims::read(&token.payload)?;
        if token.kind.is_none() && claims.write() == token.payload { Ok(Self { claims, token }) } else { Err(Damaged) }
    }

    pub(super) fn token(&self) -> &Sign1 {
        &self.token
    }
}

impl Claims {
    fn write(&self) -> Vec<u8> {
        let seconds = |at: Timestamp| at.unix_ms().div_euclid(1000).unsigned_abs();
        cbor(|e| {
            e.map(5 + u64::from(self.holder.is_some()))?;
            e.i64(claim::ISSUER)?.str(self.issuer.as_str())?;
            e.i64(claim::SUBJECT)?.str(self.number.as_str())?;
            e.i64(claim::EXPIRES)?.u64(seconds(self.expires_at))?;
            e.i64(claim::ISSUED)?.u64(seconds(self.issued_at))?;
            if let Some(key) = &self.holder {
                let (x, odd) = key.parts();
                e.i64(claim::CONFIRMATION)?.map(1)?.i64(COSE_KEY)?.map(4)?;
                e.i64(label::KEY_TYPE)?.i64(label::EC2)?;
                e.i64(label::CURVE)?.i64(label::P256)?;
                e.i64(label::X)?.bytes(x)?;
                e.i64(label::Y)?.bool(odd)?;
            }
            e.i64(claim::VOLUNTEER)?.array(4)?.str(&self.name)?;
            e.u8(self.star)?.u8(self.class.number())?.u32(self.status_index)?;
            Ok(())
        })
    }

    /// Reads what [`Self::write`] wrote; the caller compares, so leniency here does no harm.
    fn read(payload: &[u8]) -> Result<Self, Damaged> {
        let mut d = Decoder::new(payload);
        let count = d.map()?;
        expect(&mut d, claim::ISSUER)?;
        let issuer = d.str()?.parse().map_err(|_| Damaged)?;
        expect(&mut d, claim::SUBJECT)?;
        let number = d.str()?.parse().map_err(|_| Damaged)?;
        expect(&mut d, claim::EXPIRES)?;
        let expires_at = instant(d.u64()?)?;
        expect(&mut d, claim::ISSUED)?;
        let issued_at = instant(d.u64()?)?;
        let holder = if count == Some(6) { Some(holder(&mut d)?) } else { None };
        expect(&mut d, claim::VOLUNTEER)?;
        if d.array()? != Some(4) {
            return Err(Damaged);
        }
        let name = d.str()?;
        let star = d.u8()?;
        let class = Class::from_number(d.u8()?)?;
        let claims = Self { issuer, number, issued_at, expires_at, holder, name: name.to_owned(), star, class, status_index: d.u32()? };
        // Paper makes no proofs, and everything else must.
        let bound = claims.holder.is_some() == (class != Class::Printed);
        if bound && star <= MOST_STARS && name.len() <= LONGEST_NAME { Ok(claims) } else { Err(Damaged) }
    }
}

fn expect(d: &mut Decoder<'_>, label: i64) -> Result<(), Damaged> {
    if d.i64()? == label { Ok(()) } else { Err(Damaged) }
}

/// Seconds of the year 9999: later instants are no dates, and must not overflow milliseconds.
const LATEST: u64 = 253_402_300_799;

fn instant(seconds: u64) -> Result<Timestamp, Damaged> {
    let seconds = Some(seconds).filter(|s| *s <= LATEST).and_then(|s| i64::try_from(s).ok()).ok_or(Damaged)?;
    Ok(Timestamp::from_unix_ms(seconds * 1000))
}

fn holder(d: &mut Decoder<'_>) -> Result<PublicKey, Damaged> {
    expect(d, claim::CONFIRMATION)?;
    if d.map()? != Some(1) || d.i64()? != COSE_KEY || d.map()? != Some(4) {
        return Err(Damaged);
    }
    expect(d, label::KEY_TYPE)?;
    expect(d, label::EC2)?;
    expect(d, label::CURVE)?;
    expect(d, label::P256)?;
    expect(d, label::X)?;
    let x = d.bytes()?;
    expect(d, label::Y)?;
    PublicKey::from_parts(x, d.bool()?)
}
