//! A phone: it keeps a key, enrols it, and shows a code for each moment.

use super::{Answer, Portal, Who};
use domain::api::account::GetProfile;
use domain::api::card::{EnrolPhone, MakeSlots, SendMovingCode, SlotBook};
use domain::credential::{PublicKey, Presentation, Sign, Signature, Slot, enrolment_message, proof_message};
use domain::time::Timestamp;
use serde_json::{Value, json};
use server::entropy;
use server::keys::EcdsaKey;

/// A phone with a key; what it was issued, once it is.
pub struct Phone {
    key: EcdsaKey,
    pub credential: Vec<u8>,
}

impl Phone {
    /// A phone that is enrolled nowhere.
    pub fn new() -> Self {
        Self { key: EcdsaKey::from_scalar(&entropy::bytes()).unwrap(), credential: Vec::new() }
    }

    /// Its public key.
    pub fn key(&self) -> PublicKey {
        self.key.public()
    }

    /// What it sends to be enrolled, by a clock that shows `at`.
    pub async fn enrolment(&self, portal: &Portal, who: &Who, at: Timestamp, moving: Option<Value>) -> Value {
        let number = portal.read::<GetProfile>(who, (), "").await.done().number;
        let slot = Slot::at(at);
        json!({"key": self.key(), "slot": slot, "proof": self.key.sign(&enrolment_message(number, slot, &self.key())), "moving": moving})
    }

    /// Asks to be enrolled now.
    pub async fn ask(&self, portal: &Portal, who: &Who, moving: Option<Value>) -> Answer<EnrolPhone> {
        let body = self.enrolment(portal, who, portal.app.now(), moving).await;
        portal.send(who, (), body).await
    }

    /// A phone that has the person's card.
    pub async fn enrolled(portal: &Portal, who: &Who) -> Self {
        let mut phone = Self::new();
        phone.credential = phone.ask(portal, who, None).await.done().credential.0;
        phone
    }

    /// The text of its QR code at `at`.
    pub fn shows(&self, at: Timestamp) -> String {
        let slot = Slot::at(at);
        Presentation::live(&self.credential, slot, None, &self.key.sign(&proof_message(&self.credential, slot, None)))
    }
}

/// What proves that the person wants the card moved: a code that has just been sent, and the name.
pub async fn moving(portal: &Portal, who: &Who) -> Value {
    let code = portal.send::<SendMovingCode>(who, (), ()).await.done().demo_code.unwrap();
    json!({"code": code, "evidence": {"kind": "name", "name": "李志愿"}})
}

/// Proofs made in advance for the browser of `who`.
pub async fn book(portal: &Portal, who: &Who) -> SlotBook {
    portal.send::<MakeSlots>(who, (), json!({})).await.done()
}

/// The text of the QR code that such a browser shows at `at`.
pub fn book_shows(book: &SlotBook, at: Timestamp) -> String {
    let slot = Slot::at(at);
    let place = usize::try_from(slot.after(book.first)).unwrap();
    let proof = book.proofs.0.chunks(Signature::LENGTH).nth(place).unwrap();
    Presentation::live(&book.credential.0, slot, None, &Signature::from_bytes(proof).unwrap())
}
