//! The volunteer ID as this phone keeps it: who it is of, the city's credential, and the means to
//! prove slot after slot without a network. [`store`] keeps it, [`issue`] asks the server.

pub mod issue;
pub mod store;

use crate::browser::device_key::DeviceKey;
use crate::city::{city, now};
use domain::api::card::{IssuedCredential, MyCard, SlotBook};
use domain::credential::{Class, Presentation, PublicKey, Signature, Slot, proof_message};
use domain::ids::PersonId;
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// What the screen shows beside the code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Face {
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub star: u8,
    pub team: Option<String>,
}

impl Face {
    /// The face of `person` as the server tells it.
    pub fn of(person: PersonId, mine: &MyCard) -> Self {
        Self { person, number: mine.number, name: mine.name.clone(), star: mine.star, team: mine.team.clone() }
    }
}

/// How this browser proves that it has the card.
#[derive(Clone)]
pub enum Means {
    /// With a key of its own.
    Key { key: DeviceKey, issued: IssuedCredential },
    /// With proofs that the server made beforehand; for browsers that keep no key.
    Book(SlotBook),
}

/// A card on this phone.
#[derive(Clone)]
pub struct Card {
    pub face: Face,
    pub means: Means,
}

impl Card {
    /// Until when it works without a network, exclusive.
    pub fn expires_at(&self) -> Timestamp {
        match &self.means {
            Means::Key { issued, .. } => issued.expires_at,
            Means::Book(book) => book.expires_at,
        }
    }

    /// Whether it is the weaker kind.
    pub fn is_weaker(&self) -> bool {
        matches!(self.means, Means::Book(_))
    }

    /// Whether it should be renewed now that there is a network: a credential by its age, proofs when
    /// less than half is left.
    pub fn is_due(&self) -> bool {
        let policy = &city().policy.card;
        match &self.means {
            Means::Key { issued, .. } => now().seconds_since(issued.issued_at) >= i64::from(policy.renew_after_hours) * 3600,
            Means::Book(book) => book.expires_at.seconds_since(now()) < i64::from(policy.prefetched_hours) * 3600 / 2,
        }
    }

    /// Whether the server says that the card is on this phone.
    pub fn is_here(&self, mine: &MyCard) -> bool {
        mine.phone.as_ref().is_some_and(|phone| match &self.means {
            Means::Key { key, .. } => phone.key.is_some() && phone.key == public_key(key),
            // Whose book it is, only the server can tell when it is asked for more.
            Means::Book(_) => phone.class == Class::Prefetched,
        })
    }

    /// The text of the code for `slot`; none when the card is over by then, or the browser does not sign.
    pub async fn text(&self, slot: Slot) -> Option<String> {
        if slot.begin() >= self.expires_at() {
            return None;
        }
        let (credential, signature) = match &self.means {
            Means::Key { key, issued } => {
                let credential = issued.credential.0.as_slice();
                (credential, key.sign(&proof_message(credential, slot, None)).await.ok()?)
            }
            Means::Book(book) => (book.credential.0.as_slice(), proof_of(book, slot)?),
        };
        Some(Presentation::live(credential, slot, None, &Signature::from_bytes(&signature).ok()?))
    }
}

/// The proof for `slot` out of a book; none when it has none.
fn proof_of(book: &SlotBook, slot: Slot) -> Option<[u8; Signature::LENGTH]> {
    let place = usize::try_from(slot.after(book.first)).ok()?;
    book.proofs.0.chunks_exact(Signature::LENGTH).nth(place)?.try_into().ok()
}

/// The public key as the city knows it.
pub(crate) fn public_key(key: &DeviceKey) -> Option<PublicKey> {
    PublicKey::from_uncompressed(key.point()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::credential::Bytes;

    #[test]
    fn a_book_has_one_proof_for_each_of_its_slots() {
        let proofs = [[1_u8; 64], [2; 64]].concat();
        let at = Timestamp::from_unix_ms(0);
        let book = SlotBook { credential: Bytes(vec![0]), first: Slot(7), proofs: Bytes(proofs), issued_at: at, expires_at: at };
        assert_eq!(proof_of(&book, Slot(6)), None);
        assert_eq!(proof_of(&book, Slot(7)), Some([1; 64]));
        assert_eq!(proof_of(&book, Slot(8)), Some([2; 64]));
        assert_eq!(proof_of(&book, Slot(9)), None);
    }
}
