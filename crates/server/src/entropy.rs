//! The one place that asks the system for randomness: ids, tokens, codes.

use domain::ids;
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use sha2::{Digest, Sha256};
use std::sync::atomic::{AtomicI64, Ordering};

/// Makes ids that rise and never repeat within this process; see [`ids::seed`] for others.
#[derive(Debug, Default)]
pub struct Ids {
    last: AtomicI64,
}

impl Ids {
    /// A fresh id.
    pub fn next(&self, now: Timestamp) -> i64 {
        self.block(now, 0)
    }

    /// A fresh id, and `more` right after it that nobody else gets.
    pub fn block(&self, now: Timestamp, more: u32) -> i64 {
        let fresh = ids::seed(now.unix_ms(), u32::from_le_bytes(bytes()));
        let before = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(fresh.max(last + 1) + i64::from(more)));
        before.map_or(fresh, |last| fresh.max(last + 1))
    }
}

/// Random bytes of the system.
///
/// # Panics
/// When the system has no randomness to give: then nothing secret can be made and going on would
/// be worse.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for randomness")]
#[expect(clippy::expect_used, reason = "without randomness nothing secret can be made")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut out = [0; N];
    getrandom::fill(&mut out).expect("the system gives random bytes");
    out
}

/// A number of exactly `digits` decimal digits, each value as likely as any other.
pub fn decimal_code(digits: u8) -> String {
    (0..digits)
        .map(|_| loop {
            // 250 is the largest multiple of ten below 256: beyond it some digits would be likelier.
            let [byte] = bytes::<1>();
            if byte < 250 {
                break char::from(b'0' + byte % 10);
            }
        })
        .collect()
}

/// A volunteer number nobody can guess; the store makes sure that it is new.
pub fn volunteer_number() -> VolunteerNumber {
    VolunteerNumber::from_random(u64::from_le_bytes(bytes()))
}

/// A secret for a cookie, and the hash of it that the store keeps.
pub fn token() -> (String, Vec<u8>) {
    let text = data_encoding::BASE64URL_NOPAD.encode(&bytes::<32>());
    let hash = token_hash(&text);
    (text, hash)
}

/// The hash the store keeps of a cookie's secret. The secret has 256 random bits, so a plain hash
/// is enough.
pub fn token_hash(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_even_within_one_millisecond() {
        let ids = Ids::default();
        let made: Vec<i64> = (0..1000).map(|_| ids.next(Timestamp::from_unix_ms(1_790_000_000_000))).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        let block = ids.block(Timestamp::from_unix_ms(1_790_000_000_000), 500);
        assert!(ids.next(Timestamp::from_unix_ms(1_790_000_000_000)) > block + 500);
    }

    #[test]
    fn codes_have_their_digits() {
        assert!((0..200).all(|_| decimal_code(6).len() == 6 && decimal_code(6).bytes().all(|b| b.is_ascii_digit())));
    }
}
