//! The board of a place: scans that counted or wait to be settled, and words about them.

use crate::http::Failure;
use domain::api::attendance::{BoardScan, ScanMeaning};
use domain::check_in::{Place, Ruling};
use domain::ids::{DeviceId, PersonId, ScanId, ShiftId};
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use sqlx::{AnyConnection, AnyPool};

/// Scans shown that wait to be settled. More than that is no day's work.
const MOST_UNSETTLED: i64 = 200;
/// The last scans shown: enough to find the mistake of a moment ago.
const MOST_RECENT: i64 = 40;

/// With the name of the kiosk that made them, or of the leader whose phone did.
const SCANS: &str = "SELECT s.device, s.scan, COALESCE(k.name, o.name, ''), s.side, s.scanned_at, s.person, p.number, p.name, s.meaning, s.reason \
     FROM scans s JOIN people p ON p.id = s.person LEFT JOIN kiosks k ON k.id = s.device LEFT JOIN scanners c ON c.id = s.device LEFT JOIN people o ON o.id = c.opened_by WHERE ";

/// The column of scans and of shifts that names the place, and the name.
///
/// A leader's scans of an activity at a station are on both boards: whoever comes first settles them.
pub(super) fn of(place: Place) -> (&'static str, i64) {
    match place {
        Place::Station(station) => ("s.station", station.raw()),
        Place::Activity(activity) => ("s.activity", activity.raw()),
    }
}

type Row = (i64, i64, String, String, i64, i64, String, String, String, Option<String>);

fn scan((device, scan, kiosk, side, at, person, number, name, meaning, reason): Row) -> Result<BoardScan, Failure> {
    Ok(BoardScan {
        device: DeviceId::from_raw(device),
        scan: ScanId::from_raw(scan),
        kiosk,
        side: super::of_word(side)?,
        at: Timestamp::from_unix_ms(at),
        person: PersonId::from_raw(person),
        number: number.parse::<VolunteerNumber>().map_err(|_| Failure::bug("a stored volunteer number is none"))?,
        name,
        meaning: super::of_word::<ScanMeaning>(meaning)?,
        refusal: reason.map(|json| serde_json::from_str(&json)).transpose()?,
    })
}

/// Scans of the place that somebody has to look at, the oldest first.
///
/// # Errors
/// Of the database.
pub async fn unsettled(pool: &AnyPool, place: Place) -> Result<Vec<BoardScan>, Failure> {
    let (column, id) = of(place);
    let sql = format!("{SCANS} {column} = $1 AND s.meaning IN ('to_be_matched', 'review') ORDER BY s.scanned_at, s.device, s.scan LIMIT $2");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(MOST_UNSETTLED).fetch_all(pool).await?;
    rows.into_iter().map(scan).collect()
}

/// The place's last scans of somebody, since then, the latest first.
///
/// # Errors
/// Of the database.
pub async fn recent(pool: &AnyPool, place: Place, since: Timestamp) -> Result<Vec<BoardScan>, Failure> {
    let (column, id) = of(place);
    let sql = format!("{SCANS} {column} = $1 AND s.meaning IS NOT NULL AND s.scanned_at >= $3 ORDER BY s.scanned_at DESC, s.device, s.scan LIMIT $2");
    let rows: Vec<Row> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(id).bind(MOST_RECENT).bind(since.unix_ms()).fetch_all(pool).await?;
    rows.into_iter().map(scan).collect()
}

/// Whose scan it is and when it was made, when it was made at the place and may be ruled about.
///
/// # Errors
/// Of the database.
pub async fn of_place(tx: &mut AnyConnection, place: Place, device: DeviceId, scan: ScanId) -> Result<Option<(PersonId, Timestamp)>, Failure> {
    let (column, id) = of(place);
    let sql = format!("SELECT s.person, s.scanned_at FROM scans s WHERE s.device = $1 AND s.scan = $2 AND {column} = $3 AND s.person IS NOT NULL AND s.meaning IS NOT NULL");
    let row: Option<(i64, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(device.raw()).bind(scan.raw()).bind(id).fetch_optional(tx).await?;
    Ok(row.map(|(person, at)| (PersonId::from_raw(person), Timestamp::from_unix_ms(at))))
}

/// A word about a scan, and who says it.
#[derive(Debug, Clone)]
pub struct Word {
    pub id: i64,
    pub device: DeviceId,
    pub scan: ScanId,
    pub ruling: Ruling,
    pub actor: PersonId,
    pub reason: String,
    pub at: Timestamp,
}

/// Writes the word down, and makes it the one that counts.
///
/// # Errors
/// Of the database.
pub async fn rule(tx: &mut AnyConnection, word: &Word) -> Result<(), Failure> {
    let (ruling, shift) = match word.ruling {
        Ruling::SetAside => ("set_aside", None),
        Ruling::Counts(shift) => ("counts", Some(shift.raw())),
    };
    sqlx::query(
        "INSERT INTO rulings (id, device, scan, ruling, shift, actor, reason, at, counted_for) SELECT $1, $2, $3, $4, $5, $6, $7, $8, \
         (SELECT min(r.shift) FROM records r WHERE r.person = c.person AND ((r.in_device = c.device AND r.in_scan = c.scan) OR (r.out_device = c.device AND r.out_scan = c.scan))) \
         FROM scans c WHERE c.device = $2 AND c.scan = $3",
    )
        .bind(word.id)
        .bind(word.device.raw())
        .bind(word.scan.raw())
        .bind(ruling)
        .bind(shift)
        .bind(word.actor.raw())
        .bind(&word.reason)
        .bind(word.at.unix_ms())
        .execute(&mut *tx)
        .await?;
    sqlx::query("UPDATE scans SET ruling = $1, ruled_shift = $2 WHERE device = $3 AND scan = $4").bind(ruling).bind(shift).bind(word.device.raw()).bind(word.scan.raw()).execute(tx).await?;
    Ok(())
}

/// Whether the place takes scans for the shift.
///
/// # Errors
/// Of the database.
pub async fn is_held_at(tx: &mut AnyConnection, shift: ShiftId, place: Place) -> Result<bool, Failure> {
    let (column, id) = of(place);
    let sql = format!("SELECT count(*) FROM shifts s WHERE s.id = $1 AND {column} = $2");
    let (count,): (i64,) = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(shift.raw()).bind(id).fetch_one(tx).await?;
    Ok(count == 1)
}
