//! What the finder's catalogue is made of: published activities with the shifts that have not ended.

use crate::http::Failure;
use domain::activity::{Category, Terms};
use domain::station::Position;
use domain::time::Timestamp;
use sqlx::AnyPool;
use std::collections::HashMap;

/// An activity that can be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Open {
    pub id: i64,
    pub title: String,
    pub place: String,
    pub team: String,
    pub division: String,
    pub division_name: String,
    pub category: Category,
    pub terms: Terms,
    pub position: Option<Position>,
    pub shifts: Vec<OpenShift>,
}

/// One of its shifts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenShift {
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub capacity: i64,
    pub taken: i64,
}

/// All of them at `now`, by their ids. What is held at a station and has no place of its own on the map is where the station is.
///
/// # Errors
/// Of the database.
pub async fn open(pool: &AnyPool, now: Timestamp) -> Result<Vec<Open>, Failure> {
    let mut shifts = shifts(pool, now).await?;
    type Row = (i64, String, String, String, String, String, String, String, Option<i64>, Option<i64>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT a.id, a.title, a.place, t.name, a.division, COALESCE(d.name, ''), a.category, a.terms, \
         COALESCE(a.latitude_e7, s.latitude_e7), COALESCE(a.longitude_e7, s.longitude_e7) \
         FROM activities a JOIN teams t ON t.id = a.team LEFT JOIN divisions d ON d.code = a.division LEFT JOIN stations s ON s.id = a.station WHERE a.status = 'published' AND a.ends_at > $1 ORDER BY a.id",
    )
    .bind(now.unix_ms())
    .fetch_all(pool)
    .await?;
    let one = |(id, title, place, team, division, division_name, category, terms, latitude, longitude): Row| {
        Ok(Open {
            id,
            title,
            place,
            team,
            division,
            division_name,
            category: super::of_word(category)?,
            terms: serde_json::from_str(&terms)?,
            position: super::map_position(latitude, longitude),
            shifts: shifts.remove(&id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(one).collect()
}

/// Shifts that take place and have not ended, by activity, each by their begin.
async fn shifts(pool: &AnyPool, now: Timestamp) -> Result<HashMap<i64, Vec<OpenShift>>, Failure> {
    let rows: Vec<(i64, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT s.activity, s.starts_at, s.ends_at, s.capacity, s.taken FROM shifts s JOIN activities a ON a.id = s.activity \
         WHERE s.ends_at > $1 AND s.called_off = 0 AND a.status = 'published' ORDER BY s.activity, s.starts_at, s.id",
    )
    .bind(now.unix_ms())
    .fetch_all(pool)
    .await?;
    let mut by_activity: HashMap<i64, Vec<OpenShift>> = HashMap::new();
    for (activity, starts_at, ends_at, capacity, taken) in rows {
        let shift = OpenShift { starts_at: Timestamp::from_unix_ms(starts_at), ends_at: Timestamp::from_unix_ms(ends_at), capacity, taken };
        by_activity.entry(activity).or_default().push(shift);
    }
    Ok(by_activity)
}
