//! The kiosk's own key, with which it signs files of scans and the code on its screen.

use crate::browser::device_key::DeviceKey;
use domain::credential::{PublicKey, Signature};

/// The database it is kept in.
const DATABASE: &str = "kiosk-key";

/// The public key, of a pair made now if there is none. None where the browser makes or keeps no keys.
pub(super) async fn public() -> Option<PublicKey> {
    let key = match DeviceKey::find(DATABASE).await.ok()? {
        Some(kept) => kept.key,
        None => {
            let made = DeviceKey::make().await.ok()?;
            made.keep(DATABASE, "").await.ok()?;
            made
        }
    };
    PublicKey::from_uncompressed(key.point()).ok()
}

/// The signature over `content`; none where there is no key.
pub(super) async fn sign(content: &[u8]) -> Option<Signature> {
    let kept = DeviceKey::find(DATABASE).await.ok().flatten()?;
    Some(kept.key.sign(content).await.ok()?.into())
}
