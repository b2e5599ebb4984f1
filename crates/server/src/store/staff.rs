//! Members of staff: they log in by name and password and have no volunteer number.

use crate::http::Failure;
use anyhow::Result as Anyhow;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::Argon2;
use domain::can::Role;
use domain::ids::PersonId;
use domain::text::Line;
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// A member of staff to make, with a first role.
#[derive(Debug, Clone)]
pub struct NewStaff {
    pub id: i64,
    pub grant: i64,
    pub login: Line,
    pub password_hash: String,
    pub role: Role,
    pub now: Timestamp,
}

/// Argon2id with the crate's defaults (OWASP's first choice: 19 MiB, 2 passes).
///
/// # Errors
/// When the system cannot hash.
pub fn hash_password(password: &str) -> Anyhow<String> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|fault| anyhow::anyhow!("the password cannot be hashed: {fault}"))?;
    Ok(hash.to_string())
}

/// Whether `password` is the one that was hashed. Slow by design: call it off the async threads.
pub fn is_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// Makes a member of staff; false when the login name is taken.
///
/// # Errors
/// Of the database.
pub async fn make(tx: &mut AnyConnection, new: &NewStaff) -> Result<bool, Failure> {
    let made = sqlx::query("INSERT INTO people (id, kind, name, created_at, login, password_hash) VALUES ($1, 'staff', $2, $3, $2, $4) ON CONFLICT (login) DO NOTHING")
        .bind(new.id)
        .bind(new.login.as_str())
        .bind(new.now.unix_ms())
        .bind(&new.password_hash)
        .execute(&mut *tx)
        .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    super::grant::give(tx, new.grant, PersonId::from_raw(new.id), &new.role, None, new.now).await?;
    Ok(true)
}

/// The person with this login name and the hash of the password.
///
/// # Errors
/// Of the database.
pub async fn by_login(pool: &AnyPool, login: &Line) -> Result<Option<(PersonId, String)>, Failure> {
    let row: Option<(i64, String)> = sqlx::query_as("SELECT id, password_hash FROM people WHERE login = $1").bind(login.as_str()).fetch_optional(pool).await?;
    Ok(row.map(|(id, hash)| (PersonId::from_raw(id), hash)))
}
