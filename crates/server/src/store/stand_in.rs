//! Places that their holders want to hand on.

use crate::http::Failure;
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::sign_up::SignUpStatus;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Looks for somebody, or for `named`, who takes the place over; an older search is replaced.
///
/// # Errors
/// Of the database.
pub async fn offer(tx: &mut AnyConnection, sign_up: SignUpId, named: Option<PersonId>, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("INSERT INTO stand_ins (sign_up, person, made_at) VALUES ($1, $2, $3) ON CONFLICT (sign_up) DO UPDATE SET person = excluded.person, made_at = excluded.made_at")
        .bind(sign_up.raw())
        .bind(named.map(PersonId::raw))
        .bind(now.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// Looks for nobody any more.
///
/// # Errors
/// Of the database.
pub async fn end(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM stand_ins WHERE sign_up = $1").bind(sign_up.raw()).execute(tx).await?;
    Ok(())
}

/// A place to be handed on.
#[derive(Debug, Clone)]
pub struct Offered {
    pub shift: ShiftId,
    /// Whose place it is.
    pub person: PersonId,
    pub name: String,
    pub status: SignUpStatus,
    /// The only one who may take it; anybody, when nobody was named.
    pub named: Option<PersonId>,
}

/// The place behind a search for a stand-in, when there is one.
///
/// # Errors
/// Of the database.
pub async fn find(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<Option<Offered>, Failure> {
    let row: Option<(i64, i64, String, String, Option<i64>)> =
        sqlx::query_as("SELECT u.shift, u.person, p.name, u.status, i.person FROM stand_ins i JOIN sign_ups u ON u.id = i.sign_up JOIN people p ON p.id = u.person WHERE i.sign_up = $1")
            .bind(sign_up.raw())
            .fetch_optional(tx)
            .await?;
    let Some((shift, person, name, status, named)) = row else { return Ok(None) };
    Ok(Some(Offered { shift: ShiftId::from_raw(shift), person: PersonId::from_raw(person), name, status: super::of_word(status)?, named: named.map(PersonId::from_raw) }))
}
