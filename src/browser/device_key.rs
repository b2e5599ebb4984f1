//! A key pair that this device keeps and never gives away: ECDSA on P-256, made by WebCrypto as not
//! extractable, kept in a database of its own together with a note.

use super::indexed_db::{self, Unable, object};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, CryptoKeyPair, SubtleCrypto};

/// Bytes of a public key: 4 and both coordinates.
const POINT: usize = 65;
/// Bytes of a signature: r and s.
const SIGNATURE: usize = 64;

/// A key pair. A copy is the same key.
#[derive(Clone)]
pub struct DeviceKey {
    private: CryptoKey,
    point: [u8; POINT],
}

/// What is kept beside a key.
pub struct Kept {
    pub key: DeviceKey,
    /// What the page wrote to it.
    pub note: String,
}

impl DeviceKey {
    /// A new pair, not kept yet.
    ///
    /// # Errors
    /// When this browser makes no keys: too old, or the page did not come over HTTPS.
    pub async fn make() -> Result<Self, Unable> {
        let subtle = subtle().ok_or(Unable)?;
        let kind = object(&[("name", &"ECDSA".into()), ("namedCurve", &"P-256".into())]);
        let made = subtle.generate_key_with_object(&kind, false, &Array::of2(&"sign".into(), &"verify".into()))?;
        let pair: CryptoKeyPair = JsFuture::from(made).await?.unchecked_into();
        let point = JsFuture::from(subtle.export_key("raw", &pair.get_public_key())?).await?;
        let point = Uint8Array::new(&point).to_vec().try_into().map_err(|_| Unable)?;
        Ok(Self { private: pair.get_private_key(), point })
    }

    /// The pair that was kept in `database`.
    ///
    /// # Errors
    /// When this browser has no database, or cannot sign any more.
    pub async fn find(database: &str) -> Result<Option<Kept>, Unable> {
        subtle().ok_or(Unable)?;
        let Some(kept) = indexed_db::get(database).await? else { return Ok(None) };
        Ok(read(&kept))
    }

    /// Keeps the pair with `note` in `database`, in the place of any other.
    ///
    /// # Errors
    /// When it is not kept.
    pub async fn keep(&self, database: &str, note: &str) -> Result<(), Unable> {
        let point = Uint8Array::from(self.point.as_slice());
        indexed_db::put(database, &object(&[("private", &self.private), ("point", &point), ("note", &note.into())])).await
    }

    /// Forgets whatever pair is kept in `database`. Without one there is nothing to forget.
    pub async fn forget(database: &str) {
        let _ = indexed_db::clear(database).await;
    }

    /// The public key: 4 and both coordinates.
    pub fn point(&self) -> &[u8; POINT] {
        &self.point
    }

    /// The signature over `message`, with SHA-256: r and s.
    ///
    /// # Errors
    /// When the browser does not sign.
    pub async fn sign(&self, message: &[u8]) -> Result<[u8; SIGNATURE], Unable> {
        let how = object(&[("name", &"ECDSA".into()), ("hash", &"SHA-256".into())]);
        let message = Uint8Array::from(message);
        let signed = subtle().ok_or(Unable)?.sign_with_object_and_buffer_source(&how, &self.private, &message)?;
        let signature = Uint8Array::new(&JsFuture::from(signed).await?);
        signature.to_vec().try_into().map_err(|_| Unable)
    }
}

fn read(kept: &Object) -> Option<Kept> {
    let field = |name: &str| Reflect::get(kept, &name.into()).ok();
    let private = field("private")?.dyn_into().ok()?;
    let point = field("point")?.dyn_into::<Uint8Array>().ok()?.to_vec().try_into().ok()?;
    Some(Kept { key: DeviceKey { private, point }, note: field("note")?.as_string()? })
}

/// WebCrypto; browsers hide it from pages that did not come over HTTPS.
pub(super) fn subtle() -> Option<SubtleCrypto> {
    let subtle: JsValue = web_sys::window()?.crypto().ok()?.subtle().into();
    subtle.is_object().then(|| subtle.unchecked_into())
}

/// Asks the browser not to clear this site's storage when the device runs out of room. It may say no.
pub fn ask_to_stay() {
    let Some(navigator) = web_sys::window().map(|w| w.navigator()) else { return };
    let storage = Reflect::get(&navigator, &"storage".into()).ok().filter(JsValue::is_object);
    if let Some(asked) = storage.and_then(|storage| storage.unchecked_into::<web_sys::StorageManager>().persist().ok()) {
        wasm_bindgen_futures::spawn_local(async move {
            let _ = JsFuture::from(asked).await;
        });
    }
}
