//! Service records: the ledger of hours. A person's `credited_minutes` is always the sum of theirs.

use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::check_in::OpenRecord;
use domain::ids::{ActivityId, PersonId, RecordId, ShiftId, StationId, TeamId};
use domain::record::{EvidenceGrade, RecordStatus, RecordTotals, ServiceRecord};
use domain::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AnyPool};

/// How the code of a scan was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By the phone that holds the key.
    Device,
    /// By a browser that was given proofs in advance.
    Prefetched,
    /// On paper; somebody has looked at the face.
    Paper,
    /// Not at all: the volunteer number was typed.
    Typed,
}

impl Method {
    /// What it proves: scanned by one side, or only said by whoever stood at the kiosk.
    pub fn grade(self) -> EvidenceGrade {
        match self {
            Self::Device | Self::Prefetched | Self::Paper => EvidenceGrade::B,
            Self::Typed => EvidenceGrade::C,
        }
    }
}

/// A record to open.
#[derive(Debug, Clone)]
pub struct NewRecord {
    pub id: i64,
    pub person: PersonId,
    pub shift: ShiftId,
    pub station: StationId,
    pub checked_in_at: Timestamp,
    pub closes_at: Timestamp,
    pub method: Method,
}

/// The person's open record, if any, and whether it is held at `station`.
///
/// # Errors
/// Of the database.
pub async fn open_of(tx: &mut AnyConnection, person: PersonId, station: StationId) -> Result<Option<OpenRecord>, Failure> {
    type Row = (i64, i64, i64, i64, i64, Option<i64>);
    let row: Option<Row> = sqlx::query_as(
        "SELECT r.id, r.shift, s.starts_at, s.ends_at, r.checked_in_at, r.station FROM records r JOIN shifts s ON s.id = r.shift WHERE r.person = $1 AND r.status = 'open'",
    )
    .bind(person.raw())
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|(id, shift, starts_at, ends_at, checked_in_at, held_at)| OpenRecord {
        record: RecordId::from_raw(id),
        shift: ShiftId::from_raw(shift),
        shift_time: Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) },
        checked_in_at: Timestamp::from_unix_ms(checked_in_at),
        here: held_at == Some(station.raw()),
    }))
}

/// Opens a record, graded by how the code was shown.
///
/// # Errors
/// Of the database.
pub async fn open(tx: &mut AnyConnection, new: &NewRecord) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO records (id, person, activity, shift, team, station, checked_in_at, closes_at, grade, method, status) \
         SELECT $1, $2, a.id, s.id, a.team, $3, $4, $5, $7, $8, 'open' FROM shifts s JOIN activities a ON a.id = s.activity WHERE s.id = $6",
    )
    .bind(new.id)
    .bind(new.person.raw())
    .bind(new.station.raw())
    .bind(new.checked_in_at.unix_ms())
    .bind(new.closes_at.unix_ms())
    .bind(new.shift.raw())
    .bind(super::word(&new.method.grade())?)
    .bind(super::word(&new.method)?)
    .execute(tx)
    .await?;
    Ok(())
}

/// How a record is closed.
#[derive(Debug, Clone, Copy)]
pub struct CheckOut {
    pub at: Timestamp,
    pub minutes: u32,
    pub method: Method,
}

/// Closes an open record with its minutes and adds them to the person's sum. Its grade becomes the
/// weaker of its two scans'.
///
/// # Errors
/// Of the database.
pub async fn credit(tx: &mut AnyConnection, record: RecordId, person: PersonId, out: CheckOut) -> Result<(), Failure> {
    let CheckOut { at, minutes, method } = out;
    // Grades are letters: the later one is the weaker.
    let closed = sqlx::query(
        "UPDATE records SET checked_out_at = $1, credited_minutes = $2, status = 'credited', grade = CASE WHEN grade < $4 THEN $4 ELSE grade END WHERE id = $3 AND status = 'open'",
    )
        .bind(at.unix_ms())
        .bind(i64::from(minutes))
        .bind(record.raw())
        .bind(super::word(&method.grade())?)
        .execute(&mut *tx)
        .await?;
    if closed.rows_affected() == 1 {
        sqlx::query("UPDATE people SET credited_minutes = credited_minutes + $1 WHERE id = $2").bind(i64::from(minutes)).bind(person.raw()).execute(tx).await?;
    }
    Ok(())
}

/// Settles an open record whose check-out was forgotten: it waits for the leader, or gives nothing.
///
/// # Errors
/// Of the database.
pub async fn forgotten(tx: &mut AnyConnection, record: RecordId, status: RecordStatus) -> Result<bool, Failure> {
    let word = if status == RecordStatus::Pending { "pending" } else { "credited" };
    let done = sqlx::query("UPDATE records SET status = $1 WHERE id = $2 AND status = 'open'").bind(word).bind(record.raw()).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Open records past their time, at most `most`: record, person, activity and its title.
///
/// # Errors
/// Of the database.
pub async fn overdue(pool: &AnyPool, now: Timestamp, most: i64) -> Result<Vec<(RecordId, PersonId, ActivityId, String)>, Failure> {
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as("SELECT r.id, r.person, a.id, a.title FROM records r JOIN activities a ON a.id = r.activity WHERE r.status = 'open' AND r.closes_at <= $1 ORDER BY r.closes_at LIMIT $2")
            .bind(now.unix_ms())
            .bind(most)
            .fetch_all(pool)
            .await?;
    Ok(rows.into_iter().map(|(r, p, a, title)| (RecordId::from_raw(r), PersonId::from_raw(p), ActivityId::from_raw(a), title)).collect())
}

/// Credited intervals and minutes of a person within `day`.
///
/// # Errors
/// Of the database.
pub async fn credited_within(tx: &mut AnyConnection, person: PersonId, day: Interval) -> Result<(Vec<Interval>, u32), Failure> {
    let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT checked_in_at, checked_out_at, credited_minutes FROM records WHERE person = $1 AND status = 'credited' AND checked_out_at IS NOT NULL AND checked_in_at < $2 AND checked_out_at > $3",
    )
    .bind(person.raw())
    .bind(day.end.unix_ms())
    .bind(day.start.unix_ms())
    .fetch_all(tx)
    .await?;
    let minutes = rows.iter().map(|(_, _, m)| u32::try_from(*m).unwrap_or(0)).sum();
    let intervals = rows.iter().map(|(from, to, _)| Interval { start: Timestamp::from_unix_ms(*from), end: Timestamp::from_unix_ms(*to) }).collect();
    Ok((intervals, minutes))
}

/// One page of a person's records, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<ServiceRecord>, Failure> {
    type Row = (i64, i64, String, i64, i64, String, i64, Option<i64>, i64, String, String);
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: i64::MAX });
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.id, r.activity, a.title, r.shift, r.team, t.name, r.checked_in_at, r.checked_out_at, r.credited_minutes, r.grade, r.status \
         FROM records r JOIN activities a ON a.id = r.activity JOIN teams t ON t.id = r.team \
         WHERE r.person = $1 AND (r.checked_in_at < $2 OR (r.checked_in_at = $2 AND r.id < $3)) ORDER BY r.checked_in_at DESC, r.id DESC LIMIT $4",
    )
    .bind(person.raw())
    .bind(after.key)
    .bind(after.id)
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let record = |(id, activity, activity_title, shift, team, team_name, checked_in_at, checked_out_at, minutes, grade, status): Row| -> Result<ServiceRecord, Failure> {
        Ok(ServiceRecord {
            id: RecordId::from_raw(id),
            activity: ActivityId::from_raw(activity),
            activity_title,
            shift: ShiftId::from_raw(shift),
            team: TeamId::from_raw(team),
            team_name,
            checked_in_at: Timestamp::from_unix_ms(checked_in_at),
            checked_out_at: checked_out_at.map(Timestamp::from_unix_ms),
            credited_minutes: u32::try_from(minutes).unwrap_or(0),
            grade: super::of_word(grade)?,
            status: super::of_word(status)?,
        })
    };
    let items = rows.into_iter().map(record).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |r: &ServiceRecord| Cursor { key: r.checked_in_at.unix_ms(), id: r.id.raw() }))
}

/// Sums over all records of a person.
///
/// # Errors
/// Of the database.
pub async fn totals(pool: &AnyPool, person: PersonId) -> Result<RecordTotals, Failure> {
    let (credited, afterwards, records, unsettled): (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT CAST(COALESCE(sum(credited_minutes), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN grade = 'D' THEN credited_minutes ELSE 0 END), 0) AS BIGINT), \
         count(*), count(CASE WHEN status IN ('pending', 'in_review') THEN 1 END) FROM records WHERE person = $1",
    )
    .bind(person.raw())
    .fetch_one(pool)
    .await?;
    let whole = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(RecordTotals { credited_minutes: whole(credited), afterwards_minutes: whole(afterwards), records: whole(records), unsettled: whole(unsettled) })
}
