//! The rules by which an activity's shifts come again.

use super::pieces::Pieces;
use crate::http::Failure;
use domain::ids::{ActivityId, PositionId};
use domain::recurrence::{Occurrence, Pattern, Programme};
use domain::time::Day;
use sqlx::AnyConnection;
use std::collections::HashMap;

/// Keeps the programmes of a position that has none.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, position: PositionId, programmes: &[Programme]) -> Result<(), Failure> {
    if programmes.is_empty() {
        return Ok(());
    }
    let mut sql = Pieces::new("INSERT INTO programmes (position, number, rule, first_day, except_days, from_minute, minutes, capacity) VALUES ");
    for (place, one) in programmes.iter().enumerate() {
        let Pattern { from, minutes, capacity } = one.pattern;
        let number = i64::try_from(place).unwrap_or(i64::MAX);
        let except = serde_json::to_string(&one.except)?;
        sql.row(place, [
            position.raw().into(), number.into(), one.rule.to_string().into(), one.first.unix_days().into(), except.into(), i64::from(from).into(), i64::from(minutes).into(),
            i64::from(capacity).into(),
        ]);
    }
    sql.run(tx).await
}

/// Forgets all programmes of an activity.
///
/// # Errors
/// Of the database.
pub async fn forget(tx: &mut AnyConnection, activity: ActivityId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM programmes WHERE position IN (SELECT id FROM positions WHERE activity = $1)").bind(activity.raw()).execute(tx).await?;
    Ok(())
}

/// The programmes of an activity's positions, each in the order of its list.
///
/// # Errors
/// Of the database.
pub async fn of_activity(connection: &mut AnyConnection, activity: ActivityId) -> Result<HashMap<PositionId, Vec<Programme>>, Failure> {
    type Row = (i64, String, i64, String, i64, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT g.position, g.rule, g.first_day, g.except_days, g.from_minute, g.minutes, g.capacity FROM programmes g JOIN positions p ON p.id = g.position \
         WHERE p.activity = $1 ORDER BY g.position, g.number",
    )
    .bind(activity.raw())
    .fetch_all(connection)
    .await?;
    let mut all: HashMap<PositionId, Vec<Programme>> = HashMap::new();
    for (position, rule, first, except, from, minutes, capacity) in rows {
        let minute = |value: i64| u16::try_from(value).map_err(|_| Failure::bug("a stored programme is at no time of the clock"));
        let pattern = Pattern { from: minute(from)?, minutes: minute(minutes)?, capacity: super::count(capacity) };
        let rule = rule.parse().map_err(|_| Failure::bug("a stored rule is none"))?;
        all.entry(PositionId::from_raw(position)).or_default().push(Programme { rule, first: day(first)?, except: serde_json::from_str(&except)?, pattern });
    }
    Ok(all)
}

/// What a shift's row says it came from.
pub(super) fn occurrence(programme: Option<i64>, occurrence: Option<i64>) -> Result<Option<Occurrence>, Failure> {
    let Some((programme, number)) = programme.zip(occurrence) else { return Ok(None) };
    let programme = u16::try_from(programme).map_err(|_| Failure::bug("a shift of no programme"))?;
    Ok(Some(Occurrence { programme, day: day(number)? }))
}

fn day(number: i64) -> Result<Day, Failure> {
    Day::from_unix_days(number).ok_or_else(|| Failure::bug("a stored day is none"))
}
