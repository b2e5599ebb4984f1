//! Activities that a team keeps as patterns for others.

use crate::http::Failure;
use domain::api::activity::Template;
use domain::ids::{ActivityId, TeamId};
use sqlx::{AnyConnection, AnyPool};

/// The most that are listed: a team that has more has lost sight of them.
const MOST: i64 = 100;

/// Keeps the activity under a name.
///
/// # Errors
/// Of the database.
pub async fn keep(tx: &mut AnyConnection, activity: ActivityId, name: &str) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO activity_templates (activity, team, name) SELECT a.id, a.team, $1 FROM activities a WHERE a.id = $2 ON CONFLICT (activity) DO UPDATE SET name = excluded.name",
    )
    .bind(name)
    .bind(activity.raw())
    .execute(tx)
    .await?;
    Ok(())
}

/// The activity is none any more, if it was.
///
/// # Errors
/// Of the database.
pub async fn drop(tx: &mut AnyConnection, activity: ActivityId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM activity_templates WHERE activity = $1").bind(activity.raw()).execute(tx).await?;
    Ok(())
}

/// Those of a team, by their names.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, team: TeamId) -> Result<Vec<Template>, Failure> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT activity, name FROM activity_templates WHERE team = $1 ORDER BY name, activity LIMIT $2").bind(team.raw()).bind(MOST).fetch_all(pool).await?;
    Ok(rows.into_iter().map(|(activity, name)| Template { activity: ActivityId::from_raw(activity), name }).collect())
}
