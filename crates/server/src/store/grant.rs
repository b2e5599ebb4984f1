//! Roles that were given.

use super::pieces::Pieces;
use crate::http::Failure;
use domain::can::{Grant, Role};
use domain::division::DivisionCode;
use domain::ids::{GrantId, PersonId, StationId, TeamId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

type Row = (i64, String, Option<String>, Option<i64>, Option<i64>);

fn role_of((_, role, division, team, station): &Row) -> Option<Role> {
    match role.as_str() {
        "administrator" => division.as_deref()?.parse::<DivisionCode>().ok().map(|division| Role::Administrator { division }),
        "team_leader" => team.map(|team| Role::TeamLeader { team: TeamId::from_raw(team) }),
        "station_keeper" => station.map(|station| Role::StationKeeper { station: StationId::from_raw(station) }),
        _ => None,
    }
}

/// Word, division, team and station of a role, as the table keeps them.
fn columns(role: &Role) -> (&'static str, Option<String>, Option<i64>, Option<i64>) {
    match role {
        Role::Administrator { division } => ("administrator", Some(division.as_str().to_owned()), None, None),
        Role::TeamLeader { team } => ("team_leader", None, Some(team.raw()), None),
        Role::StationKeeper { station } => ("station_keeper", None, None, Some(station.raw())),
    }
}

const SELECT: &str = "SELECT id, role, division, team, station FROM grants WHERE person = $1 ORDER BY id";

/// The roles of a person.
///
/// # Errors
/// Of the database.
pub async fn roles_of(pool: &AnyPool, person: PersonId) -> Result<Vec<Role>, Failure> {
    let rows: Vec<Row> = sqlx::query_as(SELECT).bind(person.raw()).fetch_all(pool).await?;
    Ok(rows.iter().filter_map(role_of).collect())
}

/// The roles of a person, each with the name of its scope.
///
/// # Errors
/// Of the database.
pub async fn grants_of(pool: &AnyPool, person: PersonId) -> Result<Vec<Grant>, Failure> {
    Ok(grants_of_all(pool, &[person]).await?.into_iter().map(|(_, grant)| grant).collect())
}

/// The roles of several people, each with whose it is and the name of its scope.
///
/// # Errors
/// Of the database.
pub async fn grants_of_all(pool: &AnyPool, people: &[PersonId]) -> Result<Vec<(PersonId, Grant)>, Failure> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Pieces::new(
        "SELECT g.person, g.id, g.role, g.division, g.team, g.station, COALESCE(d.name, t.name, s.name) FROM grants g \
         LEFT JOIN divisions d ON d.code = g.division LEFT JOIN teams t ON t.id = g.team LEFT JOIN stations s ON s.id = g.station WHERE g.person IN (",
    );
    for (place, person) in people.iter().enumerate() {
        sql.text(if place == 0 { "" } else { ", " }).value(person.raw());
    }
    sql.text(") ORDER BY g.id");
    type Named = (i64, i64, String, Option<String>, Option<i64>, Option<i64>, Option<String>);
    let rows: Vec<Named> = sql.rows(&mut *pool.acquire().await?).await?;
    let grant = |(person, id, role, division, team, station, name): Named| {
        let role = role_of(&(id, role, division, team, station))?;
        Some((PersonId::from_raw(person), Grant { id: GrantId::from_raw(id), role, scope_name: name.unwrap_or_default() }))
    };
    Ok(rows.into_iter().filter_map(grant).collect())
}

/// Gives a role; the existing grant's id when the person has it already.
///
/// # Errors
/// Of the database.
pub async fn give(tx: &mut AnyConnection, id: i64, person: PersonId, role: &Role, by: Option<PersonId>, now: Timestamp) -> Result<GrantId, Failure> {
    let (word, division, team, station) = columns(role);
    sqlx::query("INSERT INTO grants (id, person, role, division, team, station, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING")
        .bind(id)
        .bind(person.raw())
        .bind(word)
        .bind(division.clone())
        .bind(team)
        .bind(station)
        .bind(by.map(PersonId::raw))
        .bind(now.unix_ms())
        .execute(&mut *tx)
        .await?;
    let (kept,): (i64,) = sqlx::query_as(
        "SELECT id FROM grants WHERE person = $1 AND role = $2 AND COALESCE(division, '') = COALESCE($3, '') AND COALESCE(team, 0) = COALESCE($4, 0) AND COALESCE(station, 0) = COALESCE($5, 0)",
    )
    .bind(person.raw())
    .bind(word)
    .bind(division)
    .bind(team)
    .bind(station)
    .fetch_one(tx)
    .await?;
    Ok(GrantId::from_raw(kept))
}

/// Whose grant this is, and for what.
///
/// # Errors
/// Of the database.
pub async fn find(pool: &AnyPool, grant: GrantId) -> Result<Option<(PersonId, Role)>, Failure> {
    let row: Option<(i64, i64, String, Option<String>, Option<i64>, Option<i64>)> =
        sqlx::query_as("SELECT person, id, role, division, team, station FROM grants WHERE id = $1").bind(grant.raw()).fetch_optional(pool).await?;
    Ok(row.and_then(|(person, id, role, division, team, station)| role_of(&(id, role, division, team, station)).map(|role| (PersonId::from_raw(person), role))))
}

/// Takes a role away.
///
/// # Errors
/// Of the database.
pub async fn take(tx: &mut AnyConnection, grant: GrantId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM grants WHERE id = $1").bind(grant.raw()).execute(tx).await?;
    Ok(())
}
