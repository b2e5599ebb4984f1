//! Identifiers. One newtype per thing, so that a shift can never be passed for an activity.
//!
//! An id is a positive 63-bit number, ordered by the moment it was made; people and URLs see it
//! as 13 lower-case characters of Crockford's base 32. Ids carry no meaning and no secret: what a
//! stranger may do with one is decided by [`crate::can`], never by the id being hard to guess.

use std::fmt;
use std::str::FromStr;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const WIDTH: usize = 13;
/// Bits below the millisecond: room for two million ids in one of them.
const TAIL_BITS: u32 = 21;

/// A text that is not an id: wrong length, or a character outside the alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id has 13 characters of 0-9 and a-z without i, l, o, u")
    }
}

impl std::error::Error for InvalidId {}

/// The number an id made at `unix_ms` starts from; `tail` (random, 21 bits used) keeps ids of
/// several processes in one millisecond apart.
pub fn seed(unix_ms: i64, tail: u32) -> i64 {
    ((unix_ms << TAIL_BITS) | i64::from(tail & ((1 << TAIL_BITS) - 1))) & i64::MAX
}

fn encode(value: i64) -> [u8; WIDTH] {
    let mut out = [b'0'; WIDTH];
    let mut rest = value as u64;
    for slot in out.iter_mut().rev() {
        *slot = ALPHABET[(rest & 31) as usize];
        rest >>= 5;
    }
    out
}

fn decode(text: &str) -> Result<i64, InvalidId> {
    if text.len() != WIDTH {
        return Err(InvalidId);
    }
    let mut value: u64 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|c| *c == byte).ok_or(InvalidId)?;
        value = value.checked_mul(32).ok_or(InvalidId)? | digit as u64;
    }
    i64::try_from(value).map_err(|_| InvalidId)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, example = "06b0fz3m4k2d8"))]
        pub struct $name(i64);

        impl $name {
            /// Wraps the number the store keeps.
            pub const fn from_raw(raw: i64) -> Self { Self(raw) }
            /// The number the store keeps.
            pub const fn raw(self) -> i64 { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(std::str::from_utf8(&encode(self.0)).unwrap_or_default())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> { decode(text).map(Self) }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> { s.collect_str(self) }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(crate::problem::as_serde)
            }
        }
    )*};
}

ids! {
    /// A person who can log in: a volunteer or a member of staff.
    PersonId,
    /// A volunteer team (志愿服务队伍).
    TeamId,
    /// A service station (志愿服务站).
    StationId,
    /// An activity (活动).
    ActivityId,
    /// A position (岗位) of an activity.
    PositionId,
    /// A shift (班次) of a position: the thing people sign up for.
    ShiftId,
    /// One person's sign-up (报名) for one shift.
    SignUpId,
    /// A service record (志愿服务记录).
    RecordId,
    /// A record entered by hand that waits for a second person.
    EntryId,
    /// A kiosk enrolled at a station.
    DeviceId,
    /// One scan, numbered by the kiosk that made it; unique only together with its [`DeviceId`].
    ScanId,
    /// A logged-in browser.
    SessionId,
    /// A right given to a person.
    GrantId,
    /// What somebody found wrong with an activity.
    ReportId,
    /// A message in a person's inbox.
    MessageId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_from_its_text(raw in 0..=i64::MAX) {
            let id = ShiftId::from_raw(raw);
            prop_assert_eq!(id.to_string().parse::<ShiftId>(), Ok(id));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".*") {
            let _ = text.parse::<ShiftId>();
        }
    }

    #[test]
    fn ids_sort_by_the_moment_they_were_made() {
        let earlier = ShiftId::from_raw(seed(1_790_000_000_000, u32::MAX));
        let later = ShiftId::from_raw(seed(1_790_000_000_001, 0));
        assert!(earlier < later && earlier.to_string() < later.to_string());
    }

    #[test]
    fn texts_that_are_no_ids_are_refused() {
        for text in ["", "1", "06b0fz3m4k2d", "06b0fz3m4k2dU", "zzzzzzzzzzzzz", "06b0fz3m4k2d8x", "０６ｂ０ｆ"] {
            assert_eq!(text.parse::<TeamId>(), Err(InvalidId), "{text}");
        }
    }
}
