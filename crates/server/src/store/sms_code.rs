//! One-time codes sent to phones. Only a keyed hash of each is kept.

use crate::http::Failure;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Whether another code may be sent to a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaySend {
    Yes,
    /// One was sent a moment ago; the next may go out then.
    TooSoon { next_at: Timestamp },
    /// As many as a phone gets in a day.
    DailyLimit,
}

/// Limits of sending, from the city's file.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    pub gap_seconds: u32,
    pub daily: u32,
    /// Begin of the city's day.
    pub day_start: Timestamp,
}

/// A code to keep.
#[derive(Debug, Clone)]
pub struct NewCode {
    pub id: i64,
    pub phone_index: Vec<u8>,
    pub code_hash: Vec<u8>,
    pub sent_at: Timestamp,
    pub expires_at: Timestamp,
    pub tries: u8,
}

/// Keeps a code, unless the phone has had too many. Older codes of the phone are void from then on.
///
/// # Errors
/// Of the database.
pub async fn keep(tx: &mut AnyConnection, new: &NewCode, limits: Limits) -> Result<MaySend, Failure> {
    let (today, last): (i64, Option<i64>) = sqlx::query_as("SELECT count(*), max(sent_at) FROM sms_codes WHERE phone_index = $1 AND sent_at >= $2")
        .bind(new.phone_index.clone())
        .bind(limits.day_start.unix_ms())
        .fetch_one(&mut *tx)
        .await?;
    if let Some(last) = last {
        let next_at = Timestamp::from_unix_ms(last).plus_seconds(i64::from(limits.gap_seconds));
        if new.sent_at < next_at {
            return Ok(MaySend::TooSoon { next_at });
        }
    }
    if today >= i64::from(limits.daily) {
        return Ok(MaySend::DailyLimit);
    }
    sqlx::query("UPDATE sms_codes SET used = 1 WHERE phone_index = $1 AND used = 0").bind(new.phone_index.clone()).execute(&mut *tx).await?;
    sqlx::query("INSERT INTO sms_codes (id, phone_index, code_hash, sent_at, expires_at, tries_left) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(new.id)
        .bind(new.phone_index.clone())
        .bind(new.code_hash.clone())
        .bind(new.sent_at.unix_ms())
        .bind(new.expires_at.unix_ms())
        .bind(i64::from(new.tries))
        .execute(tx)
        .await?;
    Ok(MaySend::Yes)
}

/// What typing a code comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    Right,
    Wrong { tries_left: u8 },
    /// No code is waiting: expired, used, or its tries are gone.
    Gone,
}

/// Tries a code. A wrong one costs a try and a right one is used up, so this must be committed
/// whatever comes out.
///
/// # Errors
/// Of the database.
pub async fn attempt(tx: &mut AnyConnection, phone_index: &[u8], code_hash: &[u8], now: Timestamp) -> Result<Tried, Failure> {
    match look(tx, phone_index, code_hash, now).await? {
        Seen::Right(code) => Ok(if spend(tx, code).await? { Tried::Right } else { Tried::Gone }),
        Seen::Not(tried) => Ok(tried),
    }
}

/// What looking at a code comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It is right, and not used up yet.
    Right(Waiting),
    Not(Tried),
}

/// A code that was right, to be spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting(i64);

/// Looks whether a code is right without using it up. A wrong one costs a try.
///
/// # Errors
/// Of the database.
pub async fn look(tx: &mut AnyConnection, phone_index: &[u8], code_hash: &[u8], now: Timestamp) -> Result<Seen, Failure> {
    let waiting: Option<(i64, Vec<u8>, i64)> =
        sqlx::query_as("SELECT id, code_hash, tries_left FROM sms_codes WHERE phone_index = $1 AND used = 0 AND expires_at > $2 AND tries_left > 0 ORDER BY sent_at DESC LIMIT 1")
            .bind(phone_index.to_vec())
            .bind(now.unix_ms())
            .fetch_optional(&mut *tx)
            .await?;
    let Some((id, kept, tries_left)) = waiting else { return Ok(Seen::Not(Tried::Gone)) };
    // Both are keyed hashes, so the time this takes tells nothing about the code.
    if kept == code_hash {
        return Ok(Seen::Right(Waiting(id)));
    }
    sqlx::query("UPDATE sms_codes SET tries_left = tries_left - 1 WHERE id = $1").bind(id).execute(tx).await?;
    Ok(Seen::Not(Tried::Wrong { tries_left: u8::try_from(tries_left - 1).unwrap_or(0) }))
}

/// Uses a code up; false when somebody else just has.
///
/// # Errors
/// Of the database.
pub async fn spend(tx: &mut AnyConnection, code: Waiting) -> Result<bool, Failure> {
    let used = sqlx::query("UPDATE sms_codes SET used = 1 WHERE id = $1 AND used = 0").bind(code.0).execute(tx).await?;
    Ok(used.rows_affected() == 1)
}

/// Forgets codes of days gone by.
///
/// # Errors
/// Of the database.
pub async fn forget(tx: &mut AnyConnection, before: Timestamp) -> Result<(), Failure> {
    sqlx::query("DELETE FROM sms_codes WHERE sent_at < $1").bind(before.unix_ms()).execute(tx).await?;
    Ok(())
}
