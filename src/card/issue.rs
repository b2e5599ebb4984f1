//! Asking the city for a card, and for a fresh one.

use super::{Card, Face, Means, public_key, store};
use crate::api::{self, ApiError};
use crate::city::now;
use domain::api::card::{EnrolPhone, EnrolPhoneRequest, MakeSlots, Moving, MyCard, RenewCredential, RenewRequest, SlotsRequest};
use domain::credential::{Signature, Slot, enrolment_message};
use domain::ids::PersonId;
use domain::problem::ErrorCode;

/// Puts the card of `person` on this phone, with a key of its own where the browser keeps keys, else
/// with proofs made beforehand. `moving` proves the person when the card is elsewhere.
///
/// # Errors
/// When no answer came, or the server refused: [`ErrorCode::CardElsewhere`] asks for `moving`.
pub async fn put_here(person: PersonId, mine: &MyCard, moving: Option<Moving>) -> Result<Card, ApiError> {
    let card = Card { face: Face::of(person, mine), means: means(mine, moving).await? };
    // Where it is not kept it still serves as long as the tab lives.
    store::keep(&card).await;
    Ok(card)
}

async fn means(mine: &MyCard, moving: Option<Moving>) -> Result<Means, ApiError> {
    let Some(key) = store::key().await else { return book(moving).await };
    let Some(public) = public_key(&key) else { return book(moving).await };
    let mut tried = false;
    loop {
        let slot = Slot::at(now());
        let signed = key.sign(&enrolment_message(mine.number, slot, &public)).await.ok();
        let Some(proof) = signed.and_then(|signed| Signature::from_bytes(&signed).ok()) else { return book(moving).await };
        let request = EnrolPhoneRequest { key: public, slot, proof, moving: moving.clone() };
        match api::send::<EnrolPhone>((), &(), &request).await {
            // Every answer tells the server's time, this one too: the next proof is of the right slot.
            Err(error) if error.code() == Some(ErrorCode::ClockOff) && !tried => tried = true,
            answer => return Ok(Means::Key { key, issued: answer? }),
        }
    }
}

async fn book(moving: Option<Moving>) -> Result<Means, ApiError> {
    api::send::<MakeSlots>((), &(), &SlotsRequest { moving }).await.map(Means::Book)
}

/// The same card, fresh.
///
/// # Errors
/// When no answer came, or the server refused: [`ErrorCode::CardGone`] when it is not on this phone any more.
pub async fn renew(card: &Card) -> Result<Card, ApiError> {
    let means = match &card.means {
        Means::Book(_) => book(None).await?,
        Means::Key { key, issued } => match public_key(key) {
            Some(public) => Means::Key { key: key.clone(), issued: api::send::<RenewCredential>((), &(), &RenewRequest { key: public }).await? },
            // A key that is none cannot have been enrolled.
            None => Means::Key { key: key.clone(), issued: issued.clone() },
        },
    };
    let fresh = Card { face: card.face.clone(), means };
    store::keep(&fresh).await;
    Ok(fresh)
}
