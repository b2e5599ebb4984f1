//! The outbox: by which ways beside the inbox a message goes, and how each stands.

use crate::http::Failure;
use domain::api::message::MessageContent;
use domain::ids::{ActivityId, MessageId, PersonId};
use domain::notice::{Channel, DeliveryFault, DeliveryState, QuietHours, Tongue};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// A message for which nobody has looked yet by which ways it goes, with what its person wants and has.
#[derive(Debug, Clone)]
pub struct Unspread {
    pub message: MessageId,
    pub person: PersonId,
    pub at: Timestamp,
    pub content: MessageContent,
    /// None when the person has chosen nothing.
    pub quiet: Option<QuietHours>,
    pub declines_sms: bool,
    pub has_phone: bool,
    pub wants_email: bool,
    pub has_browser: bool,
}

/// The oldest messages to spread, at most `most` of them.
///
/// # Errors
/// Of the database.
pub async fn unspread(pool: &AnyPool, most: i64) -> Result<Vec<Unspread>, Failure> {
    type Row = (i64, i64, i64, String, Option<i64>, Option<i64>, i64, i64, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT m.id, m.person, m.at, m.content, n.quiet_from, n.quiet_until, \
         CAST(CASE WHEN n.by_sms = 0 THEN 1 ELSE 0 END AS BIGINT), \
         CAST(CASE WHEN p.phone_sealed IS NULL THEN 0 ELSE 1 END AS BIGINT), \
         CAST(CASE WHEN n.by_email = 1 AND e.person IS NOT NULL THEN 1 ELSE 0 END AS BIGINT), \
         (SELECT count(*) FROM push_browsers b JOIN sessions s ON s.id = b.session WHERE b.person = m.person AND s.revoked_at IS NULL) \
         FROM messages m JOIN people p ON p.id = m.person LEFT JOIN notice_settings n ON n.person = m.person LEFT JOIN emails e ON e.person = m.person \
         WHERE m.spread = 0 ORDER BY m.id LIMIT $1",
    )
    .bind(most)
    .fetch_all(pool)
    .await?;
    let unspread = |(message, person, at, content, from, until, declines_sms, has_phone, wants_email, browsers): Row| -> Result<Unspread, Failure> {
        Ok(Unspread {
            message: MessageId::from_raw(message),
            person: PersonId::from_raw(person),
            at: Timestamp::from_unix_ms(at),
            content: serde_json::from_str(&content)?,
            quiet: from.zip(until).map(super::notice::quiet_hours),
            declines_sms: declines_sms == 1,
            has_phone: has_phone == 1,
            wants_email: wants_email == 1,
            has_browser: browsers > 0,
        })
    };
    rows.into_iter().map(unspread).collect()
}

/// Begin of the person's next shift of an activity, whatever became of their place.
///
/// # Errors
/// Of the database.
pub async fn next_shift(pool: &AnyPool, person: PersonId, activity: ActivityId, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
    let (at,): (Option<i64>,) = sqlx::query_as("SELECT min(starts_at) FROM sign_ups WHERE person = $1 AND activity = $2 AND starts_at > $3")
        .bind(person.raw())
        .bind(activity.raw())
        .bind(now.unix_ms())
        .fetch_one(pool)
        .await?;
    Ok(at.map(Timestamp::from_unix_ms))
}

/// How a message is to go out.
#[derive(Debug, Clone)]
pub struct Spread {
    pub message: MessageId,
    pub channels: Vec<Channel>,
    /// Not before then.
    pub leaves_at: Timestamp,
    /// From then on nobody needs it any more.
    pub over_at: Option<Timestamp>,
}

/// Keeps the deliveries of a message, unless another server has.
///
/// # Errors
/// Of the database.
pub async fn spread(tx: &mut AnyConnection, spread: &Spread, now: Timestamp) -> Result<(), Failure> {
    let first = sqlx::query("UPDATE messages SET spread = 1 WHERE id = $1 AND spread = 0").bind(spread.message.raw()).execute(&mut *tx).await?;
    if first.rows_affected() == 0 {
        return Ok(());
    }
    for channel in &spread.channels {
        sqlx::query("INSERT INTO deliveries (message, channel, state, next_at, over_at, changed_at) VALUES ($1, $2, 'waiting', $3, $4, $5)")
            .bind(spread.message.raw())
            .bind(super::word(channel)?)
            .bind(spread.leaves_at.unix_ms())
            .bind(spread.over_at.map(Timestamp::unix_ms))
            .bind(now.unix_ms())
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}

/// A delivery whose time has come.
#[derive(Debug, Clone)]
pub struct Due {
    pub message: MessageId,
    pub channel: Channel,
    pub person: PersonId,
    pub content: MessageContent,
    pub language: Tongue,
    /// None when the person has chosen nothing.
    pub quiet: Option<QuietHours>,
    /// Tries before this one.
    pub attempts: u32,
    pub over_at: Option<Timestamp>,
}

/// Deliveries to try at `now` that nobody else is trying, at most `most` of them.
///
/// # Errors
/// Of the database.
pub async fn due(pool: &AnyPool, now: Timestamp, most: i64) -> Result<Vec<Due>, Failure> {
    type Row = (i64, String, i64, String, Option<String>, Option<i64>, Option<i64>, i64, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT d.message, d.channel, m.person, m.content, n.language, n.quiet_from, n.quiet_until, d.attempts, d.over_at \
         FROM deliveries d JOIN messages m ON m.id = d.message LEFT JOIN notice_settings n ON n.person = m.person \
         WHERE d.state IN ('waiting', 'failed') AND d.next_at <= $1 AND d.leased_until <= $1 ORDER BY d.next_at LIMIT $2",
    )
    .bind(now.unix_ms())
    .bind(most)
    .fetch_all(pool)
    .await?;
    let due = |(message, channel, person, content, language, from, until, attempts, over_at): Row| -> Result<Due, Failure> {
        Ok(Due {
            message: MessageId::from_raw(message),
            channel: super::of_word(channel)?,
            person: PersonId::from_raw(person),
            content: serde_json::from_str(&content)?,
            language: language.map(super::of_word).transpose()?.unwrap_or_default(),
            quiet: from.zip(until).map(super::notice::quiet_hours),
            attempts: super::count(attempts),
            over_at: over_at.map(Timestamp::from_unix_ms),
        })
    };
    rows.into_iter().map(due).collect()
}

/// Takes a delivery for oneself until `until`, and counts the try before it is made: a try that takes the server with it counts too.
/// False when somebody else has it.
///
/// # Errors
/// Of the database.
pub async fn lease(tx: &mut AnyConnection, due: &Due, now: Timestamp, until: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query(
        "UPDATE deliveries SET leased_until = $1, attempts = attempts + 1, changed_at = $2 WHERE message = $3 AND channel = $4 AND state IN ('waiting', 'failed') AND leased_until <= $2 AND attempts = $5",
    )
    .bind(until.unix_ms())
    .bind(now.unix_ms())
    .bind(due.message.raw())
    .bind(super::word(&due.channel)?)
    .bind(i64::from(due.attempts))
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What came of a try.
#[derive(Debug, Clone, Copy)]
pub struct Outcome {
    pub state: DeliveryState,
    pub fault: Option<DeliveryFault>,
    /// When to try again.
    pub next_at: Timestamp,
}

/// Keeps what came of a try, and gives the lease back.
///
/// # Errors
/// Of the database.
pub async fn settle(tx: &mut AnyConnection, due: &Due, outcome: Outcome, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE deliveries SET state = $1, fault = $2, next_at = $3, leased_until = 0, changed_at = $4 WHERE message = $5 AND channel = $6")
        .bind(super::word(&outcome.state)?)
        .bind(outcome.fault.as_ref().map(super::word).transpose()?)
        .bind(outcome.next_at.unix_ms())
        .bind(now.unix_ms())
        .bind(due.message.raw())
        .bind(super::word(&due.channel)?)
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets deliveries that ended before then, one way or the other.
///
/// # Errors
/// Of the database.
pub async fn forget(tx: &mut AnyConnection, before: Timestamp) -> Result<(), Failure> {
    sqlx::query("DELETE FROM deliveries WHERE changed_at < $1 AND state IN ('sent', 'given_up')").bind(before.unix_ms()).execute(tx).await?;
    Ok(())
}
