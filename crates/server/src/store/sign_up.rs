//! Sign-ups and the places they take.

use crate::http::Failure;
use domain::activity::{ActivityStatus, Terms};
use domain::api::{Cursor, Page};
use domain::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use domain::sign_up::{Applicant, ShiftStanding, SignUp, SignUpStatus};
use domain::time::{Day, Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// A shift with all that decides who may have a place in it.
#[derive(Debug, Clone)]
pub struct ShiftRow {
    pub shift: ShiftId,
    pub activity: ActivityId,
    pub title: String,
    pub place: String,
    pub position_name: String,
    pub status: ActivityStatus,
    pub terms: Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
}

/// The shift, its activity and its position.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<ShiftRow, Failure> {
    type Row = (i64, String, String, String, String, String, i64, i64, i64, i64);
    let row: Option<Row> = sqlx::query_as(
        "SELECT s.activity, a.title, a.place, p.name, a.status, a.terms, s.starts_at, s.ends_at, s.capacity, s.taken \
         FROM shifts s JOIN activities a ON a.id = s.activity JOIN positions p ON p.id = s.position WHERE s.id = $1",
    )
    .bind(shift.raw())
    .fetch_optional(tx)
    .await?;
    let (activity, title, place, position_name, status, terms, starts_at, ends_at, capacity, taken) = row.ok_or_else(Failure::not_found)?;
    Ok(ShiftRow {
        shift,
        activity: ActivityId::from_raw(activity),
        title,
        place,
        position_name,
        status: super::of_word(status)?,
        terms: serde_json::from_str(&terms)?,
        time: interval(starts_at, ends_at),
        capacity: u32::try_from(capacity).unwrap_or(0),
        taken: u32::try_from(taken).unwrap_or(u32::MAX),
    })
}

fn interval(starts_at: i64, ends_at: i64) -> Interval {
    Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) }
}

/// What is known of a person who wants a place.
///
/// # Errors
/// 404 when there is no such person; of the database.
pub async fn applicant(tx: &mut AnyConnection, person: PersonId, now: Timestamp) -> Result<Applicant, Failure> {
    let row: Option<(Option<i64>, i64)> = sqlx::query_as(
        "SELECT p.birth_day, (SELECT count(*) FROM sign_ups u WHERE u.person = p.id AND u.status = 'confirmed' AND u.starts_at > $2) FROM people p WHERE p.id = $1",
    )
    .bind(person.raw())
    .bind(now.unix_ms())
    .fetch_optional(tx)
    .await?;
    let (birth_day, open) = row.ok_or_else(Failure::not_found)?;
    Ok(Applicant { birth: birth_day.and_then(Day::from_unix_days), open_sign_ups: u32::try_from(open).unwrap_or(u32::MAX) })
}

/// How the shift stands to the person: the own sign-up, and what else they do at that time.
///
/// # Errors
/// Of the database.
pub async fn standing(tx: &mut AnyConnection, person: PersonId, shift: ShiftId, time: Interval) -> Result<ShiftStanding, Failure> {
    let own: Option<(i64, String)> = sqlx::query_as("SELECT id, status FROM sign_ups WHERE shift = $1 AND person = $2").bind(shift.raw()).bind(person.raw()).fetch_optional(&mut *tx).await?;
    let overlaps: Option<(String,)> = sqlx::query_as(
        "SELECT a.title FROM sign_ups u JOIN activities a ON a.id = u.activity \
         WHERE u.person = $1 AND u.shift <> $2 AND u.status = 'confirmed' AND u.starts_at < $3 AND u.ends_at > $4 ORDER BY u.starts_at LIMIT 1",
    )
    .bind(person.raw())
    .bind(shift.raw())
    .bind(time.end.unix_ms())
    .bind(time.start.unix_ms())
    .fetch_optional(tx)
    .await?;
    Ok(ShiftStanding {
        shift,
        sign_up: own.as_ref().map(|(id, _)| SignUpId::from_raw(*id)),
        status: own.map(|(_, status)| super::of_word(status)).transpose()?,
        overlaps: overlaps.map(|(title,)| title),
    })
}

/// Makes what changes one person's sign-ups, records and cards wait for each other, so that two at the
/// same time cannot overlap.
/// SQLite has one writer anyway; PostgreSQL holds the person's row.
///
/// # Errors
/// Of the database.
pub async fn hold_person(tx: &mut AnyConnection, person: PersonId) -> Result<(), Failure> {
    sqlx::query("UPDATE people SET created_at = created_at WHERE id = $1").bind(person.raw()).execute(tx).await?;
    Ok(())
}

/// Takes one place; false when none is left. The one write that decides a rush: the condition and
/// the change are one statement, so no two can take the same place.
///
/// # Errors
/// Of the database.
pub async fn take_place(tx: &mut AnyConnection, shift: ShiftId) -> Result<bool, Failure> {
    let taken = sqlx::query("UPDATE shifts SET taken = taken + 1 WHERE id = $1 AND taken < capacity AND called_off = 0").bind(shift.raw()).execute(tx).await?;
    Ok(taken.rows_affected() == 1)
}

/// Gives one place back.
///
/// # Errors
/// Of the database.
pub async fn free_place(tx: &mut AnyConnection, shift: ShiftId) -> Result<(), Failure> {
    sqlx::query("UPDATE shifts SET taken = taken - 1 WHERE id = $1 AND taken > 0").bind(shift.raw()).execute(tx).await?;
    Ok(())
}

/// Confirms a sign-up: a new row, or the person's cancelled one again. None when the person has a
/// place in the shift already.
///
/// # Errors
/// Of the database.
pub async fn confirm(tx: &mut AnyConnection, id: i64, row: &ShiftRow, person: PersonId, now: Timestamp) -> Result<Option<SignUpId>, Failure> {
    let kept: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO sign_ups (id, shift, activity, person, starts_at, ends_at, status, signed_up_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', $7, $7) \
         ON CONFLICT (shift, person) DO UPDATE SET status = 'confirmed', signed_up_at = excluded.signed_up_at, changed_at = excluded.changed_at WHERE sign_ups.status = 'cancelled' \
         RETURNING id",
    )
    .bind(id)
    .bind(row.shift.raw())
    .bind(row.activity.raw())
    .bind(person.raw())
    .bind(row.time.start.unix_ms())
    .bind(row.time.end.unix_ms())
    .bind(now.unix_ms())
    .fetch_optional(tx)
    .await?;
    Ok(kept.map(|(id,)| SignUpId::from_raw(id)))
}

/// Whose sign-up this is, for which shift, and where it stands.
///
/// # Errors
/// 404 when there is none, or it is somebody else's; of the database.
pub async fn own(tx: &mut AnyConnection, sign_up: SignUpId, person: PersonId) -> Result<(ShiftId, SignUpStatus), Failure> {
    let row: Option<(i64, String)> = sqlx::query_as("SELECT shift, status FROM sign_ups WHERE id = $1 AND person = $2").bind(sign_up.raw()).bind(person.raw()).fetch_optional(tx).await?;
    let (shift, status) = row.ok_or_else(Failure::not_found)?;
    Ok((ShiftId::from_raw(shift), super::of_word(status)?))
}

/// Cancels a confirmed sign-up; false when it is not confirmed any more.
///
/// # Errors
/// Of the database.
pub async fn cancel(tx: &mut AnyConnection, sign_up: SignUpId, now: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE sign_ups SET status = 'cancelled', changed_at = $1 WHERE id = $2 AND status = 'confirmed'").bind(now.unix_ms()).bind(sign_up.raw()).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Marks the person's sign-up for the shift as attended.
///
/// # Errors
/// Of the database.
pub async fn attend(tx: &mut AnyConnection, shift: ShiftId, person: PersonId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE sign_ups SET status = 'attended', changed_at = $1 WHERE shift = $2 AND person = $3 AND status = 'confirmed'")
        .bind(now.unix_ms())
        .bind(shift.raw())
        .bind(person.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// One page of a person's sign-ups, latest shift first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<SignUp>, Failure> {
    type Row = (i64, i64, String, i64, String, String, i64, i64, String, i64);
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: i64::MAX });
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT u.id, u.activity, a.title, u.shift, p.name, a.place, u.starts_at, u.ends_at, u.status, u.signed_up_at \
         FROM sign_ups u JOIN activities a ON a.id = u.activity JOIN shifts s ON s.id = u.shift JOIN positions p ON p.id = s.position \
         WHERE u.person = $1 AND (u.starts_at < $2 OR (u.starts_at = $2 AND u.id < $3)) ORDER BY u.starts_at DESC, u.id DESC LIMIT $4",
    )
    .bind(person.raw())
    .bind(after.key)
    .bind(after.id)
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let sign_up = |(id, activity, activity_title, shift, position_name, place, starts_at, ends_at, status, signed_up_at): Row| -> Result<SignUp, Failure> {
        Ok(SignUp {
            id: SignUpId::from_raw(id),
            activity: ActivityId::from_raw(activity),
            activity_title,
            shift: ShiftId::from_raw(shift),
            position_name,
            place,
            time: interval(starts_at, ends_at),
            status: super::of_word(status)?,
            signed_up_at: Timestamp::from_unix_ms(signed_up_at),
        })
    };
    let items = rows.into_iter().map(sign_up).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |u: &SignUp| Cursor { key: u.time.start.unix_ms(), id: u.id.raw() }))
}
