//! Stations.

use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::division::DivisionCode;
use domain::ids::StationId;
use domain::station::{Station, StationDraft};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

type Row = (i64, String, String, String, String, Option<i64>, Option<i64>, String);

fn station((id, name, kind, division, address, latitude, longitude, opening_hours): Row) -> Result<Station, Failure> {
    Ok(Station {
        id: StationId::from_raw(id),
        name,
        kind: super::of_word(kind)?,
        division: super::division(&division)?,
        address,
        position: super::map_position(latitude, longitude),
        opening_hours,
    })
}

/// One page of stations inside `division` whose name holds `text`, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, division: Option<&DivisionCode>, text: Option<&str>, after: Option<Cursor>, size: usize) -> Result<Page<Station>, Failure> {
    let (from, to) = super::division_range(division);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, name, kind, division, address, latitude_e7, longitude_e7, opening_hours FROM stations \
         WHERE division >= $1 AND division < $2 AND id < $3 AND lower(name) LIKE $4 ESCAPE '\\' ORDER BY id DESC LIMIT $5",
    )
    .bind(from)
    .bind(to)
    .bind(after.map_or(i64::MAX, |c| c.id))
    .bind(super::pattern(text))
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let items = rows.into_iter().map(station).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |s: &Station| Cursor { key: 0, id: s.id.raw() }))
}

/// The station with this id, if there is one.
///
/// # Errors
/// Of the database.
pub async fn find(pool: &AnyPool, id: StationId) -> Result<Option<Station>, Failure> {
    let row: Option<Row> = sqlx::query_as("SELECT id, name, kind, division, address, latitude_e7, longitude_e7, opening_hours FROM stations WHERE id = $1").bind(id.raw()).fetch_optional(pool).await?;
    row.map(station).transpose()
}

/// Makes a station.
///
/// # Errors
/// Of the database.
pub async fn make(tx: &mut AnyConnection, id: i64, draft: &StationDraft, now: Timestamp) -> Result<Station, Failure> {
    sqlx::query("INSERT INTO stations (id, name, kind, division, address, latitude_e7, longitude_e7, opening_hours, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
        .bind(id)
        .bind(draft.name.as_str())
        .bind(super::word(&draft.kind)?)
        .bind(draft.division.as_str())
        .bind(draft.address.as_str())
        .bind(draft.position.map(|p| i64::from(p.latitude_e7)))
        .bind(draft.position.map(|p| i64::from(p.longitude_e7)))
        .bind(draft.opening_hours.as_str())
        .bind(now.unix_ms())
        .execute(tx)
        .await?;
    Ok(Station {
        id: StationId::from_raw(id),
        name: draft.name.to_string(),
        kind: draft.kind,
        division: draft.division.clone(),
        address: draft.address.to_string(),
        position: draft.position,
        opening_hours: draft.opening_hours.to_string(),
    })
}
