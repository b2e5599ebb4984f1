//! Where the card stays on this phone: the key and its credential in the browser's database; where
//! there is none, proofs made beforehand in its storage.

use super::{Card, Face, Means, public_key};
use crate::api::json;
use crate::browser::device_key::{self, DeviceKey};
use crate::browser::storage;
use domain::api::card::{IssuedCredential, SlotBook};
use domain::credential::PublicKey;
use serde::{Deserialize, Serialize};

/// The database of the key.
const KEY: &str = "device-key";
/// Where the weaker kind is.
const BOOK: &str = "card-book";

/// What stands beside the key; nothing before the city has issued a credential for it.
#[derive(Serialize, Deserialize)]
struct Note {
    face: Face,
    issued: IssuedCredential,
}

#[derive(Serialize, Deserialize)]
struct KeptBook {
    face: Face,
    book: SlotBook,
}

/// The card on this phone.
pub async fn find() -> Option<Card> {
    if let Ok(Some(kept)) = DeviceKey::find(KEY).await
        && let Ok(Note { face, issued }) = json::read(&kept.note)
    {
        return Some(Card { face, means: Means::Key { key: kept.key, issued } });
    }
    let KeptBook { face, book } = json::read(&storage::read(BOOK)?).ok()?;
    Some(Card { face, means: Means::Book(book) })
}

/// The key for a card that is to come: the one that is here, else a new one, which is kept before
/// anybody hears of it, so that a lost answer does not leave the card on a key that is lost too.
/// None when this browser keeps no keys.
pub(super) async fn key() -> Option<DeviceKey> {
    if let Some(kept) = DeviceKey::find(KEY).await.ok()? {
        return Some(kept.key);
    }
    let key = DeviceKey::make().await.ok()?;
    key.keep(KEY, "").await.ok()?;
    Some(key)
}

/// Whether the key `public` is here, with or without a card: the answer to its enrolment was lost.
pub async fn holds(public: &PublicKey) -> bool {
    DeviceKey::find(KEY).await.ok().flatten().is_some_and(|kept| public_key(&kept.key).as_ref() == Some(public))
}

/// Keeps `card`; tells whether it will be here after a reload.
pub async fn keep(card: &Card) -> bool {
    match &card.means {
        Means::Key { key, issued } => {
            device_key::ask_to_stay();
            let note = Note { face: card.face.clone(), issued: issued.clone() };
            let Ok(note) = serde_json::to_string(&note) else { return false };
            storage::forget(BOOK);
            key.keep(KEY, &note).await.is_ok()
        }
        Means::Book(book) => {
            let kept = KeptBook { face: card.face.clone(), book: book.clone() };
            serde_json::to_string(&kept).is_ok_and(|text| storage::keep(BOOK, &text))
        }
    }
}

/// Takes card and key off this phone: somebody logged out, or the card is elsewhere now.
pub async fn forget() {
    storage::forget(BOOK);
    DeviceKey::forget(KEY).await;
}
