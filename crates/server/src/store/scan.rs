//! Scans as they were made: append-only, keyed by the device and the device's own number.

use super::{fact, roster};
use crate::http::Failure;
use domain::check_in::{Meaning, Place, Side};
use domain::ids::{DeviceId, PersonId, ScanId, ShiftId};
use domain::kiosk::{Known, Scan, ScanOutcome};
use domain::record::EvidenceGrade;
use domain::time::Timestamp;
use domain::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, AnyPool};

/// Makes deliveries of one device's scans wait for each other, so that the same batch sent twice at once is settled once.
///
/// # Errors
/// Of the database.
pub async fn hold(tx: &mut AnyConnection, place: Place, device: DeviceId) -> Result<(), Failure> {
    let touch = match place {
        Place::Station(_) => "UPDATE kiosks SET enrolled_at = enrolled_at WHERE id = $1",
        Place::Activity(_) => "UPDATE scanners SET opened_at = opened_at WHERE id = $1",
    };
    sqlx::query(touch).bind(device.raw()).execute(tx).await?;
    Ok(())
}

/// What came of this scan when it was delivered before.
///
/// # Errors
/// Of the database.
pub async fn outcome_of(tx: &mut AnyConnection, device: DeviceId, scan: ScanId) -> Result<Option<ScanOutcome>, Failure> {
    let row: Option<(String,)> = sqlx::query_as("SELECT outcome FROM scans WHERE device = $1 AND scan = $2").bind(device.raw()).bind(scan.raw()).fetch_optional(tx).await?;
    row.map(|(json,)| serde_json::from_str(&json)).transpose().map_err(Failure::from)
}

/// What came of it when this person's own phone read this kiosk's code of that moment before.
///
/// # Errors
/// Of the database.
pub async fn own_outcome(tx: &mut AnyConnection, person: PersonId, device: DeviceId, made_at: Timestamp) -> Result<Option<ScanOutcome>, Failure> {
    let row: Option<(String,)> = sqlx::query_as("SELECT outcome FROM scans WHERE person = $1 AND device = $2 AND scanned_at = $3 AND side = 'volunteer'")
        .bind(person.raw())
        .bind(device.raw())
        .bind(made_at.unix_ms())
        .fetch_optional(tx)
        .await?;
    row.map(|(json,)| serde_json::from_str(&json)).transpose().map_err(Failure::from)
}

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
    /// The place showed its own, and the person's phone read it.
    PlaceCode,
}

impl Method {
    /// What it proves: scanned by one side, or only said by whoever stood at the kiosk.
    pub fn grade(self) -> EvidenceGrade {
        match self {
            Self::Device | Self::Prefetched | Self::Paper | Self::PlaceCode => EvidenceGrade::B,
            Self::Typed => EvidenceGrade::C,
        }
    }
}

/// Where and how a scan was made, and whose code it was, as far as that is known.
#[derive(Debug, Clone, Copy)]
pub struct Found {
    pub place: Place,
    pub side: Side,
    pub method: Option<Method>,
    pub person: Option<PersonId>,
    /// See [`domain::check_in::Fact`].
    pub own_hand: bool,
    /// None when nothing came of it.
    pub meaning: Option<Meaning>,
}

/// Keeps a scan with what came of it. A leader's is a matter of the station where the activity is held, if there is one: its board shows
/// what waits for a word.
///
/// # Errors
/// Of the database.
pub async fn keep(tx: &mut AnyConnection, device: DeviceId, scan: &Scan, received_at: Timestamp, found: Found, outcome: &ScanOutcome) -> Result<(), Failure> {
    let (station, activity) = match found.place {
        Place::Station(station) => (Some(station.raw()), None),
        Place::Activity(activity) => (None, Some(activity.raw())),
    };
    sqlx::query(
        "INSERT INTO scans (device, scan, scanned_at, received_at, text, method, person, outcome, station, activity, side, chosen, walk_in, own_hand, meaning, reason) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, COALESCE($9, (SELECT a.station FROM activities a WHERE a.id = $10)), $10, $11, $12, $13, $14, $15, $16)",
    )
    .bind(device.raw())
    .bind(scan.id.raw())
    .bind(scan.scanned_at.unix_ms())
    .bind(received_at.unix_ms())
    .bind(&scan.text)
    .bind(found.method.as_ref().map(super::word).transpose()?)
    .bind(found.person.map(PersonId::raw))
    .bind(serde_json::to_string(outcome)?)
    .bind(station)
    .bind(activity)
    .bind(super::word(&found.side)?)
    .bind(scan.chosen.map(ShiftId::raw))
    .bind(i64::from(scan.walk_in))
    .bind(i64::from(found.own_hand))
    .bind(found.meaning.and_then(fact::word_of))
    .bind(found.meaning.map(fact::reason_of).transpose()?.flatten())
    .execute(tx)
    .await?;
    Ok(())
}

/// What there is of a kiosk's own scans, from `since` on. What phones read off its screen has numbers that the kiosk does not know.
///
/// # Errors
/// Of the database.
pub async fn known(pool: &AnyPool, device: DeviceId, since: ScanId) -> Result<Known, Failure> {
    let (count, latest): (i64, Option<i64>) =
        sqlx::query_as("SELECT count(*), max(scan) FROM scans WHERE device = $1 AND scan >= $2 AND side = 'place'").bind(device.raw()).bind(since.raw()).fetch_one(pool).await?;
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

/// People checked in there now.
///
/// # Errors
/// Of the database.
pub async fn present(pool: &AnyPool, place: Place, now: Timestamp) -> Result<u32, Failure> {
    let station = match place {
        Place::Station(station) => station,
        Place::Activity(activity) => return roster::present(pool, activity, now).await,
    };
    let (count,): (i64,) =
        sqlx::query_as("SELECT count(*) FROM records WHERE station = $1 AND status = 'open' AND closes_at > $2").bind(station.raw()).bind(now.unix_ms()).fetch_one(pool).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Writes down that the kiosk was heard of. Nobody asks when a scanner was: its leader is logged in.
///
/// # Errors
/// Of the database.
pub async fn seen(tx: &mut AnyConnection, place: Place, device: DeviceId, now: Timestamp) -> Result<(), Failure> {
    if let Place::Activity(_) = place {
        return Ok(());
    }
    sqlx::query("UPDATE kiosks SET last_seen_at = $1 WHERE id = $2").bind(now.unix_ms()).bind(device.raw()).execute(tx).await?;
    Ok(())
}
