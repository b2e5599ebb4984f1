//! Sign-ups and the places they take.

use super::waitlist::place_in_line;
use crate::http::Failure;
use domain::activity::{ActivityStatus, Terms};
use domain::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use domain::sign_up::{Applicant, Ending, ShiftStanding, SignUpStatus};
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
    /// Of the activity; cancelled too when only the shift is called off.
    pub status: ActivityStatus,
    pub terms: Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
    /// People in line who do not rest.
    pub waiting: u32,
}

/// The shift, its activity and its position.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<ShiftRow, Failure> {
    type Row = (i64, String, String, String, String, String, i64, i64, i64, i64, i64);
    let row: Option<Row> = sqlx::query_as(
        "SELECT s.activity, a.title, a.place, p.name, CASE WHEN s.called_off = 1 THEN 'cancelled' ELSE a.status END, a.terms, s.starts_at, s.ends_at, s.capacity, s.taken, \
         (SELECT count(*) FROM sign_ups w WHERE w.shift = s.id AND w.status = 'waitlisted' AND w.resting = 0) \
         FROM shifts s JOIN activities a ON a.id = s.activity JOIN positions p ON p.id = s.position WHERE s.id = $1",
    )
    .bind(shift.raw())
    .fetch_optional(tx)
    .await?;
    let (activity, title, place, position_name, status, terms, starts_at, ends_at, capacity, taken, waiting) = row.ok_or_else(Failure::not_found)?;
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
        waiting: super::count(waiting),
    })
}

pub(super) fn interval(starts_at: i64, ends_at: i64) -> Interval {
    Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) }
}

/// What is known of a person who wants a place.
///
/// # Errors
/// 404 when there is no such person; of the database.
pub async fn applicant(tx: &mut AnyConnection, person: PersonId, now: Timestamp) -> Result<Applicant, Failure> {
    let row: Option<(Option<i64>, i64)> = sqlx::query_as(
        "SELECT p.birth_day, (SELECT count(*) FROM sign_ups u WHERE u.person = p.id AND u.status IN ('pending', 'confirmed', 'waitlisted', 'offered') AND u.starts_at > $2) FROM people p WHERE p.id = $1",
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
    type Own = (i64, String, Option<i64>, Option<i64>);
    let own: Option<Own> = sqlx::query_as(concat!("SELECT u.id, u.status, ", place_in_line!(), ", u.offer_until FROM sign_ups u WHERE u.shift = $1 AND u.person = $2"))
        .bind(shift.raw())
        .bind(person.raw())
        .fetch_optional(&mut *tx)
        .await?;
    let overlaps: Option<(String,)> = sqlx::query_as(
        "SELECT a.title FROM sign_ups u JOIN activities a ON a.id = u.activity \
         WHERE u.person = $1 AND u.shift <> $2 AND u.status IN ('pending', 'confirmed') AND u.starts_at < $3 AND u.ends_at > $4 ORDER BY u.starts_at LIMIT 1",
    )
    .bind(person.raw())
    .bind(shift.raw())
    .bind(time.end.unix_ms())
    .bind(time.start.unix_ms())
    .fetch_optional(tx)
    .await?;
    let mut standing = ShiftStanding { shift, sign_up: None, status: None, overlaps: overlaps.map(|(title,)| title), place_in_line: None, offer_until: None };
    if let Some((id, status, place_in_line, offer_until)) = own {
        standing.sign_up = Some(SignUpId::from_raw(id));
        standing.status = Some(super::of_word(status)?);
        standing.place_in_line = place_in_line.map(super::count);
        standing.offer_until = offer_until.map(Timestamp::from_unix_ms);
    }
    Ok(standing)
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

/// Keeps a sign-up as `status`: a new row, or the person's own one again that was cancelled or waits; `line` is its place in
/// line. None when the person's sign-up stands otherwise.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, id: i64, row: &ShiftRow, person: PersonId, status: SignUpStatus, line: Option<i64>, now: Timestamp) -> Result<Option<SignUpId>, Failure> {
    let kept: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO sign_ups (id, shift, activity, person, starts_at, ends_at, status, line, signed_up_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) \
         ON CONFLICT (shift, person) DO UPDATE SET status = excluded.status, line = excluded.line, resting = 0, offer_until = NULL, ending = NULL, reason = NULL, moved = 0, \
         signed_up_at = excluded.signed_up_at, changed_at = excluded.changed_at WHERE sign_ups.status IN ('cancelled', 'waitlisted') RETURNING id",
    )
    .bind(id)
    .bind(row.shift.raw())
    .bind(row.activity.raw())
    .bind(person.raw())
    .bind(row.time.start.unix_ms())
    .bind(row.time.end.unix_ms())
    .bind(super::word(&status)?)
    .bind(line)
    .bind(now.unix_ms())
    .fetch_optional(tx)
    .await?;
    Ok(kept.map(|(id,)| SignUpId::from_raw(id)))
}

/// The activity of a sign-up, if there is one.
///
/// # Errors
/// Of the database.
pub async fn activity_of(pool: &AnyPool, sign_up: SignUpId) -> Result<Option<ActivityId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT activity FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(id,)| ActivityId::from_raw(id)))
}

/// A sign-up whose shift is held: nothing of the shift's places and line changes until the transaction ends.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub shift: ShiftId,
    pub person: PersonId,
    pub status: SignUpStatus,
}

/// Holds the shift of a sign-up and tells where the sign-up stands.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn hold(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<Held, Failure> {
    let row: Option<(i64, i64)> = sqlx::query_as("SELECT shift, person FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_optional(&mut *tx).await?;
    let (shift, person) = row.ok_or_else(Failure::not_found)?;
    let (shift, person) = (ShiftId::from_raw(shift), PersonId::from_raw(person));
    hold_shift(tx, shift).await?;
    // Only now: what was done to it meanwhile is over.
    let (status,): (String,) = sqlx::query_as("SELECT status FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_one(tx).await?;
    Ok(Held { shift, person, status: super::of_word(status)? })
}

/// The same for the person's own sign-up.
///
/// # Errors
/// 404 when there is none, or it is somebody else's; of the database.
pub async fn hold_own(tx: &mut AnyConnection, sign_up: SignUpId, person: PersonId) -> Result<Held, Failure> {
    let held = hold(tx, sign_up).await?;
    if held.person == person { Ok(held) } else { Err(Failure::not_found()) }
}

/// Makes all that changes the places and the line of one shift wait for each other. Whoever holds a person too holds them first.
///
/// # Errors
/// Of the database.
pub async fn hold_shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<(), Failure> {
    sqlx::query("UPDATE shifts SET taken = taken WHERE id = $1").bind(shift.raw()).execute(tx).await?;
    Ok(())
}

/// Makes a held sign-up `status`, which ends its time in line.
///
/// # Errors
/// Of the database.
pub async fn become_status(tx: &mut AnyConnection, sign_up: SignUpId, status: SignUpStatus, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE sign_ups SET status = $1, line = NULL, resting = 0, offer_until = NULL, changed_at = $2 WHERE id = $3")
        .bind(super::word(&status)?)
        .bind(now.unix_ms())
        .bind(sign_up.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// Cancels a held sign-up; `reason` is what the team said.
///
/// # Errors
/// Of the database.
pub async fn end(tx: &mut AnyConnection, sign_up: SignUpId, ending: Ending, reason: Option<&str>, now: Timestamp) -> Result<(), Failure> {
    become_status(tx, sign_up, SignUpStatus::Cancelled, now).await?;
    sqlx::query("UPDATE sign_ups SET ending = $1, reason = $2 WHERE id = $3").bind(super::word(&ending)?).bind(reason).bind(sign_up.raw()).execute(tx).await?;
    Ok(())
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
