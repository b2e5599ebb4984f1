//! Finding people, always within the divisions the seeker administers.

use super::pieces::{Pieces, Value};
use crate::http::Failure;
use domain::division::DivisionCode;
use domain::ids::PersonId;
use domain::volunteer::VolunteerNumber;
use sqlx::AnyPool;

/// Whom one looks for.
#[derive(Debug, Clone)]
pub enum Sought {
    /// The blind index of a whole phone number.
    Phone(Vec<u8>),
    Number(VolunteerNumber),
    /// The begin of a name.
    Name(String),
}

/// A person found, the phone still sealed.
#[derive(Debug, Clone)]
pub struct Row {
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub phone_sealed: Vec<u8>,
    pub division: Option<DivisionCode>,
}

/// At most `most` volunteers inside `divisions`, by name; everybody when these are `None`. People
/// without division belong to the city alone.
///
/// # Errors
/// Of the database.
pub async fn find(pool: &AnyPool, sought: &Sought, divisions: Option<&[&DivisionCode]>, most: usize) -> Result<Vec<Row>, Failure> {
    let mut sql = Pieces::new("SELECT id, number, name, phone_sealed, division FROM people WHERE kind = 'volunteer' AND ");
    match sought {
        Sought::Phone(index) => sql.text("phone_index = ").value(Value::Bytes(index.clone())),
        Sought::Number(number) => sql.text("number = ").value(number.as_str()),
        Sought::Name(begin) => sql.text("name >= ").value(begin.as_str()).text(" AND name < ").value(format!("{begin}{}", char::MAX)),
    };
    if let Some(divisions) = divisions {
        sql.text(" AND (1 = 0");
        for division in divisions {
            sql.text(" OR (division >= ").value(division.as_str()).text(" AND division < ").value(division.upper_bound()).text(")");
        }
        sql.text(")");
    }
    sql.text(" ORDER BY name, id LIMIT ").value(i64::try_from(most).unwrap_or(i64::MAX));
    type Columns = (i64, String, String, Vec<u8>, Option<String>);
    let rows: Vec<Columns> = sql.rows(&mut *pool.acquire().await?).await?;
    let row = |(id, number, name, phone_sealed, division): Columns| {
        Ok(Row {
            person: PersonId::from_raw(id),
            number: number.parse().map_err(|_| Failure::bug("a stored volunteer number is none"))?,
            name,
            phone_sealed,
            division: division.as_deref().map(super::division).transpose()?,
        })
    };
    rows.into_iter().map(row).collect()
}

/// Whether there is such a person, volunteer or staff.
///
/// # Errors
/// Of the database.
pub async fn exists(pool: &AnyPool, person: PersonId) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM people WHERE id = $1").bind(person.raw()).fetch_optional(pool).await?;
    Ok(row.is_some())
}
