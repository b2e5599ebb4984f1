//! Guardians: codes with which minors ask, and the ledger of what was agreed to.

use crate::http::Failure;
use domain::guardian::{ConsentPurpose, Guardianship};
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::time::{Day, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// Keeps a minor's code instead of an older one.
///
/// # Errors
/// Of the database.
pub async fn keep_code(tx: &mut AnyConnection, minor: PersonId, hash: &[u8], expires_at: Timestamp) -> Result<(), Failure> {
    sqlx::query("INSERT INTO guardian_codes (minor, code_hash, expires_at) VALUES ($1, $2, $3) ON CONFLICT (minor) DO UPDATE SET code_hash = excluded.code_hash, expires_at = excluded.expires_at")
        .bind(minor.raw())
        .bind(hash.to_vec())
        .bind(expires_at.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// Somebody as the rules about guardians know them.
#[derive(Debug, Clone)]
pub struct Known {
    pub person: PersonId,
    pub name: String,
    pub birth: Option<Day>,
}

type KnownRow = (i64, String, Option<i64>);

fn known((person, name, birth): KnownRow) -> Known {
    Known { person: PersonId::from_raw(person), name, birth: birth.and_then(Day::from_unix_days) }
}

/// The minor whose code this is, as long as it holds.
///
/// # Errors
/// Of the database.
pub async fn by_code(tx: &mut AnyConnection, hash: &[u8], now: Timestamp) -> Result<Option<Known>, Failure> {
    let row: Option<KnownRow> = sqlx::query_as("SELECT p.id, p.name, p.birth_day FROM guardian_codes c JOIN people p ON p.id = c.minor WHERE c.code_hash = $1 AND c.expires_at > $2")
        .bind(hash.to_vec())
        .bind(now.unix_ms())
        .fetch_optional(tx)
        .await?;
    Ok(row.map(known))
}

/// A person with name and date of birth.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn person(tx: &mut AnyConnection, person: PersonId) -> Result<Known, Failure> {
    let row: Option<KnownRow> = sqlx::query_as("SELECT id, name, birth_day FROM people WHERE id = $1").bind(person.raw()).fetch_optional(tx).await?;
    row.map(known).ok_or_else(Failure::not_found)
}

/// A code holds once.
///
/// # Errors
/// Of the database.
pub async fn use_code(tx: &mut AnyConnection, minor: PersonId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM guardian_codes WHERE minor = $1").bind(minor.raw()).execute(tx).await?;
    Ok(())
}

/// A row of the ledger.
#[derive(Debug, Clone, Copy)]
pub struct Consent<'v> {
    pub id: i64,
    pub minor: PersonId,
    pub guardian: PersonId,
    pub purpose: ConsentPurpose,
    pub version: &'v str,
    pub at: Timestamp,
    /// The minor's sign-up that the guardian agrees to by making it; none when they agree in general.
    pub sign_up: Option<SignUpId>,
}

/// Writes into the ledger.
///
/// # Errors
/// Of the database.
pub async fn agree(tx: &mut AnyConnection, consent: Consent<'_>) -> Result<(), Failure> {
    sqlx::query("INSERT INTO guardian_consents (id, minor, guardian, purpose, version, given_at, sign_up) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(consent.id)
        .bind(consent.minor.raw())
        .bind(consent.guardian.raw())
        .bind(super::word(&consent.purpose)?)
        .bind(consent.version.to_owned())
        .bind(consent.at.unix_ms())
        .bind(consent.sign_up.map(SignUpId::raw))
        .execute(tx)
        .await?;
    Ok(())
}

/// Takes back what a guardian agreed to for a minor in general, for something that is agreed to in its place. Sign-ups that they made stay agreed to.
///
/// # Errors
/// Of the database.
pub async fn replace(tx: &mut AnyConnection, minor: PersonId, guardian: PersonId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE guardian_consents SET withdrawn_at = $1 WHERE minor = $2 AND guardian = $3 AND sign_up IS NULL AND withdrawn_at IS NULL")
        .bind(now.unix_ms())
        .bind(minor.raw())
        .bind(guardian.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// Withdraws all that a guardian agreed to for a minor; false when there was nothing.
///
/// # Errors
/// Of the database.
pub async fn withdraw(tx: &mut AnyConnection, minor: PersonId, guardian: PersonId, now: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE guardian_consents SET withdrawn_at = $1 WHERE minor = $2 AND guardian = $3 AND withdrawn_at IS NULL")
        .bind(now.unix_ms())
        .bind(minor.raw())
        .bind(guardian.raw())
        .execute(tx)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Whether any guardian agrees that the person takes part. Whoever agreed for somebody so young that more was asked has agreed to that in
/// the same moment, and with the years less is asked, not more.
///
/// # Errors
/// Of the database.
pub async fn has_agreed(tx: &mut AnyConnection, minor: PersonId) -> Result<bool, Failure> {
    let row: Option<(i64,)> =
        sqlx::query_as("SELECT id FROM guardian_consents WHERE minor = $1 AND purpose = 'taking_part' AND withdrawn_at IS NULL LIMIT 1").bind(minor.raw()).fetch_optional(tx).await?;
    Ok(row.is_some())
}

/// Whether a guardian who agrees has a place in the shift.
///
/// # Errors
/// Of the database.
pub async fn comes(tx: &mut AnyConnection, minor: PersonId, shift: ShiftId) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as(
        "SELECT u.id FROM guardian_consents g JOIN sign_ups u ON u.person = g.guardian AND u.shift = $2 AND u.status IN ('pending', 'confirmed') \
         WHERE g.minor = $1 AND g.withdrawn_at IS NULL LIMIT 1",
    )
    .bind(minor.raw())
    .bind(shift.raw())
    .fetch_optional(tx)
    .await?;
    Ok(row.is_some())
}

/// Open sign-ups of a minor for shifts to come.
///
/// # Errors
/// Of the database.
pub async fn open_sign_ups(tx: &mut AnyConnection, minor: PersonId, now: Timestamp) -> Result<Vec<SignUpId>, Failure> {
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT id FROM sign_ups WHERE person = $1 AND status IN ('pending', 'confirmed', 'waitlisted', 'offered') AND starts_at > $2 ORDER BY shift")
        .bind(minor.raw())
        .bind(now.unix_ms())
        .fetch_all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id,)| SignUpId::from_raw(id)).collect())
}

/// Those for whom the person has agreed, by name.
///
/// # Errors
/// Of the database.
pub async fn wards(tx: &mut AnyConnection, guardian: PersonId) -> Result<Vec<Known>, Failure> {
    let rows: Vec<KnownRow> = sqlx::query_as(
        "SELECT DISTINCT p.id, p.name, p.birth_day FROM guardian_consents g JOIN people p ON p.id = g.minor WHERE g.guardian = $1 AND g.withdrawn_at IS NULL ORDER BY p.name, p.id",
    )
    .bind(guardian.raw())
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(known).collect())
}

/// Rows of the ledger with names; `$which` says which.
macro_rules! agreements_where {
    ($which:literal) => {
        concat!(
            "SELECT g.minor, m.name, g.guardian, a.name, g.purpose, g.given_at, g.withdrawn_at, v.title FROM guardian_consents g JOIN people m ON m.id = g.minor \
             JOIN people a ON a.id = g.guardian LEFT JOIN sign_ups u ON u.id = g.sign_up LEFT JOIN activities v ON v.id = u.activity WHERE ",
            $which,
            " ORDER BY g.given_at DESC, g.minor, g.guardian, g.sign_up, g.purpose DESC"
        )
    };
}

/// Which side of the ledger somebody stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Guardian,
    Minor,
}

/// The agreements of a person, the latest first; what was agreed to in one moment is one.
///
/// # Errors
/// Of the database.
pub async fn agreements(pool: &AnyPool, person: PersonId, side: Side) -> Result<Vec<Guardianship>, Failure> {
    type Row = (i64, String, i64, String, String, i64, Option<i64>, Option<String>);
    let sql = match side {
        Side::Guardian => agreements_where!("g.guardian = $1"),
        Side::Minor => agreements_where!("g.minor = $1"),
    };
    let rows: Vec<Row> = sqlx::query_as(sql).bind(person.raw()).fetch_all(pool).await?;
    let mut all: Vec<Guardianship> = Vec::new();
    for (minor, minor_name, guardian, guardian_name, purpose, given_at, withdrawn_at, activity) in rows {
        let purpose: ConsentPurpose = super::of_word(purpose)?;
        let (minor, guardian, given_at) = (PersonId::from_raw(minor), PersonId::from_raw(guardian), Timestamp::from_unix_ms(given_at));
        match all.last_mut() {
            // Several shifts of an activity are several sign-ups, agreed to in one moment.
            Some(last) if (last.minor, last.guardian, last.given_at, &last.activity) == (minor, guardian, given_at, &activity) => {
                if !last.purposes.contains(&purpose) {
                    last.purposes.push(purpose);
                }
            }
            _ => all.push(Guardianship {
                minor, minor_name, guardian, guardian_name, purposes: vec![purpose], activity, given_at, withdrawn_at: withdrawn_at.map(Timestamp::from_unix_ms),
            }),
        }
    }
    Ok(all)
}
