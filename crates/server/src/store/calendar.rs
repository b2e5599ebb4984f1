//! Calendar feeds: whose they are, and what apps were last told.

use super::sign_up::interval;
use crate::http::Failure;
use domain::ids::{ActivityId, PersonId, SignUpId};
use domain::sign_up::SignUpStatus;
use domain::station::Position;
use domain::time::{Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};
use std::collections::HashMap;

/// The most sign-ups in one feed: the latest shifts.
const MOST: i64 = 500;

/// A feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// The address follows from it.
    pub seed: i64,
    pub made_at: Timestamp,
}

/// The person's feed.
///
/// # Errors
/// Of the database.
pub async fn of(pool: &AnyPool, person: PersonId) -> Result<Option<Feed>, Failure> {
    let row: Option<(i64, i64)> = sqlx::query_as("SELECT seed, made_at FROM calendars WHERE person = $1").bind(person.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(seed, made_at)| Feed { seed, made_at: Timestamp::from_unix_ms(made_at) }))
}

/// Whose feed has an address with this hash.
///
/// # Errors
/// Of the database.
pub async fn person_of(pool: &AnyPool, token_hash: Vec<u8>) -> Result<Option<PersonId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT person FROM calendars WHERE token_hash = $1").bind(token_hash).fetch_optional(pool).await?;
    Ok(row.map(|(person,)| PersonId::from_raw(person)))
}

/// Gives the person a feed, in the place of the one they may have had.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, person: PersonId, feed: Feed, token_hash: Vec<u8>) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO calendars (person, seed, token_hash, made_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (person) DO UPDATE SET seed = excluded.seed, token_hash = excluded.token_hash, made_at = excluded.made_at",
    )
    .bind(person.raw())
    .bind(feed.seed)
    .bind(token_hash)
    .bind(feed.made_at.unix_ms())
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends the person's feed.
///
/// # Errors
/// Of the database.
pub async fn end(tx: &mut AnyConnection, person: PersonId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM calendars WHERE person = $1").bind(person.raw()).execute(tx).await?;
    Ok(())
}

/// What apps were last told of a sign-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub digest: Vec<u8>,
    pub sequence: i64,
    pub changed_at: Timestamp,
}

/// A sign-up with all that a calendar tells of it.
#[derive(Debug, Clone)]
pub struct Row {
    pub sign_up: SignUpId,
    pub activity: ActivityId,
    pub title: String,
    pub place: String,
    pub position_name: String,
    pub position: Option<Position>,
    pub time: Interval,
    pub status: SignUpStatus,
    pub signed_up_at: Timestamp,
    pub told: Option<Told>,
}

type Columns = (i64, i64, String, String, String, Option<i64>, Option<i64>, i64, i64, String, i64, Option<Vec<u8>>, Option<i64>, Option<i64>);

/// Sign-ups with what calendars tell of them; `$rest` says which.
macro_rules! rows {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, u.activity, a.title, a.place, p.name, a.latitude_e7, a.longitude_e7, s.starts_at, s.ends_at, u.status, u.signed_up_at, c.digest, c.sequence, c.changed_at \
             FROM sign_ups u JOIN activities a ON a.id = u.activity JOIN shifts s ON s.id = u.shift JOIN positions p ON p.id = s.position \
             LEFT JOIN calendar_entries c ON c.sign_up = u.id WHERE ",
            $rest
        )
    };
}

fn row((id, activity, title, place, position_name, latitude, longitude, starts_at, ends_at, status, signed_up_at, digest, sequence, changed_at): Columns) -> Result<Row, Failure> {
    let told = digest.zip(sequence).zip(changed_at).map(|((digest, sequence), changed_at)| Told { digest, sequence, changed_at: Timestamp::from_unix_ms(changed_at) });
    Ok(Row {
        sign_up: SignUpId::from_raw(id),
        activity: ActivityId::from_raw(activity),
        title,
        place,
        position_name,
        position: super::map_position(latitude, longitude),
        time: interval(starts_at, ends_at),
        status: super::of_word(status)?,
        signed_up_at: Timestamp::from_unix_ms(signed_up_at),
        told,
    })
}

/// The person's sign-ups of shifts that end after `since`, soonest first.
///
/// # Errors
/// Of the database.
pub async fn sign_ups(pool: &AnyPool, person: PersonId, since: Timestamp) -> Result<Vec<Row>, Failure> {
    let mut rows: Vec<Columns> = sqlx::query_as(rows!("u.person = $1 AND u.ends_at > $2 ORDER BY u.starts_at DESC, u.id DESC LIMIT $3"))
        .bind(person.raw())
        .bind(since.unix_ms())
        .bind(MOST)
        .fetch_all(pool)
        .await?;
    rows.reverse();
    rows.into_iter().map(row).collect()
}

/// One sign-up of the person.
///
/// # Errors
/// 404 when there is none, or it is somebody else's; of the database.
pub async fn sign_up(pool: &AnyPool, person: PersonId, sign_up: SignUpId) -> Result<Row, Failure> {
    let found: Option<Columns> = sqlx::query_as(rows!("u.id = $1 AND u.person = $2")).bind(sign_up.raw()).bind(person.raw()).fetch_optional(pool).await?;
    row(found.ok_or_else(Failure::not_found)?)
}

/// Writes down what apps are told of these sign-ups from now on, each with the next sequence; gives back what stands there.
/// What another server has just written down stays.
///
/// # Errors
/// Of the database.
pub async fn tell(tx: &mut AnyConnection, news: &[(SignUpId, Vec<u8>)], now: Timestamp) -> Result<HashMap<SignUpId, Told>, Failure> {
    let mut kept = HashMap::with_capacity(news.len());
    for (sign_up, digest) in news {
        sqlx::query(
            "INSERT INTO calendar_entries (sign_up, digest, sequence, changed_at) VALUES ($1, $2, 0, $3) \
             ON CONFLICT (sign_up) DO UPDATE SET digest = excluded.digest, sequence = calendar_entries.sequence + 1, changed_at = excluded.changed_at \
             WHERE calendar_entries.digest <> excluded.digest",
        )
        .bind(sign_up.raw())
        .bind(digest.clone())
        .bind(now.unix_ms())
        .execute(&mut *tx)
        .await?;
        let (digest, sequence, changed_at): (Vec<u8>, i64, i64) =
            sqlx::query_as("SELECT digest, sequence, changed_at FROM calendar_entries WHERE sign_up = $1").bind(sign_up.raw()).fetch_one(&mut *tx).await?;
        kept.insert(*sign_up, Told { digest, sequence, changed_at: Timestamp::from_unix_ms(changed_at) });
    }
    Ok(kept)
}

/// When an activity was made.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn made_at(pool: &AnyPool, activity: ActivityId) -> Result<Timestamp, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT created_at FROM activities WHERE id = $1").bind(activity.raw()).fetch_optional(pool).await?;
    row.map(|(at,)| Timestamp::from_unix_ms(at)).ok_or_else(Failure::not_found)
}
