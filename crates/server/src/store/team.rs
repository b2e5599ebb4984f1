//! Teams.

use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::division::DivisionCode;
use domain::ids::TeamId;
use domain::team::{Team, TeamDraft};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

type Row = (i64, String, String, Option<String>, String);

fn team((id, name, form, org_code, division): Row) -> Result<Team, Failure> {
    let org_code = org_code.map(|code| code.parse().map_err(|_| Failure::bug("a stored organisation code is none"))).transpose()?;
    Ok(Team { id: TeamId::from_raw(id), name, form: super::of_word(form)?, org_code, division: super::division(&division)? })
}

/// One page of teams inside `division` whose name holds `text`, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, division: Option<&DivisionCode>, text: Option<&str>, after: Option<Cursor>, size: usize) -> Result<Page<Team>, Failure> {
    let (from, to) = super::division_range(division);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, name, form, org_code, division FROM teams WHERE division >= $1 AND division < $2 AND id < $3 AND lower(name) LIKE $4 ESCAPE '\\' ORDER BY id DESC LIMIT $5",
    )
    .bind(from)
    .bind(to)
    .bind(after.map_or(i64::MAX, |c| c.id))
    .bind(super::pattern(text))
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let items = rows.into_iter().map(team).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |t: &Team| Cursor { key: 0, id: t.id.raw() }))
}

/// The team with this id, if there is one.
///
/// # Errors
/// Of the database.
pub async fn find(pool: &AnyPool, id: TeamId) -> Result<Option<Team>, Failure> {
    let row: Option<Row> = sqlx::query_as("SELECT id, name, form, org_code, division FROM teams WHERE id = $1").bind(id.raw()).fetch_optional(pool).await?;
    row.map(team).transpose()
}

/// Makes a team.
///
/// # Errors
/// Of the database.
pub async fn make(tx: &mut AnyConnection, id: i64, draft: &TeamDraft, now: Timestamp) -> Result<Team, Failure> {
    sqlx::query("INSERT INTO teams (id, name, form, org_code, division, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(draft.name.as_str())
        .bind(super::word(&draft.form)?)
        .bind(draft.org_code.as_ref().map(|code| code.as_str()))
        .bind(draft.division.as_str())
        .bind(now.unix_ms())
        .execute(tx)
        .await?;
    Ok(Team { id: TeamId::from_raw(id), name: draft.name.to_string(), form: draft.form, org_code: draft.org_code.clone(), division: draft.division.clone() })
}
