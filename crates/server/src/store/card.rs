//! Volunteer cards: who has one on which phone or on paper, and which are revoked.
//!
//! Whatever changes a person's cards holds the person first ([`super::sign_up::hold_person`]), so
//! two phones that enrol in the same moment do so one after the other.

use super::Store;
use crate::http::Failure;
use domain::credential::{Class, PublicKey, StatusBits};
use domain::ids::{PersonId, SessionId};
use domain::time::{Day, Timestamp};
use futures::TryStreamExt;
use serde::Serialize;
use sqlx::AnyConnection;

/// A card as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Its place in the status list.
    pub place: u32,
    pub person: PersonId,
    pub class: Class,
    pub key: Option<PublicKey>,
    pub session: Option<SessionId>,
    pub device: String,
    pub enrolled_at: Timestamp,
    pub issued_at: Timestamp,
    pub expires_at: Timestamp,
    pub credential: Vec<u8>,
}

/// Which of a person's two cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// On the phone, or in a browser that keeps no key.
    Phone,
    Paper,
}

/// Why a card was revoked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It is on another phone now.
    Moved,
    /// There is a newer one in the same browser, or on paper.
    Renewed,
    /// Its owner gave it up.
    GivenUp,
    /// An administrator took it.
    Taken,
}

/// What a person can do only so often on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    Move,
    Slots,
    Paper,
    Enrol,
    Scan,
}

/// The person's live card of this form.
///
/// # Errors
/// Of the database.
pub async fn live(connection: &mut AnyConnection, person: PersonId, form: Form) -> Result<Option<Card>, Failure> {
    type Row = (i64, String, Option<Vec<u8>>, Option<i64>, String, i64, i64, i64, Vec<u8>);
    let row: Option<Row> = sqlx::query_as(
        "SELECT id, class, device_key, session, device, enrolled_at, issued_at, expires_at, credential FROM cards \
         WHERE person = $1 AND revoked_at IS NULL AND CASE WHEN class = 'printed' THEN 1 ELSE 0 END = $2",
    )
    .bind(person.raw())
    .bind(i64::from(form == Form::Paper))
    .fetch_optional(connection)
    .await?;
    let Some((id, class, key, session, device, enrolled_at, issued_at, expires_at, credential)) = row else { return Ok(None) };
    let key = key.map(|bytes| PublicKey::from_bytes(&bytes)).transpose().map_err(|_| Failure::bug("a stored key is none"))?;
    Ok(Some(Card {
        place: place_of(id)?,
        person,
        class: super::of_word(class)?,
        key,
        session: session.map(SessionId::from_raw),
        device,
        enrolled_at: Timestamp::from_unix_ms(enrolled_at),
        issued_at: Timestamp::from_unix_ms(issued_at),
        expires_at: Timestamp::from_unix_ms(expires_at),
        credential,
    }))
}

/// Whether the person ever had a card on a phone, live or revoked.
///
/// # Errors
/// Of the database.
pub async fn was_on_a_phone(connection: &mut AnyConnection, person: PersonId) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM cards WHERE person = $1 AND class <> 'printed' LIMIT 1").bind(person.raw()).fetch_optional(connection).await?;
    Ok(row.is_some())
}

fn place_of(id: i64) -> Result<u32, Failure> {
    u32::try_from(id).map_err(|_| Failure::bug("the status list is full"))
}

/// Takes the next place of the status list. Whoever does so waits for whoever has just done.
///
/// # Errors
/// Of the database.
pub async fn next_place(tx: &mut AnyConnection) -> Result<u32, Failure> {
    let (next,): (i64,) = sqlx::query_as("UPDATE card_places SET next = next + 1 RETURNING next").fetch_one(tx).await?;
    place_of(next - 1)
}

/// Keeps a new card.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, card: &Card) -> Result<(), Failure> {
    sqlx::query("INSERT INTO cards (id, person, class, device_key, session, device, enrolled_at, issued_at, expires_at, credential) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
        .bind(i64::from(card.place))
        .bind(card.person.raw())
        .bind(super::word(&card.class)?)
        .bind(card.key.map(|key| key.as_bytes().to_vec()))
        .bind(card.session.map(SessionId::raw))
        .bind(&card.device)
        .bind(card.enrolled_at.unix_ms())
        .bind(card.issued_at.unix_ms())
        .bind(card.expires_at.unix_ms())
        .bind(card.credential.clone())
        .execute(tx)
        .await?;
    Ok(())
}

/// Keeps what was issued anew for a live card, and where it is now.
///
/// # Errors
/// Of the database.
pub async fn renew(tx: &mut AnyConnection, card: &Card) -> Result<(), Failure> {
    sqlx::query("UPDATE cards SET session = $1, device = $2, issued_at = $3, expires_at = $4, credential = $5 WHERE id = $6 AND revoked_at IS NULL")
        .bind(card.session.map(SessionId::raw))
        .bind(&card.device)
        .bind(card.issued_at.unix_ms())
        .bind(card.expires_at.unix_ms())
        .bind(card.credential.clone())
        .bind(i64::from(card.place))
        .execute(tx)
        .await?;
    Ok(())
}

/// Revokes a card, once and for ever.
///
/// # Errors
/// Of the database.
pub async fn revoke(tx: &mut AnyConnection, place: u32, reason: Reason, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE cards SET revoked_at = $1, reason = $2 WHERE id = $3 AND revoked_at IS NULL")
        .bind(now.unix_ms())
        .bind(super::word(&reason)?)
        .bind(i64::from(place))
        .execute(tx)
        .await?;
    Ok(())
}

/// Whether the person's card at this place was revoked by then.
///
/// # Errors
/// Of the database.
pub async fn was_revoked(tx: &mut AnyConnection, place: u32, person: PersonId, at: Timestamp) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM cards WHERE id = $1 AND person = $2 AND revoked_at < $3")
        .bind(i64::from(place))
        .bind(person.raw())
        .bind(at.unix_ms())
        .fetch_optional(tx)
        .await?;
    Ok(row.is_some())
}

/// The status list as it is now: room for every card issued, and the revoked ones marked.
///
/// # Errors
/// Of the database.
pub async fn statuses(store: &Store) -> Result<StatusBits, Failure> {
    let (room,): (i64,) = sqlx::query_as("SELECT next FROM card_places").fetch_one(store.read()).await?;
    // One that is issued and revoked from here on makes the list longer.
    let mut bits = StatusBits::with_room(place_of(room)?);
    let mut revoked = sqlx::query_as::<_, (i64,)>("SELECT id FROM cards WHERE revoked_at IS NOT NULL ORDER BY id").fetch(store.read());
    while let Some((id,)) = revoked.try_next().await? {
        bits.revoke(place_of(id)?);
    }
    Ok(bits)
}

/// Counts what the person does, unless they have done it `most` times that day; then nothing is
/// counted. The answer is how often it may still be done, none for not even now.
///
/// # Errors
/// Of the database.
pub async fn count(tx: &mut AnyConnection, person: PersonId, day: Day, what: Counted, most: u8) -> Result<Option<u8>, Failure> {
    let counted: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO card_counts (person, day, what, count) SELECT $1, $2, $3, 1 WHERE $4 > 0 \
         ON CONFLICT (person, day, what) DO UPDATE SET count = card_counts.count + 1 WHERE card_counts.count < $4 RETURNING count",
    )
    .bind(person.raw())
    .bind(day.unix_days())
    .bind(super::word(&what)?)
    .bind(i64::from(most))
    .fetch_optional(tx)
    .await?;
    Ok(counted.map(|(done,)| u8::try_from(i64::from(most) - done).unwrap_or(0)))
}

/// Forgets what was counted before that day.
///
/// # Errors
/// Of the database.
pub async fn forget_counts(tx: &mut AnyConnection, before: Day) -> Result<(), Failure> {
    sqlx::query("DELETE FROM card_counts WHERE day < $1").bind(before.unix_days()).execute(tx).await?;
    Ok(())
}

/// The team the person served with last or will serve with next, whichever is nearer to now.
///
/// # Errors
/// Of the database.
pub async fn team_of(connection: &mut AnyConnection, person: PersonId, now: Timestamp) -> Result<Option<String>, Failure> {
    let row: Option<(String,)> = sqlx::query_as(
        "SELECT t.name FROM sign_ups u JOIN activities a ON a.id = u.activity JOIN teams t ON t.id = a.team \
         WHERE u.person = $1 AND u.status IN ('confirmed', 'attended') ORDER BY abs(u.starts_at - $2), u.id LIMIT 1",
    )
    .bind(person.raw())
    .bind(now.unix_ms())
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|(name,)| name))
}
