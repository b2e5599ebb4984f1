//! A hash of a few digits that takes long to find out: PBKDF2 with SHA-256, by WebCrypto.

use super::device_key::subtle;
use super::indexed_db::{Unable, object};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

/// Bits of the hash.
const BITS: u32 = 256;

/// Whether this browser can; it cannot when the page did not come over HTTPS.
pub fn available() -> bool {
    subtle().is_some()
}

/// The hash of `pin` with `salt` after so many `rounds`.
///
/// # Errors
/// When this browser has no WebCrypto.
pub async fn hash(pin: &str, salt: &[u8], rounds: u32) -> Result<Vec<u8>, Unable> {
    let subtle = subtle().ok_or(Unable)?;
    let may = Array::of1(&"deriveBits".into());
    let key = JsFuture::from(subtle.import_key_with_str("raw", &Uint8Array::from(pin.as_bytes()), "PBKDF2", false, &may)?).await?;
    let how = object(&[("name", &"PBKDF2".into()), ("hash", &"SHA-256".into()), ("salt", &Uint8Array::from(salt)), ("iterations", &rounds.into())]);
    let bits = JsFuture::from(subtle.derive_bits_with_object(&how, key.unchecked_ref::<CryptoKey>(), BITS)?).await?;
    Ok(Uint8Array::new(&bits).to_vec())
}
