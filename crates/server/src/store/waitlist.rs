//! The waiting list of a shift: who stands where, what is offered to whom, and which lists something is due on.
//!
//! What changes a line holds its shift first ([`super::sign_up::hold_shift`]).

use super::party::with_party;
use super::sign_up::ShiftRow;
use crate::http::Failure;
use domain::ids::{PersonId, ShiftId, SignUpId};
use domain::sign_up::line::{Line, Standing, Waiting};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// The place in line of the sign-up `u`, counted from 1; none when it does not wait. A party counts once.
macro_rules! place_in_line {
    () => {
        "CASE WHEN u.status = 'waitlisted' THEN (SELECT count(*) FROM sign_ups w WHERE w.shift = u.shift AND w.status = 'waitlisted' AND w.party IS NULL AND w.line <= u.line) END"
    };
}
pub(super) use place_in_line;

/// Places for those in the line of the shift `s` who do not rest. While some are free, only for those whom they are enough for: a group
/// that needs more keeps nobody else from them.
macro_rules! places_waited_for {
    () => {
        "(SELECT CAST(COALESCE(sum(w.places), 0) AS BIGINT) FROM sign_ups w WHERE w.shift = s.id AND w.status = 'waitlisted' AND w.resting = 0 \
         AND (s.taken >= s.capacity OR w.places <= s.capacity - s.taken))"
    };
}
pub(super) use places_waited_for;

/// How many in line are looked at for free places at a time, beside as many as there are places; the job comes back for the rest.
const LOOKED_AT: i64 = 500;

/// The line of a shift, as far as there are places to give at `now`.
///
/// # Errors
/// Of the database.
pub async fn line(tx: &mut AnyConnection, row: &ShiftRow, now: Timestamp) -> Result<Line, Failure> {
    let offers: Vec<(i64, i64, i64)> = sqlx::query_as("SELECT id, places, offer_until FROM sign_ups WHERE shift = $1 AND status = 'offered' AND party IS NULL AND offer_until <= $2 ORDER BY offer_until, id")
        .bind(row.shift.raw())
        .bind(now.unix_ms())
        .fetch_all(&mut *tx)
        .await?;
    let free = row.capacity.saturating_sub(row.taken);
    let enough = offers.iter().fold(i64::from(free), |all, (_, places, _)| all.saturating_add(*places));
    let waiting: Vec<(i64, i64)> = sqlx::query_as("SELECT id, places FROM sign_ups WHERE shift = $1 AND status = 'waitlisted' AND party IS NULL AND resting = 0 AND places <= $2 ORDER BY line, id LIMIT $3")
        .bind(row.shift.raw())
        .bind(enough)
        .bind(enough.saturating_add(LOOKED_AT))
        .fetch_all(tx)
        .await?;
    let standing = |(id, places, until)| Standing { sign_up: SignUpId::from_raw(id), places: super::count(places), until: Timestamp::from_unix_ms(until) };
    Ok(Line {
        starts_at: row.time.start,
        free,
        offers: offers.into_iter().map(standing).collect(),
        waiting: waiting.into_iter().map(|(id, places)| Waiting { sign_up: SignUpId::from_raw(id), places: super::count(places) }).collect(),
    })
}

/// Holds a place for somebody who waits, with all of their party: the place itself is taken elsewhere. Whose it is.
///
/// # Errors
/// Of the database.
pub async fn offer(tx: &mut AnyConnection, sign_up: SignUpId, until: Timestamp, now: Timestamp) -> Result<PersonId, Failure> {
    let rows = sqlx::query_as(concat!("UPDATE sign_ups SET status = 'offered', offer_until = $1, changed_at = $2 WHERE ", with_party!("$3"), " RETURNING id, person"))
        .bind(until.unix_ms())
        .bind(now.unix_ms())
        .bind(sign_up.raw())
        .fetch_all(tx)
        .await?;
    head(sign_up, &rows)
}

/// Of the sign-ups of a party, whose `sign_up` is.
fn head(sign_up: SignUpId, rows: &[(i64, i64)]) -> Result<PersonId, Failure> {
    rows.iter().find(|(id, _)| *id == sign_up.raw()).map(|(_, person)| PersonId::from_raw(*person)).ok_or_else(Failure::not_found)
}

/// Puts somebody to whom a place was offered, with all of their party, to the end of the line, where `line` is, to rest. Who it is.
///
/// # Errors
/// Of the database.
pub async fn rest(tx: &mut AnyConnection, sign_up: SignUpId, line: i64, now: Timestamp) -> Result<PersonId, Failure> {
    let rows = sqlx::query_as(concat!("UPDATE sign_ups SET status = 'waitlisted', line = $1, resting = 1, offer_until = NULL, changed_at = $2 WHERE ", with_party!("$3"), " RETURNING id, person"))
        .bind(line)
        .bind(now.unix_ms())
        .bind(sign_up.raw())
        .fetch_all(tx)
        .await?;
    head(sign_up, &rows)
}

/// Another place became free: who rested is asked again.
///
/// # Errors
/// Of the database.
pub async fn wake(tx: &mut AnyConnection, shift: ShiftId) -> Result<(), Failure> {
    sqlx::query("UPDATE sign_ups SET resting = 0 WHERE shift = $1 AND status = 'waitlisted' AND resting = 1").bind(shift.raw()).execute(tx).await?;
    Ok(())
}

/// Ends all sign-ups of a shift that have no place yet, and gives back those that were held for them. Whose they were.
///
/// # Errors
/// Of the database.
pub async fn close(tx: &mut AnyConnection, shift: ShiftId, now: Timestamp) -> Result<Vec<PersonId>, Failure> {
    let (held,): (i64,) = sqlx::query_as("SELECT CAST(COALESCE(sum(places), 0) AS BIGINT) FROM sign_ups WHERE shift = $1 AND status IN ('pending', 'offered')").bind(shift.raw()).fetch_one(&mut *tx).await?;
    let people: Vec<(i64,)> = sqlx::query_as(
        "UPDATE sign_ups SET status = 'cancelled', ending = 'closed', line = NULL, resting = 0, offer_until = NULL, changed_at = $1 \
         WHERE shift = $2 AND status IN ('pending', 'waitlisted', 'offered') RETURNING person",
    )
    .bind(now.unix_ms())
    .bind(shift.raw())
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query("UPDATE shifts SET taken = taken - $1 WHERE id = $2").bind(held).bind(shift.raw()).execute(tx).await?;
    Ok(people.into_iter().map(|(person,)| PersonId::from_raw(person)).collect())
}

/// Shifts on whose lists something is due at `now`, at most `most` of them: an offer is over, enough places are free for somebody who waits, or
/// sign-up has closed (for shifts that begin by `closed`) and somebody still hopes.
///
/// # Errors
/// Of the database.
pub async fn due(pool: &AnyPool, now: Timestamp, closed: Timestamp, most: i64) -> Result<Vec<ShiftId>, Failure> {
    let rows: Vec<(i64,)> = sqlx::query_as(
        "SELECT shift FROM sign_ups WHERE status = 'offered' AND offer_until <= $1 \
         UNION SELECT shift FROM sign_ups WHERE status = 'pending' AND starts_at <= $2 \
         UNION SELECT u.shift FROM sign_ups u JOIN shifts s ON s.id = u.shift \
         WHERE u.status = 'waitlisted' AND u.party IS NULL AND (u.starts_at <= $2 OR (u.resting = 0 AND s.taken + u.places <= s.capacity AND s.called_off = 0)) LIMIT $3",
    )
    .bind(now.unix_ms())
    .bind(closed.unix_ms())
    .bind(most)
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().map(|(shift,)| ShiftId::from_raw(shift)).collect())
}

/// Takes the line of a shift for oneself until `until`; false when somebody else has it.
///
/// # Errors
/// Of the database.
pub async fn lease(tx: &mut AnyConnection, shift: ShiftId, now: Timestamp, until: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE shifts SET leased_until = $1 WHERE id = $2 AND leased_until <= $3").bind(until.unix_ms()).bind(shift.raw()).bind(now.unix_ms()).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the lease back.
///
/// # Errors
/// Of the database.
pub async fn release(tx: &mut AnyConnection, shift: ShiftId) -> Result<(), Failure> {
    sqlx::query("UPDATE shifts SET leased_until = 0 WHERE id = $1").bind(shift.raw()).execute(tx).await?;
    Ok(())
}
