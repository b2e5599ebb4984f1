//! Sign-ups and the places they take.

use super::party::with_party;
use super::waitlist::{place_in_line, places_waited_for};
use crate::http::Failure;
use domain::activity::{ActivityStatus, Terms};
use domain::ids::{ActivityId, PersonId, ShiftId, SignUpId, TeamId};
use domain::sign_up::{Ending, Joining, ShiftFacts, ShiftStanding, SignUpStatus, Wanted};
use domain::station::Position;
use domain::time::{Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// A shift with all that decides who may have a place in it.
#[derive(Debug, Clone)]
pub struct ShiftRow {
    pub shift: ShiftId,
    pub activity: ActivityId,
    pub team: TeamId,
    pub title: String,
    pub place: String,
    pub map_position: Option<Position>,
    pub position_name: String,
    /// Of the activity; cancelled too when only the shift is called off.
    pub status: ActivityStatus,
    pub terms: Terms,
    pub time: Interval,
    pub capacity: u32,
    pub taken: u32,
    /// Places for those in line to whom free ones go first.
    pub waiting: u32,
}

impl ShiftRow {
    /// The facts the rule asks for, when `wanted` places are.
    pub fn facts(&self, wanted: u32) -> ShiftFacts<'_> {
        ShiftFacts { status: self.status, terms: &self.terms, time: self.time, capacity: self.capacity, taken: self.taken, waiting: self.waiting, wanted }
    }

    /// The shift as what somebody wants beside what they do already.
    pub fn wanted(&self) -> Wanted {
        Wanted { shift: self.shift, time: self.time, position: self.map_position }
    }
}

/// The shift, its activity and its position.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<ShiftRow, Failure> {
    type Row = (i64, i64, String, String, Option<i64>, Option<i64>, String, String, String, i64, i64, i64, i64, i64);
    let row: Option<Row> = sqlx::query_as(concat!(
        "SELECT s.activity, a.team, a.title, a.place, a.latitude_e7, a.longitude_e7, p.name, CASE WHEN s.called_off = 1 THEN 'cancelled' ELSE a.status END, a.terms, \
         s.starts_at, s.ends_at, s.capacity, s.taken, ",
        places_waited_for!(),
        " FROM shifts s JOIN activities a ON a.id = s.activity JOIN positions p ON p.id = s.position WHERE s.id = $1",
    ))
    .bind(shift.raw())
    .fetch_optional(tx)
    .await?;
    let (activity, team, title, place, latitude, longitude, position_name, status, terms, starts_at, ends_at, capacity, taken, waiting) = row.ok_or_else(Failure::not_found)?;
    Ok(ShiftRow {
        shift,
        activity: ActivityId::from_raw(activity),
        team: TeamId::from_raw(team),
        title,
        place,
        map_position: super::map_position(latitude, longitude),
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

/// Adds the person's own sign-up for its shift, if there is one, to how that shift stands to them.
///
/// # Errors
/// Of the database.
pub async fn add_own(tx: &mut AnyConnection, person: PersonId, standing: &mut ShiftStanding) -> Result<(), Failure> {
    type Own = (i64, String, Option<i64>, Option<i64>, i64);
    let own: Option<Own> = sqlx::query_as(concat!("SELECT u.id, u.status, ", place_in_line!(), ", u.offer_until, u.moved FROM sign_ups u WHERE u.shift = $1 AND u.person = $2"))
        .bind(standing.shift.raw())
        .bind(person.raw())
        .fetch_optional(tx)
        .await?;
    if let Some((id, status, place_in_line, offer_until, moved)) = own {
        standing.sign_up = Some(SignUpId::from_raw(id));
        standing.status = Some(super::of_word(status)?);
        standing.place_in_line = place_in_line.map(super::count);
        standing.offer_until = offer_until.map(Timestamp::from_unix_ms);
        standing.moved = moved != 0;
    }
    Ok(())
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

/// Takes so many places; false when too few are left, and then none is taken. The one write that decides a rush: the condition and
/// the change are one statement, so no two can take the same place.
///
/// # Errors
/// Of the database.
pub async fn take_places(tx: &mut AnyConnection, shift: ShiftId, places: u32) -> Result<bool, Failure> {
    let taken = sqlx::query("UPDATE shifts SET taken = taken + $2 WHERE id = $1 AND taken + $2 <= capacity AND called_off = 0").bind(shift.raw()).bind(i64::from(places)).execute(tx).await?;
    Ok(taken.rows_affected() == 1)
}

/// Gives so many places back.
///
/// # Errors
/// Of the database.
pub async fn free_places(tx: &mut AnyConnection, shift: ShiftId, places: u32) -> Result<(), Failure> {
    sqlx::query("UPDATE shifts SET taken = taken - $2 WHERE id = $1 AND taken >= $2").bind(shift.raw()).bind(i64::from(places)).execute(tx).await?;
    Ok(())
}

/// A sign-up to keep.
#[derive(Debug, Clone)]
pub struct NewSignUp<'j> {
    /// Its id, when the person has none for this shift yet.
    pub id: i64,
    pub person: PersonId,
    pub status: SignUpStatus,
    /// Its place in line.
    pub line: Option<i64>,
    pub joining: &'j Joining,
    /// The guardian's sign-up, when the person comes in a guardian's party.
    pub party: Option<SignUpId>,
    /// Places it takes: none in a guardian's party, whose sign-up holds those of all.
    pub places: u32,
    /// Why the team signs the person up itself.
    pub by_team: Option<&'j str>,
}

/// Keeps a sign-up: a new row, or the person's own one again that was cancelled or waits. None when the person's sign-up stands otherwise.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, row: &ShiftRow, new: NewSignUp<'_>, now: Timestamp) -> Result<Option<SignUpId>, Failure> {
    let joining = if new.joining.is_none() { None } else { Some(serde_json::to_string(new.joining)?) };
    let kept: Option<(i64,)> = sqlx::query_as(
        "INSERT INTO sign_ups (id, shift, activity, person, starts_at, ends_at, status, line, signed_up_at, changed_at, places, joining, by_team, party) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13) \
         ON CONFLICT (shift, person) DO UPDATE SET status = excluded.status, line = excluded.line, resting = 0, offer_until = NULL, ending = NULL, reason = NULL, moved = 0, \
         signed_up_at = excluded.signed_up_at, changed_at = excluded.changed_at, places = excluded.places, joining = excluded.joining, by_team = excluded.by_team, party = excluded.party \
         WHERE sign_ups.status IN ('cancelled', 'waitlisted') RETURNING id",
    )
    .bind(new.id)
    .bind(row.shift.raw())
    .bind(row.activity.raw())
    .bind(new.person.raw())
    .bind(row.time.start.unix_ms())
    .bind(row.time.end.unix_ms())
    .bind(super::word(&new.status)?)
    .bind(new.line)
    .bind(now.unix_ms())
    .bind(i64::from(new.places))
    .bind(joining)
    .bind(new.by_team.map(str::to_owned))
    .bind(new.party.map(SignUpId::raw))
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

/// The activity of a shift, if there is one.
///
/// # Errors
/// Of the database.
pub async fn activity_of_shift(pool: &AnyPool, shift: ShiftId) -> Result<Option<ActivityId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT activity FROM shifts WHERE id = $1").bind(shift.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(id,)| ActivityId::from_raw(id)))
}

/// The shift of a sign-up, if there is one.
///
/// # Errors
/// Of the database.
pub async fn shift_of(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<Option<ShiftId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT shift FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_optional(tx).await?;
    Ok(row.map(|(id,)| ShiftId::from_raw(id)))
}

/// A sign-up whose shift is held: nothing of the shift's places and line changes until the transaction ends.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    pub shift: ShiftId,
    pub person: PersonId,
    pub status: SignUpStatus,
    /// Places it takes, or waits for.
    pub places: u32,
    /// The guardian's sign-up, when it is a minor's in a guardian's party.
    pub party: Option<SignUpId>,
    /// Whether the shift was moved since the person signed up.
    pub moved: bool,
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
    let (status, places, party, moved): (String, i64, Option<i64>, i64) = sqlx::query_as("SELECT status, places, party, moved FROM sign_ups WHERE id = $1").bind(sign_up.raw()).fetch_one(tx).await?;
    Ok(Held { shift, person, status: super::of_word(status)?, places: super::count(places), party: party.map(SignUpId::from_raw), moved: moved != 0 })
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

/// Makes a held sign-up `status`, with all of its party, which ends their time in line.
///
/// # Errors
/// Of the database.
pub async fn become_status(tx: &mut AnyConnection, sign_up: SignUpId, status: SignUpStatus, now: Timestamp) -> Result<(), Failure> {
    sqlx::query(concat!("UPDATE sign_ups SET status = $1, line = NULL, resting = 0, offer_until = NULL, changed_at = $2 WHERE ", with_party!("$3")))
        .bind(super::word(&status)?)
        .bind(now.unix_ms())
        .bind(sign_up.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// Cancels a held sign-up, with all of its party; `reason` is what the team said.
///
/// # Errors
/// Of the database.
pub async fn end(tx: &mut AnyConnection, sign_up: SignUpId, ending: Ending, reason: Option<&str>, now: Timestamp) -> Result<(), Failure> {
    // The reason first: whoever is cancelled belongs to no party any more.
    sqlx::query(concat!("UPDATE sign_ups SET ending = $1, reason = $2 WHERE ", with_party!("$3"))).bind(super::word(&ending)?).bind(reason).bind(sign_up.raw()).execute(&mut *tx).await?;
    become_status(tx, sign_up, SignUpStatus::Cancelled, now).await?;
    super::stand_in::end(tx, sign_up).await
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
