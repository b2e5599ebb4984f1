//! The audit log: one row for each look at another person's data and each change of rights.

use super::pieces::{Pieces, ROWS};
use crate::http::Failure;
use domain::api::account::Look;
use domain::api::{Cursor, Page};
use domain::ids::{self, PersonId};
use domain::time::Timestamp;
use domain::volunteer::masked_name;
use sqlx::{AnyConnection, AnyPool};
use std::collections::HashSet;

/// A row to write.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: i64,
    pub at: Timestamp,
    pub actor: PersonId,
    /// Whose data was seen or changed.
    pub person: Option<PersonId>,
    /// Name of the operation.
    pub what: &'static str,
    /// Ids, and the reason where one is asked for; never personal data.
    pub detail: String,
}

/// Writes a row.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, entry: &Entry) -> Result<(), Failure> {
    sqlx::query("INSERT INTO audit (id, at, actor, person, what, detail) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(entry.id)
        .bind(entry.at.unix_ms())
        .bind(entry.actor.raw())
        .bind(entry.person.map(PersonId::raw))
        .bind(entry.what)
        .bind(&entry.detail)
        .execute(tx)
        .await?;
    Ok(())
}

/// Writes many rows, some hundred to a statement.
///
/// # Errors
/// Of the database.
pub async fn put_all(tx: &mut AnyConnection, entries: &[Entry]) -> Result<(), Failure> {
    for some in entries.chunks(ROWS) {
        let mut sql = Pieces::new("INSERT INTO audit (id, at, actor, person, what, detail) VALUES ");
        for (place, e) in some.iter().enumerate() {
            sql.row(place, [e.id.into(), e.at.unix_ms().into(), e.actor.raw().into(), e.person.map(PersonId::raw).into(), e.what.into(), e.detail.as_str().into()]);
        }
        sql.run(&mut *tx).await?;
    }
    Ok(())
}

/// Whom `actor` has seen by the operation `what` with this `detail` since then.
///
/// # Errors
/// Of the database.
pub async fn seen_since(pool: &AnyPool, actor: PersonId, what: &str, detail: &str, since: Timestamp) -> Result<HashSet<PersonId>, Failure> {
    // Ids rise with time, and the index holds them: only the rows since then are read.
    let rows: Vec<(i64,)> = sqlx::query_as("SELECT person FROM audit WHERE actor = $1 AND id >= $2 AND at > $3 AND what = $4 AND detail = $5 AND person IS NOT NULL")
        .bind(actor.raw())
        .bind(ids::seed(since.unix_ms(), 0))
        .bind(since.unix_ms())
        .bind(what.to_owned())
        .bind(detail.to_owned())
        .fetch_all(pool)
        .await?;
    Ok(rows.into_iter().map(|(person,)| PersonId::from_raw(person)).collect())
}

/// One page of who looked at a person's data, latest first. Volunteers who looked are shown masked.
///
/// # Errors
/// Of the database.
pub async fn looks_at(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<Look>, Failure> {
    type Row = (i64, i64, String, Option<String>, Option<String>);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT l.id, l.at, l.what, p.kind, p.name FROM audit l LEFT JOIN people p ON p.id = l.actor WHERE l.person = $1 AND l.id < $2 AND l.actor <> $1 ORDER BY l.id DESC LIMIT $3",
    )
    .bind(person.raw())
    .bind(after.map_or(i64::MAX, |c| c.id))
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let page = super::page(rows, size, |row: &Row| Cursor { key: 0, id: row.0 });
    let look = |(_, at, what, kind, name): Row| {
        let name = name.unwrap_or_default();
        let by = if kind.as_deref() == Some("staff") { name } else { masked_name(&name) };
        Look { at: Timestamp::from_unix_ms(at), by, what }
    };
    Ok(Page { items: page.items.into_iter().map(look).collect(), next: page.next })
}
