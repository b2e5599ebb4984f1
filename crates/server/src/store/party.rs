//! Parties: the sign-ups of minors who came with their guardian, and those of minors who are in the same shift as a guardian of theirs.
//!
//! A minor's sign-up names the guardian's as its `party` and holds no place of its own: the guardian's holds those of all. So the line and
//! the count of places see one sign-up, and what becomes of it becomes of the party ([`with_party`]). What changes a party holds its shift first.

use crate::http::Failure;
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::sign_up::SignUpStatus;
use domain::time::{Day, Timestamp};
use sqlx::AnyConnection;

/// The sign-up whose id is the value named `$id`, and the open ones of its party.
macro_rules! with_party {
    ($id:literal) => {
        concat!("(id = ", $id, " OR (party = ", $id, " AND status IN ('pending', 'confirmed', 'waitlisted', 'offered')))")
    };
}
pub(super) use with_party;

/// A minor who came with their guardian.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    pub sign_up: SignUpId,
    pub person: PersonId,
}

/// The minors in the party of a sign-up, in the order of coming.
///
/// # Errors
/// Of the database.
pub async fn members(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<Vec<Member>, Failure> {
    let rows: Vec<(i64, i64)> = sqlx::query_as("SELECT id, person FROM sign_ups WHERE party = $1 AND status IN ('pending', 'confirmed', 'waitlisted', 'offered') ORDER BY id")
        .bind(sign_up.raw())
        .fetch_all(tx)
        .await?;
    Ok(rows.into_iter().map(|(sign_up, person)| Member { sign_up: SignUpId::from_raw(sign_up), person: PersonId::from_raw(person) }).collect())
}

/// The minors who wait in the line of a shift in the person's party.
///
/// # Errors
/// Of the database.
pub async fn waiting_with(tx: &mut AnyConnection, person: PersonId, shift: ShiftId) -> Result<Vec<PersonId>, Failure> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT m.person FROM sign_ups u JOIN sign_ups m ON m.party = u.id AND m.status = 'waitlisted' WHERE u.shift = $1 AND u.person = $2 AND u.status = 'waitlisted' ORDER BY m.id",
    )
    .bind(shift.raw())
    .bind(person.raw())
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(person,)| PersonId::from_raw(person)).collect())
}

/// Lets a minor go their own way, with one of the party's places, and where the party stands in line. Whoever is in no party stays as they are.
///
/// # Errors
/// Of the database.
pub async fn part(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<(), Failure> {
    sqlx::query("UPDATE sign_ups SET places = places - 1 WHERE id = (SELECT m.party FROM sign_ups m WHERE m.id = $1)").bind(sign_up.raw()).execute(&mut *tx).await?;
    sqlx::query("UPDATE sign_ups SET party = NULL, places = 1 WHERE id = $1 AND party IS NOT NULL").bind(sign_up.raw()).execute(tx).await?;
    Ok(())
}

/// A minor in a shift, and what their guardian's going would mean.
#[derive(Debug, Clone)]
pub struct Beside {
    pub sign_up: SignUpId,
    pub shift: ShiftId,
    pub starts_at: Timestamp,
    pub status: SignUpStatus,
    pub name: String,
    pub birth: Option<Day>,
    /// The sign-up in whose party it is.
    pub party: Option<SignUpId>,
    /// Whether another guardian has a place in the shift.
    pub another_comes: bool,
}

/// Sign-ups of those whom the person is guardian of, for shifts that end after `now`; in `shift` alone, when one is named.
///
/// # Errors
/// Of the database.
pub async fn beside(tx: &mut AnyConnection, guardian: PersonId, shift: Option<ShiftId>, now: Timestamp) -> Result<Vec<Beside>, Failure> {
    type Row = (i64, i64, i64, String, String, Option<i64>, Option<i64>, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT DISTINCT u.id, u.shift, u.starts_at, u.status, m.name, m.birth_day, u.party, CASE WHEN EXISTS (SELECT 1 FROM guardian_consents o JOIN sign_ups v ON v.person = o.guardian \
         AND v.shift = u.shift AND v.status IN ('pending', 'confirmed') WHERE o.minor = u.person AND o.withdrawn_at IS NULL AND o.guardian <> $1) THEN 1 ELSE 0 END \
         FROM guardian_consents g JOIN sign_ups u ON u.person = g.minor JOIN people m ON m.id = g.minor \
         WHERE g.guardian = $1 AND g.withdrawn_at IS NULL AND u.status IN ('pending', 'confirmed', 'waitlisted', 'offered', 'attended') AND u.ends_at > $2 ORDER BY u.id",
    )
    .bind(guardian.raw())
    .bind(now.unix_ms())
    .fetch_all(tx)
    .await?;
    let beside = |(sign_up, its, starts_at, status, name, birth, party, another): Row| {
        Ok(Beside {
            sign_up: SignUpId::from_raw(sign_up),
            shift: ShiftId::from_raw(its),
            starts_at: Timestamp::from_unix_ms(starts_at),
            status: super::of_word(status)?,
            name,
            birth: birth.and_then(Day::from_unix_days),
            party: party.map(SignUpId::from_raw),
            another_comes: another != 0,
        })
    };
    // Minors have few sign-ups to come, so those of other shifts are left out here.
    rows.into_iter().filter(|row| shift.is_none_or(|shift| shift.raw() == row.1)).map(beside).collect()
}
