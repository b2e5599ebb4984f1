//! Where a person's one card on a phone goes: stay, come here, or not without proof.

use super::{Holding, counted, entry, issue};
use crate::app::App;
use crate::http::Failure;
use crate::store::card::{self, Card, Counted, Form, Reason};
use crate::store::person::Volunteer;
use crate::store::{audit, message, sign_up};
use domain::api::message::MessageContent;
use domain::credential::{Class, PublicKey};
use domain::ids::SessionId;
use domain::problem::ErrorCode;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Times a day a card may be put on a phone that did not have it: each takes a place of the status list.
const MOST_ENROLMENTS: u8 = 20;
/// Times a day a browser is given proofs in advance: enough for one that forgets them with each tab
/// that is closed, too few to keep the server busy.
const MOST_BOOKS: u8 = 12;

/// Where the card shall be.
pub(super) struct Wanted {
    pub(super) class: Class,
    pub(super) key: PublicKey,
    pub(super) session: Option<SessionId>,
    pub(super) device: String,
    pub(super) expires_at: Timestamp,
    /// Name of the operation.
    pub(super) what: &'static str,
}

impl Wanted {
    /// Whether a live card is already where this one shall be: the phone with the same key, or the
    /// same browser that keeps none.
    fn is_at(&self, card: &Card) -> bool {
        self.keeps(card) || (card.class == Class::Prefetched && card.session.is_some() && card.session == self.session)
    }

    /// Whether the live card is of the same key, so that it only needs a fresh credential.
    fn keeps(&self, card: &Card) -> bool {
        self.class == Class::Device && card.key == Some(self.key)
    }
}

/// Whether proof is needed before the card may be there.
pub(super) async fn needs_proof(app: &App, volunteer: &Volunteer, wanted: &Wanted) -> Result<bool, Failure> {
    let mut connection = app.store.read().acquire().await?;
    let live = card::live(&mut connection, volunteer.id, Form::Phone).await?;
    is_elsewhere(&mut connection, volunteer, wanted, live.as_ref()).await
}

/// Whether the card is on another phone, or was given up or taken when it was on one: whoever finds a
/// phone, or has somebody's session, must not get around the proof by revoking the card first.
async fn is_elsewhere(connection: &mut AnyConnection, volunteer: &Volunteer, wanted: &Wanted, live: Option<&Card>) -> Result<bool, Failure> {
    match live {
        Some(card) => Ok(!wanted.is_at(card)),
        None => card::was_on_a_phone(connection, volunteer.id).await,
    }
}

/// Puts the card there; `proven` tells that the person has proven to want it moved.
pub(super) async fn put(app: &App, volunteer: Volunteer, wanted: Wanted, proven: bool, now: Timestamp) -> Result<Card, Failure> {
    let inner = app.clone();
    let (card, revoked) = app
        .store
        .write(move |tx| {
            Box::pin(async move {
                sign_up::hold_person(tx, volunteer.id).await?;
                let before = card::live(tx, volunteer.id, Form::Phone).await?;
                let elsewhere = is_elsewhere(tx, &volunteer, &wanted, before.as_ref()).await?;
                if elsewhere && !proven {
                    return Err(Failure::of(ErrorCode::CardElsewhere, "the card is on another phone"));
                }
                match before {
                    Some(card) if wanted.keeps(&card) => Ok((renewed(tx, &inner, &volunteer, card, wanted, now).await?, false)),
                    before => {
                        let revokes = before.is_some();
                        if elsewhere {
                            message::put(tx, inner.id(), volunteer.id, now, &MessageContent::CardMoved { device: wanted.device.clone() }).await?;
                        }
                        Ok((placed(tx, &inner, &volunteer, before, wanted, now).await?, revokes))
                    }
                }
            })
        })
        .await?;
    if revoked {
        app.statuses.changed();
    }
    Ok(card)
}

async fn renewed(tx: &mut AnyConnection, app: &App, volunteer: &Volunteer, card: Card, wanted: Wanted, now: Timestamp) -> Result<Card, Failure> {
    let holding = Holding { place: card.place, class: wanted.class, key: Some(wanted.key), expires_at: wanted.expires_at };
    let credential = issue(app, volunteer, holding, now)?;
    let fresh = Card {
        session: wanted.session,
        device: wanted.device,
        issued_at: credential.claims.issued_at,
        expires_at: credential.claims.expires_at,
        credential: credential.write(),
        ..card
    };
    card::renew(tx, &fresh).await?;
    Ok(fresh)
}

async fn placed(tx: &mut AnyConnection, app: &App, volunteer: &Volunteer, before: Option<Card>, wanted: Wanted, now: Timestamp) -> Result<Card, Failure> {
    let (what, most) = if wanted.class == Class::Device { (Counted::Enrol, MOST_ENROLMENTS) } else { (Counted::Slots, MOST_BOOKS) };
    counted(tx, app, volunteer.id, what, most, now).await?;
    if let Some(old) = &before {
        let reason = if wanted.is_at(old) { Reason::Renewed } else { Reason::Moved };
        card::revoke(tx, old.place, reason, now).await?;
    }
    let place = card::next_place(tx).await?;
    let credential = issue(app, volunteer, Holding { place, class: wanted.class, key: Some(wanted.key), expires_at: wanted.expires_at }, now)?;
    let card = Card {
        place,
        person: volunteer.id,
        class: wanted.class,
        key: (wanted.class == Class::Device).then_some(wanted.key),
        session: wanted.session,
        device: wanted.device,
        enrolled_at: now,
        issued_at: credential.claims.issued_at,
        expires_at: credential.claims.expires_at,
        credential: credential.write(),
    };
    card::put(tx, &card).await?;
    audit::put(tx, &entry(app, now, volunteer.id, volunteer.id, wanted.what, place)).await?;
    Ok(card)
}
