//! Scanners: leaders' phones that take scans for an activity.

use crate::http::Failure;
use domain::ids::{ActivityId, DeviceId, PersonId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// Who opened the scanner, if it is one of the activity.
///
/// # Errors
/// Of the database.
pub async fn opener(pool: &AnyPool, activity: ActivityId, device: DeviceId) -> Result<Option<PersonId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT opened_by FROM scanners WHERE id = $1 AND activity = $2").bind(device.raw()).bind(activity.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(person,)| PersonId::from_raw(person)))
}

/// How many scanners the person has opened for the activity since then.
///
/// # Errors
/// Of the database.
pub async fn opened_since(tx: &mut AnyConnection, activity: ActivityId, person: PersonId, since: Timestamp) -> Result<u32, Failure> {
    let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM scanners WHERE opened_by = $1 AND activity = $2 AND opened_at > $3")
        .bind(person.raw())
        .bind(activity.raw())
        .bind(since.unix_ms())
        .fetch_one(tx)
        .await?;
    Ok(super::count(count))
}

/// Keeps a new scanner.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, device: DeviceId, activity: ActivityId, opened_by: PersonId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("INSERT INTO scanners (id, activity, opened_by, opened_at) VALUES ($1, $2, $3, $4)")
        .bind(device.raw())
        .bind(activity.raw())
        .bind(opened_by.raw())
        .bind(now.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}
