//! Scans: append-only facts keyed by kiosk and the kiosk's own number, and what is asked of the
//! store to decide one.

use super::record::Method;
use crate::http::Failure;
use domain::check_in::Candidate;
use domain::ids::{ActivityId, DeviceId, PersonId, RecordId, ScanId, ShiftId, StationId};
use domain::kiosk::{Known, Scan, ScanOutcome};
use domain::time::{Interval, Timestamp};
use domain::volunteer::VolunteerNumber;
use sqlx::{AnyConnection, AnyPool};

/// What came of this scan when it was delivered before.
///
/// # Errors
/// Of the database.
pub async fn outcome_of(tx: &mut AnyConnection, device: DeviceId, scan: ScanId) -> Result<Option<ScanOutcome>, Failure> {
    let row: Option<(String,)> = sqlx::query_as("SELECT outcome FROM scans WHERE device = $1 AND scan = $2").bind(device.raw()).bind(scan.raw()).fetch_optional(tx).await?;
    row.map(|(json,)| serde_json::from_str(&json)).transpose().map_err(Failure::from)
}

/// What was found in a scan, as far as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Found {
    pub method: Option<Method>,
    pub person: Option<PersonId>,
    pub record: Option<RecordId>,
}

/// Keeps a scan with what came of it.
///
/// # Errors
/// Of the database.
pub async fn keep(tx: &mut AnyConnection, device: DeviceId, scan: &Scan, received_at: Timestamp, found: Found, outcome: &ScanOutcome) -> Result<(), Failure> {
    sqlx::query("INSERT INTO scans (device, scan, scanned_at, received_at, text, method, person, record, outcome) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(device.raw())
        .bind(scan.id.raw())
        .bind(scan.scanned_at.unix_ms())
        .bind(received_at.unix_ms())
        .bind(&scan.text)
        .bind(found.method.as_ref().map(super::word).transpose()?)
        .bind(found.person.map(PersonId::raw))
        .bind(found.record.map(RecordId::raw))
        .bind(serde_json::to_string(outcome)?)
        .execute(tx)
        .await?;
    Ok(())
}

/// What there is of a kiosk's scans, from `since` on.
///
/// # Errors
/// Of the database.
pub async fn known(pool: &AnyPool, device: DeviceId, since: ScanId) -> Result<Known, Failure> {
    let (count, latest): (i64, Option<i64>) =
        sqlx::query_as("SELECT count(*), max(scan) FROM scans WHERE device = $1 AND scan >= $2").bind(device.raw()).bind(since.raw()).fetch_one(pool).await?;
    Ok(Known { count: super::count(count), latest: latest.map(ScanId::from_raw) })
}

/// The volunteer with this number, and the name.
///
/// # Errors
/// Of the database.
pub async fn volunteer(tx: &mut AnyConnection, number: VolunteerNumber) -> Result<Option<(PersonId, String)>, Failure> {
    let row: Option<(i64, String)> = sqlx::query_as("SELECT id, name FROM people WHERE number = $1").bind(number.as_str()).fetch_optional(tx).await?;
    Ok(row.map(|(id, name)| (PersonId::from_raw(id), name)))
}

/// Shifts at the station around `at` that the person has signed up for.
///
/// # Errors
/// Of the database.
pub async fn candidates(tx: &mut AnyConnection, person: PersonId, station: StationId, at: Timestamp, day: Interval) -> Result<Vec<Candidate>, Failure> {
    let rows: Vec<(i64, i64, i64, String, i64)> = sqlx::query_as(
        "SELECT s.id, s.starts_at, s.ends_at, u.status, \
         (SELECT count(*) FROM records r WHERE r.person = u.person AND r.activity = u.activity AND r.checked_in_at >= $5 AND r.checked_in_at < $6) \
         FROM sign_ups u JOIN shifts s ON s.id = u.shift WHERE u.person = $1 AND s.station = $2 AND u.starts_at < $3 AND u.ends_at > $4",
    )
    .bind(person.raw())
    .bind(station.raw())
    .bind(at.plus_minutes(24 * 60).unix_ms())
    .bind(at.plus_minutes(-24 * 60).unix_ms())
    .bind(day.start.unix_ms())
    .bind(day.end.unix_ms())
    .fetch_all(tx)
    .await?;
    let candidate = |(shift, starts_at, ends_at, status, pairs): (i64, i64, i64, String, i64)| {
        Ok(Candidate {
            shift: ShiftId::from_raw(shift),
            time: Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) },
            status: super::of_word(status)?,
            pairs_today: u8::try_from(pairs).unwrap_or(u8::MAX),
        })
    };
    rows.into_iter().map(candidate).collect()
}

/// When the person last checked out at the station.
///
/// # Errors
/// Of the database.
pub async fn last_check_out(tx: &mut AnyConnection, person: PersonId, station: StationId) -> Result<Option<Timestamp>, Failure> {
    let (last,): (Option<i64>,) =
        sqlx::query_as("SELECT max(checked_out_at) FROM records WHERE person = $1 AND station = $2").bind(person.raw()).bind(station.raw()).fetch_one(tx).await?;
    Ok(last.map(Timestamp::from_unix_ms))
}

/// A shift's activity, its title, and the shift's time.
///
/// # Errors
/// Of the database.
pub async fn shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<(ActivityId, String, Interval), Failure> {
    let (activity, title, starts_at, ends_at): (i64, String, i64, i64) =
        sqlx::query_as("SELECT a.id, a.title, s.starts_at, s.ends_at FROM shifts s JOIN activities a ON a.id = s.activity WHERE s.id = $1").bind(shift.raw()).fetch_one(tx).await?;
    Ok((ActivityId::from_raw(activity), title, Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) }))
}

/// People checked in at the station now.
///
/// # Errors
/// Of the database.
pub async fn present(pool: &AnyPool, station: StationId, now: Timestamp) -> Result<u32, Failure> {
    let (count,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM records WHERE station = $1 AND status = 'open' AND closes_at > $2").bind(station.raw()).bind(now.unix_ms()).fetch_one(pool).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Writes down that the kiosk was heard of.
///
/// # Errors
/// Of the database.
pub async fn seen(tx: &mut AnyConnection, device: DeviceId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE kiosks SET last_seen_at = $1 WHERE id = $2").bind(now.unix_ms()).bind(device.raw()).execute(tx).await?;
    Ok(())
}
