//! The staff's PIN: a few digits that keep whoever passes by out of the staff's fold. It is on this device only, as a salted
//! hash; it does not lock the device, which only its system can.

mod form;
mod tries;

use crate::api::json;
use crate::browser::{clock, pin_hash, random, storage};
pub(super) use form::{ask, choose};
use serde::{Deserialize, Serialize};
use tries::Tries;

/// Where the hash is kept, and how often a wrong PIN was typed.
const KEPT: &str = "kiosk-pin";
const TRIES: &str = "kiosk-pin-tries";
/// Rounds of PBKDF2, which take a tablet about a fifth of a second. Figure: OWASP's Password Storage Cheat Sheet asks for 600,000 of
/// SHA-256 for passwords; ten thousand PINs of four digits are too few for any figure, and the pause after wrong tries is what guards them.
const ROUNDS: u32 = 200_000;
/// Digits of a PIN.
const LENGTH: std::ops::RangeInclusive<usize> = 4..=8;

/// What is kept of a PIN.
#[derive(Serialize, Deserialize)]
struct Kept {
    salt: String,
    rounds: u32,
    hash: Vec<u8>,
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tried {
    Right,
    Wrong,
    /// Too many were wrong: none counts for so long, in milliseconds.
    Pause(i64),
}

/// Whether this browser can keep a PIN.
pub(super) fn available() -> bool {
    pin_hash::available()
}

/// Whether there is one. What cannot be read is one that nobody knows: a spoilt entry must not open the fold.
pub(super) fn is_set() -> bool {
    storage::read(KEPT).is_some()
}

/// Whether `pin` is four to eight digits.
pub(super) fn is_well_formed(pin: &str) -> bool {
    LENGTH.contains(&pin.len()) && pin.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts `pin` in the place of any other; tells whether it is kept.
pub(super) async fn set(pin: &str) -> bool {
    let salt = random::hex_128();
    let Ok(hash) = pin_hash::hash(pin, salt.as_bytes(), ROUNDS).await else { return false };
    let kept = serde_json::to_string(&Kept { salt, rounds: ROUNDS, hash }).is_ok_and(|json| storage::keep(KEPT, &json));
    if kept {
        storage::forget(TRIES);
    }
    kept
}

/// Forgets the PIN, when the device is enrolled anew.
pub(super) fn forget() {
    storage::forget(KEPT);
    storage::forget(TRIES);
}

/// How long no try counts, in milliseconds; none when one may be made.
pub(super) fn pause() -> Option<i64> {
    tries().pause_at(clock::device_now_ms())
}

/// Tries `pin`. The try is written down before it is looked at, so that a reload does not make it undone.
pub(super) async fn check(pin: &str) -> Tried {
    let now = clock::device_now_ms();
    let before = tries();
    if let Some(pause) = before.pause_at(now) {
        return Tried::Pause(pause);
    }
    let after = before.one_more(now);
    if let Ok(json) = serde_json::to_string(&after) {
        storage::write(TRIES, &json);
    }
    if is_right(pin).await {
        storage::forget(TRIES);
        return Tried::Right;
    }
    after.pause_at(clock::device_now_ms()).map_or(Tried::Wrong, Tried::Pause)
}

async fn is_right(pin: &str) -> bool {
    let Some(kept) = storage::read(KEPT).and_then(|kept| json::read::<Kept>(&kept).ok()) else { return false };
    pin_hash::hash(pin, kept.salt.as_bytes(), kept.rounds).await.is_ok_and(|hash| hash == kept.hash)
}

fn tries() -> Tries {
    storage::read(TRIES).and_then(|kept| json::read(&kept).ok()).unwrap_or_default()
}
