//! What teams told people on their rosters: kept for the limits, and to know what was said.

use crate::http::Failure;
use domain::ids::{ActivityId, PersonId};
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// When the team of the activity last told its people something since then, and how often.
///
/// # Errors
/// Of the database.
pub async fn sent_since(tx: &mut AnyConnection, activity: ActivityId, since: Timestamp) -> Result<(Option<Timestamp>, u32), Failure> {
    // Two at the same time count each other: whoever sends holds the activity.
    sqlx::query("UPDATE activities SET revision = revision WHERE id = $1").bind(activity.raw()).execute(&mut *tx).await?;
    let (last, count): (Option<i64>, i64) =
        sqlx::query_as("SELECT max(at), count(*) FROM team_messages WHERE activity = $1 AND at > $2").bind(activity.raw()).bind(since.unix_ms()).fetch_one(tx).await?;
    Ok((last.map(Timestamp::from_unix_ms), super::count(count)))
}

/// Keeps that it was sent.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, id: i64, activity: ActivityId, actor: PersonId, now: Timestamp, people: u32, text: &str) -> Result<(), Failure> {
    sqlx::query("INSERT INTO team_messages (id, activity, at, actor, people, text) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(activity.raw())
        .bind(now.unix_ms())
        .bind(actor.raw())
        .bind(i64::from(people))
        .bind(text)
        .execute(tx)
        .await?;
    Ok(())
}
