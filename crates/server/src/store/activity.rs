//! One activity: reading it whole, making it, bringing it from one status to another, calling it off.

use super::pieces::{Pieces, ROWS};
use super::programme;
use super::waitlist::{place_in_line, places_waited_for};
use crate::http::Failure;
use domain::activity::{ActivityDetail, ActivityDraft, ActivityStatus, Position, Shift};
use domain::api::message::MessageContent;
use domain::can::Facts;
use domain::ids::{ActivityId, PersonId, PositionId, ShiftId, SignUpId, StationId, TeamId};
use domain::sign_up::SignUpStatus;
use domain::time::{Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// What decides who may do something with an activity.
#[derive(Debug, Clone)]
pub struct Known {
    pub facts: Facts,
    pub status: ActivityStatus,
    pub title: String,
}

/// The activity with this id, if there is one.
///
/// # Errors
/// Of the database.
pub async fn find(pool: &AnyPool, id: ActivityId) -> Result<Option<Known>, Failure> {
    let row: Option<(String, i64, Option<i64>, String, String)> = sqlx::query_as("SELECT division, team, station, status, title FROM activities WHERE id = $1").bind(id.raw()).fetch_optional(pool).await?;
    let Some((division, team, station, status, title)) = row else { return Ok(None) };
    let facts = Facts { division: Some(super::division(&division)?), team: Some(TeamId::from_raw(team)), station: station.map(StationId::from_raw), owner: None };
    Ok(Some(Known { facts, status: super::of_word(status)?, title }))
}

/// All of an activity. The names of its divisions are the city's to tell and are left empty.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn detail(connection: &mut AnyConnection, id: ActivityId) -> Result<ActivityDetail, Failure> {
    type Row = (String, String, String, String, i64, String, Option<i64>, Option<String>, String, Option<i64>, Option<i64>, Option<i64>, Option<i64>, String, i64);
    let row: Option<Row> = sqlx::query_as(
        "SELECT a.title, a.category, a.status, a.division, a.team, t.name, a.station, s.name, a.place, a.latitude_e7, a.longitude_e7, s.latitude_e7, s.longitude_e7, a.terms, a.revision \
         FROM activities a JOIN teams t ON t.id = a.team LEFT JOIN stations s ON s.id = a.station WHERE a.id = $1",
    )
    .bind(id.raw())
    .fetch_optional(&mut *connection)
    .await?;
    let (title, category, status, division, team, team_name, station, station_name, place, latitude, longitude, station_latitude, station_longitude, terms, revision) = row.ok_or_else(Failure::not_found)?;
    let mut programmes = programme::of_activity(connection, id).await?;
    let positions: Vec<(i64, String)> = sqlx::query_as("SELECT id, name FROM positions WHERE activity = $1 ORDER BY id").bind(id.raw()).fetch_all(&mut *connection).await?;
    let mut position = |id: PositionId, name| Position { id, name, programmes: programmes.remove(&id).unwrap_or_default() };
    Ok(ActivityDetail {
        id,
        title,
        category: super::of_word(category)?,
        status: super::of_word(status)?,
        division: super::division(&division)?,
        division_path: Vec::new(),
        team: TeamId::from_raw(team),
        team_name,
        station: station.map(StationId::from_raw),
        station_name,
        place,
        map_position: super::map_position(latitude, longitude),
        station_position: super::map_position(station_latitude, station_longitude),
        terms: serde_json::from_str(&terms)?,
        positions: positions.into_iter().map(|(id, name)| position(PositionId::from_raw(id), name)).collect(),
        shifts: shifts(connection, id).await?,
        revision: super::count(revision),
    })
}

async fn shifts(connection: &mut AnyConnection, activity: ActivityId) -> Result<Vec<Shift>, Failure> {
    type Row = (i64, i64, i64, i64, i64, i64, i64, i64, Option<i64>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        concat!("SELECT s.id, s.position, s.starts_at, s.ends_at, s.capacity, s.taken, s.called_off, ", places_waited_for!(), ", s.programme, s.occurrence FROM shifts s WHERE s.activity = $1 ORDER BY s.starts_at, s.id"),
    )
    .bind(activity.raw())
    .fetch_all(connection)
    .await?;
    let shift = |(id, position, starts_at, ends_at, capacity, taken, called_off, waiting, number, day): Row| {
        Ok(Shift {
            id: ShiftId::from_raw(id),
            position: PositionId::from_raw(position),
            time: Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) },
            capacity: super::count(capacity),
            taken: super::count(taken),
            waiting: super::count(waiting),
            called_off: called_off != 0,
            occurrence: programme::occurrence(number, day)?,
        })
    };
    rows.into_iter().map(shift).collect()
}

/// Makes an activity as a draft. `fresh` gives an id for each position and shift.
///
/// # Errors
/// Of the database.
pub async fn make(tx: &mut AnyConnection, id: ActivityId, team: TeamId, draft: &ActivityDraft, fresh: impl Fn() -> i64 + Send, now: Timestamp) -> Result<(), Failure> {
    let times = || draft.positions.iter().flat_map(|p| &p.shifts).map(|s| s.time);
    let starts_at = times().map(|t| t.start).min().unwrap_or(now);
    let ends_at = times().map(|t| t.end).max().unwrap_or(now);
    sqlx::query(
        "INSERT INTO activities (id, team, station, division, category, status, title, place, latitude_e7, longitude_e7, terms, starts_at, ends_at, created_at) \
         VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(id.raw())
    .bind(team.raw())
    .bind(draft.station.map(StationId::raw))
    .bind(draft.division.as_str())
    .bind(draft.category.as_str())
    .bind(draft.title.as_str())
    .bind(draft.place.as_str())
    .bind(draft.map_position.map(|p| i64::from(p.latitude_e7)))
    .bind(draft.map_position.map(|p| i64::from(p.longitude_e7)))
    .bind(serde_json::to_string(&draft.terms)?)
    .bind(starts_at.unix_ms())
    .bind(ends_at.unix_ms())
    .bind(now.unix_ms())
    .execute(&mut *tx)
    .await?;
    for drafted in &draft.positions {
        let position = fresh();
        sqlx::query("INSERT INTO positions (id, activity, name) VALUES ($1, $2, $3)").bind(position).bind(id.raw()).bind(drafted.name.as_str()).execute(&mut *tx).await?;
        for some in drafted.shifts.chunks(ROWS) {
            let mut sql = Pieces::new("INSERT INTO shifts (id, activity, position, station, starts_at, ends_at, capacity, programme, occurrence) VALUES ");
            for (place, shift) in some.iter().enumerate() {
                let (start, end) = (shift.time.start.unix_ms(), shift.time.end.unix_ms());
                let (number, day) = (shift.occurrence.map(|of| i64::from(of.programme)), shift.occurrence.map(|of| of.day.unix_days()));
                sql.row(place, [
                    fresh().into(), id.raw().into(), position.into(), draft.station.map(StationId::raw).into(), start.into(), end.into(), i64::from(shift.capacity).into(), number.into(),
                    day.into(),
                ]);
            }
            sql.run(&mut *tx).await?;
        }
        programme::put(tx, PositionId::from_raw(position), &drafted.programmes).await?;
    }
    Ok(())
}

/// Brings an activity from one status to another, which counts as a change; false when it does not stand so any more. `submitted_by` is who handed
/// it in.
///
/// # Errors
/// Of the database.
pub async fn become_status(tx: &mut AnyConnection, id: ActivityId, from: ActivityStatus, to: ActivityStatus, submitted_by: Option<PersonId>) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE activities SET status = $1, submitted_by = $2, revision = revision + 1 WHERE id = $3 AND status = $4")
        .bind(to.as_str())
        .bind(submitted_by.map(PersonId::raw))
        .bind(id.raw())
        .bind(from.as_str())
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Who handed the activity in.
///
/// # Errors
/// Of the database.
pub async fn submitted_by(tx: &mut AnyConnection, id: ActivityId) -> Result<Option<PersonId>, Failure> {
    let row: Option<(Option<i64>,)> = sqlx::query_as("SELECT submitted_by FROM activities WHERE id = $1").bind(id.raw()).fetch_optional(tx).await?;
    Ok(row.and_then(|(person,)| person).map(PersonId::from_raw))
}

/// Calls a published activity off and cancels the sign-ups of its shifts that have not ended; who
/// has been there already keeps the record. How many sign-ups were cancelled; `None` when the activity
/// is not published or has ended.
///
/// On PostgreSQL people sign up at the same time. Marking the shifts waits for whoever is taking a
/// place or joining a line just now, and lets nobody do so later.
///
/// # Errors
/// Of the database.
pub async fn call_off(tx: &mut AnyConnection, id: ActivityId, now: Timestamp) -> Result<Option<u32>, Failure> {
    let done = sqlx::query("UPDATE activities SET status = 'cancelled', revision = revision + 1 WHERE id = $1 AND status = 'published' AND ends_at > $2").bind(id.raw()).bind(now.unix_ms()).execute(&mut *tx).await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    sqlx::query("UPDATE shifts SET called_off = 1 WHERE activity = $1").bind(id.raw()).execute(&mut *tx).await?;
    let done = sqlx::query(
        "UPDATE sign_ups SET status = 'cancelled', ending = 'called_off', line = NULL, resting = 0, offer_until = NULL, changed_at = $1 \
         WHERE activity = $2 AND status IN ('pending', 'confirmed', 'waitlisted', 'offered') AND ends_at > $1",
    )
    .bind(now.unix_ms())
    .bind(id.raw())
    .execute(&mut *tx)
    .await?;
    sqlx::query("UPDATE shifts SET taken = (SELECT CAST(COALESCE(sum(u.places), 0) AS BIGINT) FROM sign_ups u WHERE u.shift = shifts.id AND u.status NOT IN ('cancelled', 'waitlisted')) WHERE activity = $1").bind(id.raw()).execute(tx).await?;
    Ok(Some(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX)))
}

/// Tells everybody whose sign-up [`call_off`] cancelled at `now`, each once. The messages take the
/// ids after `ids`, as many as sign-ups were cancelled at most.
///
/// # Errors
/// Of the database.
pub async fn tell_called_off(tx: &mut AnyConnection, activity: ActivityId, now: Timestamp, ids: i64, content: &MessageContent) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO messages (id, person, at, content) SELECT $1 + row_number() OVER (ORDER BY u.person), u.person, $2, $3 \
         FROM (SELECT DISTINCT person FROM sign_ups WHERE activity = $4 AND status = 'cancelled' AND changed_at = $2) u",
    )
    .bind(ids)
    .bind(now.unix_ms())
    .bind(serde_json::to_string(content)?)
    .bind(activity.raw())
    .execute(tx)
    .await?;
    Ok(())
}

/// A person's sign-up for one of an activity's shifts.
#[derive(Debug, Clone, Copy)]
pub struct OwnSignUp {
    pub id: SignUpId,
    pub shift: ShiftId,
    pub status: SignUpStatus,
    /// While waiting: 1 is the next.
    pub place_in_line: Option<u32>,
    /// While a place is offered: it is held until then.
    pub offer_until: Option<Timestamp>,
    /// Whether the shift was moved since the person signed up.
    pub moved: bool,
}

/// The person's sign-ups for the activity, cancelled ones too.
///
/// # Errors
/// Of the database.
pub async fn own_sign_ups(connection: &mut AnyConnection, activity: ActivityId, person: PersonId) -> Result<Vec<OwnSignUp>, Failure> {
    // By the shifts, whose number is bounded; an activity may have ten thousand sign-ups.
    type Row = (i64, i64, String, Option<i64>, Option<i64>, i64);
    let rows: Vec<Row> =
        sqlx::query_as(concat!("SELECT u.id, u.shift, u.status, ", place_in_line!(), ", u.offer_until, u.moved FROM shifts s JOIN sign_ups u ON u.shift = s.id WHERE s.activity = $1 AND u.person = $2"))
            .bind(activity.raw())
            .bind(person.raw())
            .fetch_all(connection)
            .await?;
    let own = |(id, shift, status, place_in_line, offer_until, moved): Row| {
        Ok(OwnSignUp {
            id: SignUpId::from_raw(id),
            shift: ShiftId::from_raw(shift),
            status: super::of_word(status)?,
            place_in_line: place_in_line.map(super::count),
            offer_until: offer_until.map(Timestamp::from_unix_ms),
            moved: moved != 0,
        })
    };
    rows.into_iter().map(own).collect()
}
