//! Records entered by hand, until a second person has decided.

use crate::http::Failure;
use domain::api::attendance::Entry;
use domain::check_in::Place;
use domain::ids::{ActivityId, EntryId, PersonId, RecordId, ShiftId, StationId};
use domain::time::{Interval, Timestamp};
use domain::volunteer::VolunteerNumber;
use sqlx::{AnyConnection, AnyPool};

/// Entries shown that wait. More than that is no day's work.
const MOST_WAITING: i64 = 100;

/// An entry to keep.
#[derive(Debug, Clone)]
pub struct NewEntry {
    pub id: i64,
    pub shift: ShiftId,
    pub person: PersonId,
    pub time: Interval,
    pub reason: String,
    pub entered_by: PersonId,
    pub entered_at: Timestamp,
}

/// Keeps an entry.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, new: &NewEntry) -> Result<(), Failure> {
    sqlx::query("INSERT INTO entries (id, shift, person, starts_at, ends_at, reason, entered_by, entered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(new.id)
        .bind(new.shift.raw())
        .bind(new.person.raw())
        .bind(new.time.start.unix_ms())
        .bind(new.time.end.unix_ms())
        .bind(&new.reason)
        .bind(new.entered_by.raw())
        .bind(new.entered_at.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

const ENTRIES: &str = "SELECT e.id, e.shift, a.title, e.person, p.number, p.name, e.starts_at, e.ends_at, e.reason, e.entered_by, w.name, e.entered_at \
     FROM entries e JOIN shifts s ON s.id = e.shift JOIN activities a ON a.id = s.activity JOIN people p ON p.id = e.person JOIN people w ON w.id = e.entered_by ";

type Row = (i64, i64, String, i64, String, String, i64, i64, String, i64, String, i64);

fn entry((id, shift, activity, person, number, name, starts_at, ends_at, reason, entered_by, entered_by_name, entered_at): Row) -> Result<Entry, Failure> {
    Ok(Entry {
        id: EntryId::from_raw(id),
        shift: ShiftId::from_raw(shift),
        activity,
        person: PersonId::from_raw(person),
        number: number.parse::<VolunteerNumber>().map_err(|_| Failure::bug("a stored volunteer number is none"))?,
        name,
        time: Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) },
        reason,
        entered_by: PersonId::from_raw(entered_by),
        entered_by_name,
        entered_at: Timestamp::from_unix_ms(entered_at),
    })
}

/// The entries that wait for shifts of the place, the oldest first.
///
/// # Errors
/// Of the database.
pub async fn waiting(pool: &AnyPool, place: Place) -> Result<Vec<Entry>, Failure> {
    let (column, id) = super::board::of(place);
    let sql = format!("{ENTRIES} WHERE {column} = $1 AND e.decided_at IS NULL ORDER BY e.id LIMIT $2");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(MOST_WAITING).fetch_all(pool).await?;
    rows.into_iter().map(entry).collect()
}

/// One entry that waits.
///
/// # Errors
/// Of the database.
pub async fn find(tx: &mut AnyConnection, id: EntryId) -> Result<Option<Entry>, Failure> {
    let sql = format!("{ENTRIES} WHERE e.id = $1 AND e.decided_at IS NULL");
    let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id.raw()).fetch_optional(tx).await?;
    row.map(entry).transpose()
}

/// The activity of an entry, decided or not, and the station if it is held at one.
///
/// # Errors
/// Of the database.
pub async fn places_of(pool: &AnyPool, id: EntryId) -> Result<Option<(ActivityId, Option<StationId>)>, Failure> {
    let row: Option<(i64, Option<i64>)> = sqlx::query_as("SELECT s.activity, s.station FROM entries e JOIN shifts s ON s.id = e.shift WHERE e.id = $1").bind(id.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(activity, station)| (ActivityId::from_raw(activity), station.map(StationId::from_raw))))
}

/// Closes an entry with the record that came of it, if one did; false when somebody was faster.
///
/// # Errors
/// Of the database.
pub async fn decide(tx: &mut AnyConnection, id: EntryId, by: PersonId, record: Option<RecordId>, now: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE entries SET decided_by = $1, decided_at = $2, record = $3 WHERE id = $4 AND decided_at IS NULL")
        .bind(by.raw())
        .bind(now.unix_ms())
        .bind(record.map(RecordId::raw))
        .bind(id.raw())
        .execute(tx)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes the record of an approved entry: evidence grade D, no scan behind it, and no minutes yet.
///
/// # Errors
/// Of the database.
pub async fn record(tx: &mut AnyConnection, record: RecordId, entry: &Entry, closes_at: Timestamp) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO records (id, person, activity, shift, team, station, checked_in_at, checked_out_at, closes_at, credited_minutes, grade, status) \
         SELECT $1, $2, a.id, s.id, a.team, s.station, $3, $4, $5, 0, 'D', 'credited' FROM shifts s JOIN activities a ON a.id = s.activity WHERE s.id = $6",
    )
    .bind(record.raw())
    .bind(entry.person.raw())
    .bind(entry.time.start.unix_ms())
    .bind(entry.time.end.unix_ms())
    .bind(closes_at.unix_ms())
    .bind(entry.shift.raw())
    .execute(tx)
    .await?;
    Ok(())
}
