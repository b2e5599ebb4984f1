//! Reports about activities.

use super::pieces::Pieces;
use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::division::DivisionCode;
use domain::ids::{ActivityId, PersonId, ReportId};
use domain::report::{Report, ReportDraft};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// Writes a report; one by the same person about the same activity that still waits is replaced.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, id: i64, activity: ActivityId, reporter: PersonId, draft: &ReportDraft, now: Timestamp) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO reports (id, activity, reporter, at, kind, words) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (activity, reporter) WHERE settled_at IS NULL DO UPDATE SET at = excluded.at, kind = excluded.kind, words = excluded.words",
    )
    .bind(id)
    .bind(activity.raw())
    .bind(reporter.raw())
    .bind(now.unix_ms())
    .bind(draft.kind.as_str())
    .bind(draft.words.as_ref().map(|words| words.as_str()))
    .execute(tx)
    .await?;
    Ok(())
}

/// How many reports a person has made since then.
///
/// # Errors
/// Of the database.
pub async fn made_since(pool: &AnyPool, reporter: PersonId, since: Timestamp) -> Result<u32, Failure> {
    let (count,): (i64,) = sqlx::query_as("SELECT count(*) FROM reports WHERE reporter = $1 AND at > $2").bind(reporter.raw()).bind(since.unix_ms()).fetch_one(pool).await?;
    Ok(super::count(count))
}

/// One page of the reports of activities in these divisions that wait for an answer, the oldest first.
///
/// # Errors
/// Of the database.
pub async fn waiting(pool: &AnyPool, divisions: &[&DivisionCode], after: Option<Cursor>, size: usize) -> Result<Page<Report>, Failure> {
    type Row = (i64, i64, i64, String, String, String, Option<String>);
    let mut sql = Pieces::new("SELECT r.id, r.at, r.activity, a.title, t.name, r.kind, r.words FROM reports r JOIN activities a ON a.id = r.activity JOIN teams t ON t.id = a.team WHERE r.settled_at IS NULL AND r.id > ");
    sql.value(after.map_or(0, |cursor| cursor.id)).text(" AND (");
    let alternatives = sql.in_divisions(divisions, |_| "a.division");
    // Who administers nothing sees nothing.
    sql.text(if alternatives == 0 { "1 = 0)" } else { ")" }).text(" ORDER BY r.id LIMIT ").value(super::one_more(size));
    let rows: Vec<Row> = sql.rows(&mut *pool.acquire().await?).await?;
    let report = |(id, at, activity, title, team_name, kind, words): Row| -> Result<Report, Failure> {
        Ok(Report { id: ReportId::from_raw(id), at: Timestamp::from_unix_ms(at), activity: ActivityId::from_raw(activity), title, team_name, kind: super::of_word(kind)?, words })
    };
    let reports = rows.into_iter().map(report).collect::<Result<_, _>>()?;
    Ok(super::page(reports, size, |report: &Report| Cursor { key: 0, id: report.id.raw() }))
}

/// Which activity a report is about, if there is one.
///
/// # Errors
/// Of the database.
pub async fn activity_of(pool: &AnyPool, report: ReportId) -> Result<Option<ActivityId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT activity FROM reports WHERE id = $1").bind(report.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(activity,)| ActivityId::from_raw(activity)))
}

/// Answers a report; tells who made it and the title of the activity, or none when it was answered before.
///
/// # Errors
/// Of the database.
pub async fn settle(tx: &mut AnyConnection, report: ReportId, by: PersonId, answer: &str, now: Timestamp) -> Result<Option<(PersonId, String)>, Failure> {
    let row: Option<(i64, String)> = sqlx::query_as(
        "UPDATE reports SET settled_at = $1, settled_by = $2, answer = $3 WHERE id = $4 AND settled_at IS NULL \
         RETURNING reporter, (SELECT a.title FROM activities a WHERE a.id = reports.activity)",
    )
    .bind(now.unix_ms())
    .bind(by.raw())
    .bind(answer)
    .bind(report.raw())
    .fetch_optional(tx)
    .await?;
    Ok(row.map(|(reporter, title)| (PersonId::from_raw(reporter), title)))
}
