//! What was said of attendance by hand, as a roster shows it: records entered, and words about scans.

use super::roster::number_of;
use crate::http::Failure;
use domain::api::attendance::{Corrected, Correction, RosterScan, SecondWord};
use domain::check_in::Place;
use domain::ids::{ActivityId, DeviceId, PersonId, ScanId, ShiftId, StationId};
use domain::time::{Interval, Timestamp};
use domain::volunteer::VolunteerNumber;
use sqlx::AnyPool;

/// A correction, and whom it is about.
#[derive(Debug, Clone)]
pub struct Said {
    pub correction: Correction,
    pub number: VolunteerNumber,
    pub name: String,
}

/// The scans that records of the activity follow from, `most` at most.
///
/// # Errors
/// Of the database.
pub async fn scans(pool: &AnyPool, activity: ActivityId, most: usize) -> Result<Vec<RosterScan>, Failure> {
    type Row = (i64, i64, i64, i64, Option<i64>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.person, r.shift, c.device, c.scan, c.activity, c.station FROM records r JOIN scans c ON c.device = r.in_device AND c.scan = r.in_scan WHERE r.activity = $1 \
         UNION SELECT r.person, r.shift, c.device, c.scan, c.activity, c.station FROM records r JOIN scans c ON c.device = r.out_device AND c.scan = r.out_scan WHERE r.activity = $1 ORDER BY 1, 4 LIMIT $2",
    )
    .bind(activity.raw())
    .bind(i64::try_from(most).unwrap_or(i64::MAX))
    .fetch_all(pool)
    .await?;
    // A scan of nowhere is on nobody's board.
    let scan = |(person, shift, device, scan, activity, station): Row| {
        let place = activity.map(|id| Place::Activity(ActivityId::from_raw(id))).or(station.map(|id| Place::Station(StationId::from_raw(id))))?;
        Some(RosterScan { person: PersonId::from_raw(person), shift: ShiftId::from_raw(shift), place, device: DeviceId::from_raw(device), scan: ScanId::from_raw(scan) })
    };
    Ok(rows.into_iter().filter_map(scan).collect())
}

/// What was said by hand of attendance at the activity, the oldest first, `most` of each kind at most.
///
/// # Errors
/// Of the database.
pub async fn of_activity(pool: &AnyPool, activity: ActivityId, most: usize) -> Result<Vec<Said>, Failure> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut all = entered(pool, activity, most).await?;
    all.extend(ruled(pool, activity, most).await?);
    all.sort_by_key(|one| one.correction.at);
    Ok(all)
}

async fn entered(pool: &AnyPool, activity: ActivityId, most: i64) -> Result<Vec<Said>, Failure> {
    type Row = (i64, String, String, i64, i64, i64, String, String, i64, Option<i64>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT e.person, p.number, p.name, e.shift, e.starts_at, e.ends_at, e.reason, w.name, e.entered_at, e.record, d.name FROM entries e JOIN shifts s ON s.id = e.shift JOIN people p ON p.id = e.person JOIN people w ON w.id = e.entered_by \
         LEFT JOIN people d ON d.id = e.decided_by WHERE s.activity = $1 ORDER BY e.id LIMIT $2",
    )
    .bind(activity.raw())
    .bind(most)
    .fetch_all(pool)
    .await?;
    let one = |(person, number, name, shift, starts_at, ends_at, reason, by, at, record, decided_by): Row| {
        let time = Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) };
        let decided = decided_by.map(|by| SecondWord { approved: record.is_some(), by });
        let correction = Correction { person: PersonId::from_raw(person), shift: ShiftId::from_raw(shift), what: Corrected::Entered { time, decided }, by, at: Timestamp::from_unix_ms(at), reason };
        Ok(Said { correction, number: number_of(&number)?, name })
    };
    rows.into_iter().map(one).collect()
}

async fn ruled(pool: &AnyPool, activity: ActivityId, most: i64) -> Result<Vec<Said>, Failure> {
    type Row = (i64, String, String, i64, Option<i64>, i64, String, String, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT c.person, p.number, p.name, s.id, r.shift, c.scanned_at, r.reason, w.name, r.at FROM rulings r JOIN scans c ON c.device = r.device AND c.scan = r.scan JOIN people p ON p.id = c.person \
         JOIN shifts s ON s.id = COALESCE(r.shift, r.counted_for) JOIN people w ON w.id = r.actor WHERE s.activity = $1 ORDER BY r.id LIMIT $2",
    )
    .bind(activity.raw())
    .bind(most)
    .fetch_all(pool)
    .await?;
    let one = |(person, number, name, shift, counts_for, scanned_at, reason, by, at): Row| {
        let scanned_at = Timestamp::from_unix_ms(scanned_at);
        let what = if counts_for.is_some() { Corrected::Counted { scanned_at } } else { Corrected::SetAside { scanned_at } };
        let correction = Correction { person: PersonId::from_raw(person), shift: ShiftId::from_raw(shift), what, by, at: Timestamp::from_unix_ms(at), reason };
        Ok(Said { correction, number: number_of(&number)?, name })
    };
    rows.into_iter().map(one).collect()
}
