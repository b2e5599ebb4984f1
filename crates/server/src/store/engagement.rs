//! What somebody does at a time: the shifts they have a place in, or await the team's word about.

use super::sign_up::interval;
use crate::http::Failure;
use domain::ids::{PersonId, ShiftId};
use domain::sign_up::Engagement;
use domain::time::{Interval, Timestamp};
use sqlx::AnyConnection;

/// How far around a shift others are looked at: nobody travels longer from one to the next within a city, and the whole day of the
/// calendar lies in it.
const AROUND_MINUTES: i64 = 24 * 60;

/// The person's engagements around `time`, soonest first.
///
/// # Errors
/// Of the database.
pub async fn around(connection: &mut AnyConnection, person: PersonId, time: Interval) -> Result<Vec<Engagement>, Failure> {
    type Row = (i64, String, String, Option<i64>, Option<i64>, i64, i64);
    let (from, to): (Timestamp, Timestamp) = (time.start.plus_minutes(-AROUND_MINUTES), time.end.plus_minutes(AROUND_MINUTES));
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT u.shift, a.title, a.place, a.latitude_e7, a.longitude_e7, u.starts_at, u.ends_at FROM sign_ups u JOIN activities a ON a.id = u.activity \
         WHERE u.person = $1 AND u.status IN ('pending', 'confirmed') AND u.starts_at < $2 AND u.starts_at > $3 AND u.ends_at > $4 ORDER BY u.starts_at, u.id",
    )
    .bind(person.raw())
    .bind(to.unix_ms())
    // A shift lasts a day at most: what began earlier is over. The bound lets the index be read in part.
    .bind(from.plus_minutes(-AROUND_MINUTES).unix_ms())
    .bind(from.unix_ms())
    .fetch_all(connection)
    .await?;
    let engagement = |(shift, title, place, latitude, longitude, starts_at, ends_at): Row| Engagement {
        shift: ShiftId::from_raw(shift),
        title,
        place,
        position: super::map_position(latitude, longitude),
        time: interval(starts_at, ends_at),
    };
    Ok(rows.into_iter().map(engagement).collect())
}
