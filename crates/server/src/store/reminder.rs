//! Reminders of shifts: which are due, and that each is given once.

use super::sign_up::interval;
use crate::http::Failure;
use domain::ids::{ActivityId, PersonId, SignUpId};
use domain::time::{Interval, Timestamp};
use sqlx::{AnyConnection, AnyPool};

/// Somebody to remind.
#[derive(Debug, Clone)]
pub struct Due {
    pub sign_up: SignUpId,
    pub person: PersonId,
    pub activity: ActivityId,
    pub title: String,
    pub place: String,
    pub time: Interval,
}

/// The stretch before a shift in which a reminder is given, in minutes before its begin.
#[derive(Debug, Clone, Copy)]
pub struct Lead {
    pub from: u16,
    pub until: u16,
}

impl Lead {
    fn due_at(self, starts_at: Timestamp) -> Timestamp {
        starts_at.plus_minutes(-i64::from(self.from))
    }
}

/// People with a place whose reminder is due at `now` and was not given, soonest shift first. Whoever got the place after the
/// reminder's time knows it by then.
///
/// # Errors
/// Of the database.
pub async fn due(pool: &AnyPool, lead: Lead, now: Timestamp, most: i64) -> Result<Vec<Due>, Failure> {
    type Row = (i64, i64, i64, String, String, i64, i64);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT u.id, u.person, u.activity, a.title, a.place, u.starts_at, u.ends_at FROM sign_ups u JOIN activities a ON a.id = u.activity \
         WHERE u.status = 'confirmed' AND u.starts_at > $1 AND u.starts_at <= $2 AND u.changed_at < u.starts_at - $3 \
         AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.sign_up = u.id AND r.due_at = u.starts_at - $3) ORDER BY u.starts_at, u.id LIMIT $4",
    )
    .bind(now.plus_minutes(lead.until.into()).unix_ms())
    .bind(now.plus_minutes(lead.from.into()).unix_ms())
    .bind(i64::from(lead.from) * 60_000)
    .bind(most)
    .fetch_all(pool)
    .await?;
    let due = |(id, person, activity, title, place, starts_at, ends_at)| Due {
        sign_up: SignUpId::from_raw(id),
        person: PersonId::from_raw(person),
        activity: ActivityId::from_raw(activity),
        title,
        place,
        time: interval(starts_at, ends_at),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Writes down that the reminder is given; false when somebody else has given it, or the place was given back.
///
/// # Errors
/// Of the database.
pub async fn give(tx: &mut AnyConnection, due: &Due, lead: Lead) -> Result<bool, Failure> {
    let given = sqlx::query(
        "INSERT INTO reminders (sign_up, due_at) SELECT u.id, $1 FROM sign_ups u WHERE u.id = $2 AND u.status = 'confirmed' AND u.starts_at = $3 ON CONFLICT (sign_up, due_at) DO NOTHING",
    )
    .bind(lead.due_at(due.time.start).unix_ms())
    .bind(due.sign_up.raw())
    .bind(due.time.start.unix_ms())
    .execute(tx)
    .await?;
    Ok(given.rows_affected() == 1)
}
