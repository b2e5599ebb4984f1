//! Kiosks and their one-time enrolment codes.

use crate::http::Failure;
use domain::ids::{DeviceId, StationId};
use sqlx::AnyPool;

/// The live kiosk with this token hash, and its station.
///
/// # Errors
/// Of the database.
pub async fn by_token(pool: &AnyPool, hash: &[u8]) -> Result<Option<(DeviceId, StationId)>, Failure> {
    let row: Option<(i64, i64)> = sqlx::query_as("SELECT id, station FROM kiosks WHERE token_hash = $1 AND revoked_at IS NULL").bind(hash.to_vec()).fetch_optional(pool).await?;
    Ok(row.map(|(id, station)| (DeviceId::from_raw(id), StationId::from_raw(station))))
}
