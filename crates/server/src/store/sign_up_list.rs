//! Sign-ups as their person sees them.

use super::joining;
use super::sign_up::interval;
use super::waitlist::place_in_line;
use crate::http::Failure;
use domain::api::{Cursor, Page};
use domain::ids::{ActivityId, PersonId, ShiftId, SignUpId};
use domain::sign_up::SignUp;
use domain::time::Timestamp;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AnyPool, FromRow, Row as _};

/// All columns but the last, which are more than a tuple takes.
type Columns = (i64, i64, String, i64, String, String, i64, i64, String, i64, Option<i64>, Option<i64>, Option<String>, Option<String>, Option<String>, Option<String>);

struct Row {
    columns: Columns,
    seeks_stand_in: bool,
    moved: bool,
    guardian: Option<String>,
}

impl<'r> FromRow<'r, AnyRow> for Row {
    fn from_row(row: &'r AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            columns: FromRow::from_row(row)?,
            seeks_stand_in: row.try_get::<i64, _>("seeks_stand_in")? != 0,
            moved: row.try_get::<i64, _>("moved")? != 0,
            guardian: row.try_get("guardian")?,
        })
    }
}

/// Sign-ups with what is shown of them; `$rest` says which.
macro_rules! sign_ups {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, u.activity, a.title, u.shift, p.name, a.place, u.starts_at, u.ends_at, u.status, u.signed_up_at, ",
            place_in_line!(),
            ", u.offer_until, u.ending, u.reason, u.joining, u.by_team, CASE WHEN EXISTS (SELECT 1 FROM stand_ins i WHERE i.sign_up = u.id) THEN 1 ELSE 0 END AS seeks_stand_in, u.moved, \
             (SELECT g.name FROM sign_ups h JOIN people g ON g.id = h.person WHERE h.id = u.party AND u.status <> 'cancelled') AS guardian FROM sign_ups u JOIN activities a ON a.id = u.activity JOIN shifts s ON s.id = u.shift JOIN positions p ON p.id = s.position WHERE ",
            $rest
        )
    };
}

fn shown(Row { columns, seeks_stand_in, moved, guardian }: Row) -> Result<SignUp, Failure> {
    let (id, activity, activity_title, shift, position_name, place, starts_at, ends_at, status, signed_up_at, place_in_line, offer_until, ending, reason, kept, by_team) = columns;
    Ok(SignUp {
        id: SignUpId::from_raw(id),
        activity: ActivityId::from_raw(activity),
        activity_title,
        shift: ShiftId::from_raw(shift),
        position_name,
        place,
        time: interval(starts_at, ends_at),
        status: super::of_word(status)?,
        signed_up_at: Timestamp::from_unix_ms(signed_up_at),
        place_in_line: place_in_line.map(super::count),
        offer_until: offer_until.map(Timestamp::from_unix_ms),
        ending: ending.map(super::of_word).transpose()?,
        reason,
        companions: joining::read(kept)?.companions,
        by_team,
        seeks_stand_in,
        moved,
        wards: Vec::new(),
        guardian,
    })
}

/// One sign-up as its person sees it, but for minors beside them.
///
/// # Errors
/// Of the database.
pub async fn one(tx: &mut AnyConnection, sign_up: SignUpId) -> Result<SignUp, Failure> {
    shown(sqlx::query_as(sign_ups!("u.id = $1")).bind(sign_up.raw()).fetch_one(tx).await?)
}

/// One page of a person's sign-ups, latest shift first, but for minors beside them.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<SignUp>, Failure> {
    let after = after.unwrap_or(Cursor { key: i64::MAX, id: i64::MAX });
    let rows: Vec<Row> = sqlx::query_as(sign_ups!("u.person = $1 AND (u.starts_at < $2 OR (u.starts_at = $2 AND u.id < $3)) ORDER BY u.starts_at DESC, u.id DESC LIMIT $4"))
        .bind(person.raw())
        .bind(after.key)
        .bind(after.id)
        .bind(super::one_more(size))
        .fetch_all(pool)
        .await?;
    let items = rows.into_iter().map(shown).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |u: &SignUp| Cursor { key: u.time.start.unix_ms(), id: u.id.raw() }))
}
