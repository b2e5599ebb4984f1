//! Kiosks and their one-time enrolment codes.

use crate::http::Failure;
use domain::api::attendance::BoardShift;
use domain::check_in::Place;
use domain::credential::PublicKey;
use domain::ids::{ActivityId, DeviceId, PersonId, ShiftId, StationId};
use domain::kiosk::{Expected, Kiosk, KioskReport, KioskShift};
use domain::text::Line;
use domain::time::{Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// Kiosks shown of one station, the live ones first; a street has one, a city hall perhaps ten.
const MOST_SHOWN: i64 = 200;
/// People a kiosk keeps of one day.
const MOST_EXPECTED: i64 = 3_000;

/// The live kiosk with this token hash, and its station.
///
/// # Errors
/// Of the database.
pub async fn by_token(pool: &AnyPool, hash: &[u8]) -> Result<Option<(DeviceId, StationId)>, Failure> {
    let row: Option<(i64, i64)> = sqlx::query_as("SELECT id, station FROM kiosks WHERE token_hash = $1 AND revoked_at IS NULL").bind(hash.to_vec()).fetch_optional(pool).await?;
    Ok(row.map(|(id, station)| (DeviceId::from_raw(id), StationId::from_raw(station))))
}

/// What was last heard of a kiosk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastHeard {
    pub enrolled_at: Timestamp,
    pub at: Option<Timestamp>,
    pub report: KioskReport,
}

/// What was last heard of the kiosk, if there is one.
///
/// # Errors
/// Of the database.
pub async fn last_heard(pool: &AnyPool, device: DeviceId) -> Result<Option<LastHeard>, Failure> {
    let row: Option<(i64, Option<i64>, String)> =
        sqlx::query_as("SELECT enrolled_at, last_seen_at, report FROM kiosks WHERE id = $1").bind(device.raw()).fetch_optional(pool).await?;
    let heard = |(enrolled_at, at, report): (i64, Option<i64>, String)| -> Result<LastHeard, Failure> {
        Ok(LastHeard { enrolled_at: Timestamp::from_unix_ms(enrolled_at), at: at.map(Timestamp::from_unix_ms), report: serde_json::from_str(&report)? })
    };
    row.map(heard).transpose()
}

/// Keeps a code that enrols one kiosk at the station.
///
/// # Errors
/// Of the database.
pub async fn keep_code(tx: &mut AnyConnection, hash: &[u8], station: StationId, made_by: PersonId, expires_at: Timestamp) -> Result<(), Failure> {
    sqlx::query("INSERT INTO kiosk_codes (code_hash, station, made_by, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(hash.to_vec())
        .bind(station.raw())
        .bind(made_by.raw())
        .bind(expires_at.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets codes, used or not, whose time was over before then.
///
/// # Errors
/// Of the database.
pub async fn forget_codes(tx: &mut AnyConnection, before: Timestamp) -> Result<(), Failure> {
    sqlx::query("DELETE FROM kiosk_codes WHERE expires_at < $1").bind(before.unix_ms()).execute(tx).await?;
    Ok(())
}

/// What typing a code comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeUsed {
    /// It was good, and is used up now.
    Good { station: StationId, made_by: PersonId },
    /// Its time is over, or it was used before.
    Gone,
    /// There never was such a code.
    Unknown,
}

/// Uses a code up: one conditional write, so that two browsers cannot both have it.
///
/// # Errors
/// Of the database.
pub async fn use_code(tx: &mut AnyConnection, hash: &[u8], now: Timestamp) -> Result<CodeUsed, Failure> {
    let used: Option<(i64, i64)> = sqlx::query_as("UPDATE kiosk_codes SET used_at = $1 WHERE code_hash = $2 AND used_at IS NULL AND expires_at > $1 RETURNING station, made_by")
        .bind(now.unix_ms())
        .bind(hash.to_vec())
        .fetch_optional(&mut *tx)
        .await?;
    if let Some((station, made_by)) = used {
        return Ok(CodeUsed::Good { station: StationId::from_raw(station), made_by: PersonId::from_raw(made_by) });
    }
    let known: Option<(i64,)> = sqlx::query_as("SELECT station FROM kiosk_codes WHERE code_hash = $1").bind(hash.to_vec()).fetch_optional(tx).await?;
    Ok(if known.is_some() { CodeUsed::Gone } else { CodeUsed::Unknown })
}

/// A kiosk to be.
#[derive(Debug, Clone)]
pub struct NewKiosk {
    pub device: DeviceId,
    pub station: StationId,
    pub name: Line,
    pub token_hash: Vec<u8>,
    /// See [`domain::api::kiosk::EnrolRequest`].
    pub public_key: Option<PublicKey>,
    pub now: Timestamp,
}

/// Makes a kiosk of the browser that holds the token.
///
/// # Errors
/// Of the database.
pub async fn enrol(tx: &mut AnyConnection, new: &NewKiosk) -> Result<(), Failure> {
    sqlx::query("INSERT INTO kiosks (id, station, name, token_hash, public_key, enrolled_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $6)")
        .bind(new.device.raw())
        .bind(new.station.raw())
        .bind(new.name.as_str())
        .bind(new.token_hash.clone())
        .bind(new.public_key.map(|key| key.as_bytes().to_vec()))
        .bind(new.now.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// The kiosks of a station: the live ones first, each group the latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, station: StationId) -> Result<Vec<Kiosk>, Failure> {
    type Row = (i64, String, i64, Option<i64>, Option<i64>, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, name, enrolled_at, last_seen_at, revoked_at, report FROM kiosks WHERE station = $1 ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT $2",
    )
    .bind(station.raw())
    .bind(MOST_SHOWN)
    .fetch_all(pool)
    .await?;
    let kiosk = |(id, name, enrolled_at, last_seen_at, revoked_at, report): Row| -> Result<Kiosk, Failure> {
        Ok(Kiosk {
            id: DeviceId::from_raw(id),
            name,
            enrolled_at: Timestamp::from_unix_ms(enrolled_at),
            last_seen_at: last_seen_at.map(Timestamp::from_unix_ms),
            revoked: revoked_at.is_some(),
            report: serde_json::from_str(&report)?,
        })
    };
    rows.into_iter().map(kiosk).collect()
}

/// The station of a kiosk, live or revoked.
///
/// # Errors
/// Of the database.
pub async fn station_of(pool: &AnyPool, device: DeviceId) -> Result<Option<StationId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT station FROM kiosks WHERE id = $1").bind(device.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(station,)| StationId::from_raw(station)))
}

/// What it takes to judge what a kiosk has signed: a file of scans, or the code on its screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signer {
    pub station: StationId,
    pub public_key: Option<PublicKey>,
    pub revoked_at: Option<Timestamp>,
}

/// The kiosk that may have signed it.
///
/// # Errors
/// Of the database.
pub async fn signer(pool: &AnyPool, device: DeviceId) -> Result<Option<Signer>, Failure> {
    type Row = (i64, Option<Vec<u8>>, Option<i64>);
    let row: Option<Row> = sqlx::query_as("SELECT station, public_key, revoked_at FROM kiosks WHERE id = $1").bind(device.raw()).fetch_optional(pool).await?;
    let signer = |(station, key, revoked_at): Row| Signer {
        station: StationId::from_raw(station),
        public_key: key.and_then(|key| PublicKey::from_bytes(&key).ok()),
        revoked_at: revoked_at.map(Timestamp::from_unix_ms),
    };
    Ok(row.map(signer))
}

/// Revokes a kiosk; false when it was revoked before.
///
/// # Errors
/// Of the database.
pub async fn revoke(tx: &mut AnyConnection, device: DeviceId, now: Timestamp) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE kiosks SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL").bind(now.unix_ms()).bind(device.raw()).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// A shift held there, how many have a place in it, and how many are in, where that was asked for.
struct Held {
    shift: BoardShift,
    taken: i64,
    present: i64,
}

/// The shifts held there that touch `day`, by their begin. `earliest` is the begin of the longest shift that could still reach into the day. Who is
/// in is counted as of `counted_at`, and not without it.
async fn held(pool: &AnyPool, place: Place, day: Interval, earliest: Timestamp, counted_at: Option<Timestamp>) -> Result<Vec<Held>, Failure> {
    let (column, id) = super::board::of(place);
    let present = match counted_at {
        Some(_) => "(SELECT count(*) FROM records r WHERE r.activity = s.activity AND r.shift = s.id AND r.status = 'open' AND r.closes_at > $5)",
        None => "CAST(0 AS BIGINT)",
    };
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "SELECT s.id, s.activity, a.title, p.name, s.starts_at, s.ends_at, s.taken, {present} \
         FROM shifts s JOIN activities a ON a.id = s.activity JOIN positions p ON p.id = s.position \
         WHERE {column} = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.ends_at > $4 AND s.called_off = 0 AND a.status = 'published' ORDER BY s.starts_at, s.id LIMIT 500",
    )))
    .bind(id)
    .bind(earliest.unix_ms())
    .bind(day.end.unix_ms())
    .bind(day.start.unix_ms());
    if let Some(now) = counted_at {
        query = query.bind(now.unix_ms());
    }
    let rows: Vec<(i64, i64, String, String, i64, i64, i64, i64)> = query.fetch_all(pool).await?;
    let held = |(id, activity_id, activity, position, starts_at, ends_at, taken, present): (i64, i64, String, String, i64, i64, i64, i64)| {
        let time = Interval { start: Timestamp::from_unix_ms(starts_at), end: Timestamp::from_unix_ms(ends_at) };
        Held { shift: BoardShift { id: ShiftId::from_raw(id), activity_id: ActivityId::from_raw(activity_id), activity, position, time }, taken, present }
    };
    Ok(rows.into_iter().map(held).collect())
}

/// The shifts held there that touch `day`, with how many are expected and how many are in.
///
/// # Errors
/// Of the database.
pub async fn shifts(pool: &AnyPool, place: Place, day: Interval, earliest: Timestamp, now: Timestamp) -> Result<Vec<KioskShift>, Failure> {
    let shift = |Held { shift: BoardShift { id, activity, position, time, .. }, taken, present }: Held| KioskShift {
        id, activity, position, time, expected: super::count(taken), present: super::count(present),
    };
    Ok(held(pool, place, day, earliest, Some(now)).await?.into_iter().map(shift).collect())
}

/// The same shifts as a board has them, which counts nobody.
///
/// # Errors
/// Of the database.
pub async fn board_shifts(pool: &AnyPool, place: Place, day: Interval, earliest: Timestamp) -> Result<Vec<BoardShift>, Failure> {
    Ok(held(pool, place, day, earliest, None).await?.into_iter().map(|held| held.shift).collect())
}

/// Who has a place in one of these shifts: what a kiosk keeps for the time without network.
///
/// # Errors
/// Of the database.
pub async fn roster(pool: &AnyPool, station: StationId, day: Interval, earliest: Timestamp) -> Result<Vec<Expected>, Failure> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "SELECT p.number, u.shift, (SELECT count(*) FROM records r WHERE r.person = u.person AND r.shift = u.shift AND r.status = 'open') \
         FROM shifts s JOIN sign_ups u ON u.shift = s.id JOIN people p ON p.id = u.person \
         WHERE s.station = $1 AND s.starts_at >= $2 AND s.starts_at < $3 AND s.ends_at > $4 AND u.status IN ('confirmed', 'attended') ORDER BY s.starts_at, u.id LIMIT $5",
    )
    .bind(station.raw())
    .bind(earliest.unix_ms())
    .bind(day.end.unix_ms())
    .bind(day.start.unix_ms())
    .bind(MOST_EXPECTED)
    .fetch_all(pool)
    .await?;
    let expected = |(number, shift, present): (String, i64, i64)| {
        Ok(Expected { number: number.parse().map_err(|_| Failure::bug("a stored volunteer number is none"))?, shift: ShiftId::from_raw(shift), present: present > 0, listed: None })
    };
    rows.into_iter().map(expected).collect()
}

/// Keeps what a kiosk tells of itself, and that it was heard of.
///
/// # Errors
/// Of the database.
pub async fn reported(tx: &mut AnyConnection, device: DeviceId, report: &KioskReport, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE kiosks SET report = $1, last_seen_at = $2 WHERE id = $3").bind(serde_json::to_string(report)?).bind(now.unix_ms()).bind(device.raw()).execute(tx).await?;
    Ok(())
}
