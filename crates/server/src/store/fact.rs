//! Facts: a person's believed scans, the shifts they may be for, and the records that follow from them.

use super::scan::Method;
use crate::http::Failure;
use domain::check_in::{Candidate, Entered, Fact, Meaning, Place, Ruling, ScanKey, Settled, Side};
use domain::ids::{ActivityId, DeviceId, PersonId, RecordId, ScanId, ShiftId, StationId};
use domain::record::{EvidenceGrade, RecordStatus};
use domain::time::{Interval, Timestamp};
use sqlx::AnyConnection;

/// A fact, and what it was taken to mean.
#[derive(Debug, Clone)]
pub struct Kept {
    pub fact: Fact,
    pub meaning: String,
}

/// The word for a meaning; a refused scan has none.
pub fn word_of(meaning: Meaning) -> Option<&'static str> {
    match meaning {
        Meaning::In { .. } => Some("in"),
        Meaning::Out { .. } => Some("out"),
        Meaning::Merged { .. } => Some("merged"),
        Meaning::ToBeMatched => Some("to_be_matched"),
        Meaning::Review(_) => Some("review"),
        Meaning::SetAside => Some("set_aside"),
        Meaning::Refused(_) => None,
    }
}

/// The person's facts within `window`. All of them were taken, so none can be refused any more.
///
/// # Errors
/// Of the database.
pub async fn of_person(tx: &mut AnyConnection, person: PersonId, window: Interval) -> Result<Vec<Kept>, Failure> {
    type Row = (i64, i64, i64, Option<i64>, Option<i64>, String, String, Option<i64>, i64, i64, Option<String>, Option<i64>, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT device, scan, scanned_at, station, activity, side, method, chosen, walk_in, own_hand, ruling, ruled_shift, meaning FROM scans \
         WHERE person = $1 AND meaning IS NOT NULL AND scanned_at >= $2 AND scanned_at < $3",
    )
    .bind(person.raw())
    .bind(window.start.unix_ms())
    .bind(window.end.unix_ms())
    .fetch_all(tx)
    .await?;
    let fact = |(device, scan, at, station, activity, side, method, chosen, walk_in, own_hand, ruling, ruled_shift, meaning): Row| -> Result<Kept, Failure> {
        let place = match (station, activity) {
            (_, Some(activity)) => Place::Activity(ActivityId::from_raw(activity)),
            (Some(station), None) => Place::Station(StationId::from_raw(station)),
            (None, None) => return Err(Failure::bug("a scan without a place")),
        };
        let fact = Fact {
            key: ScanKey { device: DeviceId::from_raw(device), scan: ScanId::from_raw(scan) },
            at: Timestamp::from_unix_ms(at),
            place,
            side: super::of_word::<Side>(side)?,
            grade: super::of_word::<Method>(method)?.grade(),
            chosen: chosen.map(ShiftId::from_raw),
            walk_in: walk_in != 0,
            own_hand: own_hand != 0,
            kept: true,
            ruling: match (ruling.as_deref(), ruled_shift) {
                (Some("counts"), Some(shift)) => Some(Ruling::Counts(ShiftId::from_raw(shift))),
                (Some(_), _) => Some(Ruling::SetAside),
                (None, _) => None,
            },
        };
        Ok(Kept { fact, meaning })
    };
    rows.into_iter().map(fact).collect()
}

/// Writes down what a fact means now.
///
/// # Errors
/// Of the database.
pub async fn means(tx: &mut AnyConnection, key: ScanKey, meaning: Meaning) -> Result<(), Failure> {
    sqlx::query("UPDATE scans SET meaning = $1, reason = $2 WHERE device = $3 AND scan = $4")
        .bind(word_of(meaning))
        .bind(reason_of(meaning)?)
        .bind(key.device.raw())
        .bind(key.scan.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// Why a scan is in review, as its column has it.
pub(super) fn reason_of(meaning: Meaning) -> Result<Option<String>, Failure> {
    match meaning {
        Meaning::Review(refusal) => Ok(Some(serde_json::to_string(&refusal)?)),
        _ => Ok(None),
    }
}

/// A shift somebody's scan may be for, and the activity's title.
#[derive(Debug, Clone)]
pub struct Shift {
    pub candidate: Candidate,
    pub title: String,
}

type ShiftRow = (i64, i64, Option<i64>, i64, i64, String);

fn shift_of((shift, activity, station, starts_at, ends_at, title): ShiftRow, has_place: bool) -> Shift {
    let candidate = Candidate {
        shift: ShiftId::from_raw(shift),
        activity: ActivityId::from_raw(activity),
        station: station.map(StationId::from_raw),
        time: Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) },
        has_place,
    };
    Shift { candidate, title }
}

/// Shifts within `window` that the person has a place in.
///
/// # Errors
/// Of the database.
pub async fn signed_up(tx: &mut AnyConnection, person: PersonId, window: Interval) -> Result<Vec<Shift>, Failure> {
    let rows: Vec<ShiftRow> = sqlx::query_as(
        "SELECT s.id, s.activity, s.station, s.starts_at, s.ends_at, a.title FROM sign_ups u JOIN shifts s ON s.id = u.shift JOIN activities a ON a.id = s.activity \
         WHERE u.person = $1 AND u.starts_at < $2 AND u.ends_at > $3 AND u.status IN ('confirmed', 'attended')",
    )
    .bind(person.raw())
    .bind(window.end.unix_ms())
    .bind(window.start.unix_ms())
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| shift_of(row, true)).collect())
}

/// One shift, in which the person has no place.
///
/// # Errors
/// Of the database.
pub async fn other_shift(tx: &mut AnyConnection, shift: ShiftId) -> Result<Option<Shift>, Failure> {
    let row: Option<ShiftRow> = sqlx::query_as("SELECT s.id, s.activity, s.station, s.starts_at, s.ends_at, a.title FROM shifts s JOIN activities a ON a.id = s.activity WHERE s.id = $1")
        .bind(shift.raw())
        .fetch_optional(tx)
        .await?;
    Ok(row.map(|row| shift_of(row, false)))
}

/// A record that follows from scans.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    pub id: RecordId,
    pub shift: ShiftId,
    pub entered: ScanKey,
    pub left: Option<ScanKey>,
    pub checked_in_at: Timestamp,
    pub checked_out_at: Option<Timestamp>,
    pub closes_at: Timestamp,
    pub credited_minutes: u32,
    pub grade: EvidenceGrade,
    pub status: RecordStatus,
    pub two_kiosks: bool,
}

/// A record entered afterwards.
#[derive(Debug, Clone, Copy)]
pub struct ByHand {
    pub id: RecordId,
    pub entered: Entered,
    pub minutes: u32,
}

/// A record: one that follows from scans, one entered afterwards, or time credited by another way.
#[derive(Debug, Clone)]
pub enum Record {
    Derived(Box<Derived>),
    ByHand(ByHand),
    Settled(Settled),
}

/// The person's records within `window`, and those still open whenever they began.
///
/// # Errors
/// Of the database.
pub async fn records(tx: &mut AnyConnection, person: PersonId, window: Interval) -> Result<Vec<Record>, Failure> {
    type Row = (i64, i64, i64, Option<i64>, i64, i64, String, String, Option<i64>, Option<i64>, Option<i64>, Option<i64>, i64, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.id, r.shift, r.checked_in_at, r.checked_out_at, r.closes_at, r.credited_minutes, r.grade, r.status, r.in_device, r.in_scan, r.out_device, r.out_scan, r.two_kiosks, s.starts_at, s.ends_at \
         FROM records r JOIN shifts s ON s.id = r.shift \
         WHERE r.person = $1 AND ((r.checked_in_at < $2 AND (r.checked_in_at >= $3 OR r.checked_out_at > $3)) OR r.status = 'open') ORDER BY r.id",
    )
    .bind(person.raw())
    .bind(window.end.unix_ms())
    .bind(window.start.unix_ms())
    .fetch_all(tx)
    .await?;
    let key = |device: Option<i64>, scan: Option<i64>| Some(ScanKey { device: DeviceId::from_raw(device?), scan: ScanId::from_raw(scan?) });
    let mut records = Vec::with_capacity(rows.len());
    for (id, shift, checked_in_at, checked_out_at, closes_at, minutes, grade, status, in_device, in_scan, out_device, out_scan, two_kiosks, starts_at, ends_at) in rows {
        let (from, to) = (Timestamp::from_unix_ms(checked_in_at), checked_out_at.map(Timestamp::from_unix_ms));
        match (key(in_device, in_scan), to) {
            (Some(entered), _) => records.push(Record::Derived(Box::new(Derived {
                id: RecordId::from_raw(id),
                shift: ShiftId::from_raw(shift),
                entered,
                left: key(out_device, out_scan),
                checked_in_at: from,
                checked_out_at: to,
                closes_at: Timestamp::from_unix_ms(closes_at),
                credited_minutes: super::count(minutes),
                grade: super::of_word(grade)?,
                status: super::of_word(status)?,
                two_kiosks: two_kiosks != 0,
            }))),
            (None, Some(to)) if status == "credited" && grade == "D" => {
                let shift = Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) };
                let entered = Entered { time: Interval { start: from, end: to }, shift };
                records.push(Record::ByHand(ByHand { id: RecordId::from_raw(id), entered, minutes: super::count(minutes) }));
            }
            (None, Some(to)) if status == "credited" => {
                records.push(Record::Settled(Settled { time: Interval { start: from, end: to }, minutes: super::count(minutes) }));
            }
            (None, _) => {}
        }
    }
    Ok(records)
}

/// Writes a record, new or changed.
///
/// # Errors
/// Of the database.
pub async fn put_record(tx: &mut AnyConnection, person: PersonId, record: &Derived) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO records (id, person, activity, shift, team, station, checked_in_at, checked_out_at, closes_at, credited_minutes, grade, status, in_device, in_scan, out_device, out_scan, two_kiosks) \
         SELECT $1, $2, a.id, s.id, a.team, s.station, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 FROM shifts s JOIN activities a ON a.id = s.activity WHERE s.id = $14 \
         ON CONFLICT (id) DO UPDATE SET activity = excluded.activity, shift = excluded.shift, team = excluded.team, station = excluded.station, checked_in_at = excluded.checked_in_at, \
         checked_out_at = excluded.checked_out_at, closes_at = excluded.closes_at, credited_minutes = excluded.credited_minutes, grade = excluded.grade, status = excluded.status, \
         in_device = excluded.in_device, in_scan = excluded.in_scan, out_device = excluded.out_device, out_scan = excluded.out_scan, two_kiosks = excluded.two_kiosks",
    )
    .bind(record.id.raw())
    .bind(person.raw())
    .bind(record.checked_in_at.unix_ms())
    .bind(record.checked_out_at.map(Timestamp::unix_ms))
    .bind(record.closes_at.unix_ms())
    .bind(i64::from(record.credited_minutes))
    .bind(super::word(&record.grade)?)
    .bind(super::word(&record.status)?)
    .bind(record.entered.device.raw())
    .bind(record.entered.scan.raw())
    .bind(record.left.map(|key| key.device.raw()))
    .bind(record.left.map(|key| key.scan.raw()))
    .bind(i64::from(record.two_kiosks))
    .bind(record.shift.raw())
    .execute(tx)
    .await?;
    Ok(())
}

/// Changes the minutes of a record entered afterwards.
///
/// # Errors
/// Of the database.
pub async fn recount(tx: &mut AnyConnection, record: RecordId, minutes: u32) -> Result<(), Failure> {
    sqlx::query("UPDATE records SET credited_minutes = $1 WHERE id = $2").bind(i64::from(minutes)).bind(record.raw()).execute(tx).await?;
    Ok(())
}

/// Takes a record back that no longer follows from any scan. The scans stay.
///
/// # Errors
/// Of the database.
pub async fn drop_record(tx: &mut AnyConnection, record: RecordId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM records WHERE id = $1").bind(record.raw()).execute(tx).await?;
    Ok(())
}

/// Adds to the person's sum of credited minutes; `change` may be negative.
///
/// # Errors
/// Of the database.
pub async fn add_minutes(tx: &mut AnyConnection, person: PersonId, change: i64) -> Result<(), Failure> {
    sqlx::query("UPDATE people SET credited_minutes = credited_minutes + $1 WHERE id = $2").bind(change).bind(person.raw()).execute(tx).await?;
    Ok(())
}
