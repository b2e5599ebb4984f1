//! Changing an activity, and what is kept of each change.

use super::programme;
use crate::http::Failure;
use domain::activity::{ActivityDetail, ActivityDraft, Change, PositionDraft, Shift, ShiftDraft};
use domain::api::activity::ActivityRevision;
use domain::api::{Cursor, Page};
use domain::ids::{ActivityId, PersonId, PositionId, ShiftId, StationId};
use domain::time::{Interval, Timestamp};
use domain::volunteer::masked_name;
use sqlx::{AnyConnection, AnyPool};

/// Counts one change on, if the activity still has the revision `seen`, and holds the activity and all its shifts: nobody takes a place or
/// joins a line until the transaction ends. False when somebody else was first.
///
/// # Errors
/// Of the database.
pub async fn claim(tx: &mut AnyConnection, id: ActivityId, seen: u32) -> Result<bool, Failure> {
    let done = sqlx::query("UPDATE activities SET revision = revision + 1 WHERE id = $1 AND revision = $2").bind(id.raw()).bind(i64::from(seen)).execute(&mut *tx).await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("UPDATE shifts SET taken = taken WHERE activity = $1").bind(id.raw()).execute(tx).await?;
    Ok(true)
}

/// Puts the draft in the place of what the activity said before. `gone` are the shifts that are not in it. `fresh` gives an id for each new position
/// and shift.
///
/// # Errors
/// Of the database.
pub async fn apply(tx: &mut AnyConnection, before: &ActivityDetail, draft: &ActivityDraft, gone: &[Shift], fresh: impl Fn() -> i64 + Send + Sync) -> Result<(), Failure> {
    let id = before.id;
    sqlx::query("UPDATE activities SET title = $1, category = $2, division = $3, station = $4, place = $5, latitude_e7 = $6, longitude_e7 = $7, terms = $8 WHERE id = $9")
        .bind(draft.title.as_str())
        .bind(draft.category.as_str())
        .bind(draft.division.as_str())
        .bind(draft.station.map(StationId::raw))
        .bind(draft.place.as_str())
        .bind(draft.map_position.map(|p| i64::from(p.latitude_e7)))
        .bind(draft.map_position.map(|p| i64::from(p.longitude_e7)))
        .bind(serde_json::to_string(&draft.terms)?)
        .bind(id.raw())
        .execute(&mut *tx)
        .await?;
    programme::forget(tx, id).await?;
    for position in &draft.positions {
        let its = keep_position(tx, id, position, &fresh).await?;
        programme::put(tx, its, &position.programmes).await?;
        for shift in &position.shifts {
            keep_shift(tx, id, its, draft.station, shift, &fresh).await?;
        }
    }
    for shift in gone {
        // Once somebody has signed up, was scanned, served or was entered by hand there is a row that names it; without any it never was.
        sqlx::query("UPDATE shifts SET called_off = 1, programme = NULL, occurrence = NULL WHERE id = $1").bind(shift.id.raw()).execute(&mut *tx).await?;
        sqlx::query(
            "DELETE FROM shifts WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM sign_ups u WHERE u.shift = shifts.id) AND NOT EXISTS (SELECT 1 FROM records r WHERE r.activity = shifts.activity AND r.shift = shifts.id) \
             AND NOT EXISTS (SELECT 1 FROM entries e WHERE e.shift = shifts.id) AND NOT EXISTS (SELECT 1 FROM scans c WHERE c.activity = shifts.activity AND (c.chosen = shifts.id OR c.ruled_shift = shifts.id))",
        )
        .bind(shift.id.raw())
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query("DELETE FROM positions WHERE activity = $1 AND NOT EXISTS (SELECT 1 FROM shifts s WHERE s.activity = $1 AND s.position = positions.id)").bind(id.raw()).execute(&mut *tx).await?;
    sqlx::query(
        "UPDATE activities SET starts_at = (SELECT min(s.starts_at) FROM shifts s WHERE s.activity = $1 AND s.called_off = 0), \
         ends_at = (SELECT max(s.ends_at) FROM shifts s WHERE s.activity = $1 AND s.called_off = 0) WHERE id = $1",
    )
    .bind(id.raw())
    .execute(tx)
    .await?;
    Ok(())
}

async fn keep_position(tx: &mut AnyConnection, activity: ActivityId, position: &PositionDraft, fresh: &(impl Fn() -> i64 + Send + Sync)) -> Result<PositionId, Failure> {
    let id = position.id.unwrap_or_else(|| PositionId::from_raw(fresh()));
    sqlx::query("INSERT INTO positions (id, activity, name) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name")
        .bind(id.raw())
        .bind(activity.raw())
        .bind(position.name.as_str())
        .execute(tx)
        .await?;
    Ok(id)
}

async fn keep_shift(tx: &mut AnyConnection, activity: ActivityId, position: PositionId, station: Option<StationId>, shift: &ShiftDraft, fresh: &(impl Fn() -> i64 + Send + Sync)) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO shifts (id, activity, position, station, starts_at, ends_at, capacity, programme, occurrence) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (id) DO UPDATE SET station = excluded.station, starts_at = excluded.starts_at, ends_at = excluded.ends_at, capacity = excluded.capacity, \
         programme = excluded.programme, occurrence = excluded.occurrence",
    )
    .bind(shift.id.map_or_else(fresh, ShiftId::raw))
    .bind(activity.raw())
    .bind(position.raw())
    .bind(station.map(StationId::raw))
    .bind(shift.time.start.unix_ms())
    .bind(shift.time.end.unix_ms())
    .bind(i64::from(shift.capacity))
    .bind(shift.occurrence.map(|of| i64::from(of.programme)))
    .bind(shift.occurrence.map(|of| of.day.unix_days()))
    .execute(tx)
    .await?;
    Ok(())
}

/// Moves the sign-ups of a held shift to its new time. Who has a place may give it back without being late from now on, and no offer stands
/// beyond `closes_at`, the new close of sign-up.
///
/// # Errors
/// Of the database.
pub async fn move_sign_ups(tx: &mut AnyConnection, shift: ShiftId, to: Interval, closes_at: Timestamp) -> Result<(), Failure> {
    sqlx::query(
        "UPDATE sign_ups SET starts_at = $1, ends_at = $2, moved = CASE WHEN status IN ('pending', 'confirmed') THEN 1 ELSE moved END, \
         offer_until = CASE WHEN offer_until > $3 THEN $3 ELSE offer_until END WHERE shift = $4",
    )
    .bind(to.start.unix_ms())
    .bind(to.end.unix_ms())
    .bind(closes_at.unix_ms())
    .bind(shift.raw())
    .execute(tx)
    .await?;
    Ok(())
}

/// Ends the open sign-ups of a held shift that is called off. Whose they were.
///
/// # Errors
/// Of the database.
pub async fn end_sign_ups(tx: &mut AnyConnection, shift: ShiftId, now: Timestamp) -> Result<Vec<PersonId>, Failure> {
    let people: Vec<(i64,)> = sqlx::query_as(
        "UPDATE sign_ups SET status = 'cancelled', ending = 'called_off', line = NULL, resting = 0, offer_until = NULL, changed_at = $1 \
         WHERE shift = $2 AND status IN ('pending', 'confirmed', 'waitlisted', 'offered') RETURNING person",
    )
    .bind(now.unix_ms())
    .bind(shift.raw())
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query("UPDATE shifts SET taken = (SELECT CAST(COALESCE(sum(u.places), 0) AS BIGINT) FROM sign_ups u WHERE u.shift = shifts.id AND u.status NOT IN ('cancelled', 'waitlisted')) WHERE id = $1")
        .bind(shift.raw())
        .execute(tx)
        .await?;
    Ok(people.into_iter().map(|(person,)| PersonId::from_raw(person)).collect())
}

/// Everybody with an open sign-up for a shift of the activity that has not ended, with the shift; some have several.
///
/// # Errors
/// Of the database.
pub async fn concerned(tx: &mut AnyConnection, activity: ActivityId, now: Timestamp) -> Result<Vec<(PersonId, ShiftId)>, Failure> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT person, shift FROM sign_ups WHERE activity = $1 AND status IN ('pending', 'confirmed', 'waitlisted', 'offered') AND ends_at > $2 ORDER BY person, starts_at, id",
    )
    .bind(activity.raw())
    .bind(now.unix_ms())
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|(person, shift)| (PersonId::from_raw(person), ShiftId::from_raw(shift))).collect())
}

/// Keeps what `actor` changed; the activity has its new revision already.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, id: i64, activity: ActivityId, actor: PersonId, now: Timestamp, changes: &[Change]) -> Result<(), Failure> {
    sqlx::query("INSERT INTO activity_changes (id, activity, revision, at, actor, changes) SELECT $1, a.id, a.revision, $2, $3, $4 FROM activities a WHERE a.id = $5")
        .bind(id)
        .bind(now.unix_ms())
        .bind(actor.raw())
        .bind(serde_json::to_string(changes)?)
        .bind(activity.raw())
        .execute(tx)
        .await?;
    Ok(())
}

/// One page of what was changed, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, activity: ActivityId, after: Option<Cursor>, size: usize) -> Result<Page<ActivityRevision>, Failure> {
    type Row = (i64, i64, i64, String, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT c.id, c.revision, c.at, p.kind, p.name, c.changes FROM activity_changes c JOIN people p ON p.id = c.actor WHERE c.activity = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3",
    )
    .bind(activity.raw())
    .bind(after.map_or(i64::MAX, |c| c.id))
    .bind(super::one_more(size))
    .fetch_all(pool)
    .await?;
    let page = super::page(rows, size, |row: &Row| Cursor { key: 0, id: row.0 });
    let one = |(_, revision, at, kind, name, changes): Row| {
        let by = if kind == "staff" { name } else { masked_name(&name) };
        Ok(ActivityRevision { revision: super::count(revision), at: Timestamp::from_unix_ms(at), by, changes: serde_json::from_str(&changes)? })
    };
    Ok(Page { items: page.items.into_iter().map(one).collect::<Result<_, Failure>>()?, next: page.next })
}
