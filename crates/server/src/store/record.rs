//! Service records: the ledger of hours. A person's `credited_minutes` is always the sum of theirs.

use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::ids::{ActivityId, PersonId, RecordId, ShiftId, TeamId};
use domain::record::{RecordStatus, RecordTotals, ServiceRecord};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// Settles an open record whose check-out was forgotten: it waits for the leader, or gives nothing.
///
/// # Errors
/// Of the database.
pub async fn forgotten(tx: &mut AnyConnection, record: RecordId, status: RecordStatus) -> Result<bool, Failure> {
    let word = if status == RecordStatus::Pending { "pending" } else { "credited" };
    let done = sqlx::query("UPDATE records SET status = $1 WHERE id = $2 AND status = 'open'").bind(word).bind(record.raw()).execute(tx).await?;
    Ok(done.rows_affected() == 1)
}

/// Open records past their time, at most `most`: record, person, activity and its title.
///
/// # Errors
/// Of the database.
pub async fn overdue(pool: &AnyPool, now: Timestamp, most: i64) -> Result<Vec<(RecordId, PersonId, ActivityId, String)>, Failure> {
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as("SELECT r.id, r.person, a.id, a.title FROM records r JOIN activities a ON a.id = r.activity WHERE r.status = 'open' AND r.closes_at <= $1 ORDER BY r.closes_at LIMIT $2")
            .bind(now.unix_ms())
            .bind(most)
            .fetch_all(pool)
            .await?;
    Ok(rows.into_iter().map(|(r, p, a, title)| (RecordId::from_raw(r), PersonId::from_raw(p), ActivityId::from_raw(a), title)).collect())
}

/// One page of a person's records, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<ServiceRecord>, Failure> {
    type Row = (i64, i64, String, i64, i64, String, i64, Option<i64>, i64, String, String);
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: i64::MAX });
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT r.id, r.activity, a.title, r.shift, r.team, t.name, r.checked_in_at, r.checked_out_at, r.credited_minutes, r.grade, r.status \
         FROM records r JOIN activities a ON a.id = r.activity JOIN teams t ON t.id = r.team \
         WHERE r.person = $1 AND (r.checked_in_at < $2 OR (r.checked_in_at = $2 AND r.id < $3)) ORDER BY r.checked_in_at DESC, r.id DESC LIMIT $4",
    )
    .bind(person.raw())
    .bind(after.key)
    .bind(after.id)
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let record = |(id, activity, activity_title, shift, team, team_name, checked_in_at, checked_out_at, minutes, grade, status): Row| -> Result<ServiceRecord, Failure> {
        Ok(ServiceRecord {
            id: RecordId::from_raw(id),
            activity: ActivityId::from_raw(activity),
            activity_title,
            shift: ShiftId::from_raw(shift),
            team: TeamId::from_raw(team),
            team_name,
            checked_in_at: Timestamp::from_unix_ms(checked_in_at),
            checked_out_at: checked_out_at.map(Timestamp::from_unix_ms),
            credited_minutes: u32::try_from(minutes).unwrap_or(0),
            grade: super::of_word(grade)?,
            status: super::of_word(status)?,
        })
    };
    let items = rows.into_iter().map(record).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |r: &ServiceRecord| Cursor { key: r.checked_in_at.unix_ms(), id: r.id.raw() }))
}

/// Sums over all records of a person.
///
/// # Errors
/// Of the database.
pub async fn totals(pool: &AnyPool, person: PersonId) -> Result<RecordTotals, Failure> {
    let (credited, afterwards, records, unsettled): (i64, i64, i64, i64) = sqlx::query_as(
        "SELECT CAST(COALESCE(sum(credited_minutes), 0) AS BIGINT), CAST(COALESCE(sum(CASE WHEN grade = 'D' THEN credited_minutes ELSE 0 END), 0) AS BIGINT), \
         count(*), count(CASE WHEN status IN ('pending', 'in_review') THEN 1 END) FROM records WHERE person = $1",
    )
    .bind(person.raw())
    .fetch_one(pool)
    .await?;
    let whole = |n: i64| u64::try_from(n).unwrap_or(0);
    Ok(RecordTotals { credited_minutes: whole(credited), afterwards_minutes: whole(afterwards), records: whole(records), unsettled: whole(unsettled) })
}
