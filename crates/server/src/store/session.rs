//! Logged-in browsers.

use crate::http::Failure;
use domain::api::session::Session;
use domain::can::{PersonKind, Role};
use domain::ids::{PersonId, SessionId};
use domain::policy::SessionPolicy;
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// A session found by its cookie.
#[derive(Debug, Clone)]
pub struct Found {
    pub session: SessionId,
    pub person: PersonId,
    pub kind: PersonKind,
    pub roles: Vec<Role>,
    created_at: Timestamp,
    seen_at: Timestamp,
}

/// How often `seen_at` is written; more often only costs.
const TOUCH_SECONDS: i64 = 300;

impl Found {
    /// Whether the policy has ended it: too long unused, or too old.
    pub fn has_ended(&self, policy: &SessionPolicy, now: Timestamp) -> bool {
        let (idle, most) = match self.kind {
            // People with a role see others' data, so they are treated as staff.
            PersonKind::Volunteer if self.roles.is_empty() => (i64::from(policy.volunteer_idle_days) * 86_400, i64::from(policy.volunteer_max_days) * 86_400),
            _ => (i64::from(policy.staff_idle_minutes) * 60, i64::from(policy.staff_max_hours) * 3_600),
        };
        // `seen_at` may be a touch interval old without anybody having been away.
        now.seconds_since(self.seen_at) > idle + TOUCH_SECONDS || now.seconds_since(self.created_at) > most
    }

    /// Whether it is time to write down that the browser was seen.
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        now.seconds_since(self.seen_at) >= TOUCH_SECONDS
    }
}

/// The live session with this token hash.
///
/// # Errors
/// Of the database.
pub async fn by_token(pool: &AnyPool, hash: &[u8]) -> Result<Option<Found>, Failure> {
    let row: Option<(i64, i64, String, i64, i64)> = sqlx::query_as(
        "SELECT s.id, s.person, p.kind, s.created_at, s.seen_at FROM sessions s JOIN people p ON p.id = s.person WHERE s.token_hash = $1 AND s.revoked_at IS NULL",
    )
    .bind(hash.to_vec())
    .fetch_optional(pool)
    .await?;
    let Some((session, person, kind, created_at, seen_at)) = row else { return Ok(None) };
    let person = PersonId::from_raw(person);
    let roles = super::grant::roles_of(pool, person).await?;
    Ok(Some(Found {
        session: SessionId::from_raw(session),
        person,
        kind: super::of_word(kind)?,
        roles,
        created_at: Timestamp::from_unix_ms(created_at),
        seen_at: Timestamp::from_unix_ms(seen_at),
    }))
}

/// A session to open.
#[derive(Debug)]
pub struct NewSession {
    pub id: i64,
    pub token_hash: Vec<u8>,
    pub person: PersonId,
    pub device: String,
    pub now: Timestamp,
}

/// Opens a session.
///
/// # Errors
/// Of the database.
pub async fn open(tx: &mut AnyConnection, new: &NewSession) -> Result<(), Failure> {
    sqlx::query("INSERT INTO sessions (id, token_hash, person, device, created_at, seen_at) VALUES ($1, $2, $3, $4, $5, $5)")
        .bind(new.id)
        .bind(new.token_hash.clone())
        .bind(new.person.raw())
        .bind(&new.device)
        .bind(new.now.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes down that the browser was seen.
///
/// # Errors
/// Of the database.
pub async fn touch(tx: &mut AnyConnection, session: SessionId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE sessions SET seen_at = $1 WHERE id = $2").bind(now.unix_ms()).bind(session.raw()).execute(tx).await?;
    Ok(())
}

/// Live sessions of a person, the latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, current: Option<SessionId>) -> Result<Vec<Session>, Failure> {
    let rows: Vec<(i64, String, i64, i64)> =
        sqlx::query_as("SELECT id, device, created_at, seen_at FROM sessions WHERE person = $1 AND revoked_at IS NULL ORDER BY seen_at DESC, id DESC LIMIT 100")
            .bind(person.raw())
            .fetch_all(pool)
            .await?;
    let session = |(id, device, created_at, seen_at)| Session {
        id: SessionId::from_raw(id),
        device,
        created_at: Timestamp::from_unix_ms(created_at),
        seen_at: Timestamp::from_unix_ms(seen_at),
        current: current == Some(SessionId::from_raw(id)),
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends one session of a person; false when they have no such session.
///
/// # Errors
/// Of the database.
pub async fn end(tx: &mut AnyConnection, person: PersonId, session: SessionId, now: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE sessions SET revoked_at = $1 WHERE id = $2 AND person = $3 AND revoked_at IS NULL")
        .bind(now.unix_ms())
        .bind(session.raw())
        .bind(person.raw())
        .execute(tx)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Ends all sessions of a person.
///
/// # Errors
/// Of the database.
pub async fn end_all(tx: &mut AnyConnection, person: PersonId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE sessions SET revoked_at = $1 WHERE person = $2 AND revoked_at IS NULL").bind(now.unix_ms()).bind(person.raw()).execute(tx).await?;
    Ok(())
}
