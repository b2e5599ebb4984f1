//! What is kept of a sign-up beside the person: answers and companions, as JSON in one column, and the places they make.

use crate::http::Failure;
use domain::ids::SignUpId;
use domain::sign_up::Joining;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// What was kept of a sign-up beside the person.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn of(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<Joining, Failure> {
    let row: Option<(Option<String>,)> = sqlx::query_as("SELECT joining FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_optional(tx).await?;
    let (kept,) = row.ok_or_else(Failure::not_found)?;
    read(kept)
}

/// The column as it is kept.
pub(super) fn read(column: Option<String>) -> Result<Joining, Failure> {
    Ok(column.map(|kept| serde_json::from_str(&kept)).transpose()?.unwrap_or_default())
}

/// Changes what is kept of a held sign-up beside the person, which takes so many places `fewer`.
///
/// # Errors
/// Of the database.
pub async fn keep(tx: &mut AnyConnection, sign_up: SignUpId, joining: &Joining, fewer: u32, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE sign_ups SET joining = $1, places = places - $2, changed_at = $3 WHERE id = $4")
        .bind(serde_json::to_string(joining)?)
        .bind(i64::from(fewer))
        .bind(now.unix_ms())
        .bind(sign_up.raw())
        .execute(tx)
        .await?;
    Ok(())
}
