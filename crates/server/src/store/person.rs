//! People: volunteers, and what is known of anybody who logs in.

use super::applicant::read_languages;
use crate::http::Failure;
use crate::vault::Sealed;
use domain::activity::ServiceLanguage;
use domain::api::session::LoggedIn;
use domain::division::DivisionCode;
use domain::ids::PersonId;
use domain::text::PersonName;
use domain::time::{Day, Timestamp};
use domain::volunteer::VolunteerNumber;
use sqlx::{AnyConnection, AnyPool};

/// A volunteer to make.
#[derive(Debug, Clone)]
pub struct NewVolunteer {
    pub id: i64,
    pub number: VolunteerNumber,
    pub name: PersonName,
    pub phone: Sealed,
    pub division: Option<DivisionCode>,
    /// Version of the privacy notice agreed to.
    pub consent: String,
    pub now: Timestamp,
}

/// Makes a volunteer; the one who has the phone already when there is one.
///
/// # Errors
/// Of the database; a number that is taken counts as such, and trying again makes another.
pub async fn join(tx: &mut AnyConnection, new: &NewVolunteer) -> Result<PersonId, Failure> {
    let made = sqlx::query(
        "INSERT INTO people (id, kind, name, created_at, number, phone_sealed, phone_index, division) VALUES ($1, 'volunteer', $2, $3, $4, $5, $6, $7) ON CONFLICT (phone_index) DO NOTHING",
    )
    .bind(new.id)
    .bind(new.name.as_str())
    .bind(new.now.unix_ms())
    .bind(new.number.as_str())
    .bind(new.phone.ciphertext.clone())
    .bind(new.phone.index.clone())
    .bind(new.division.as_ref().map(DivisionCode::as_str))
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        let (id,): (i64,) = sqlx::query_as("SELECT id FROM people WHERE phone_index = $1").bind(new.phone.index.clone()).fetch_one(tx).await?;
        return Ok(PersonId::from_raw(id));
    }
    sqlx::query("INSERT INTO consents (person, purpose, version, given_at) VALUES ($1, 'privacy_notice', $2, $3)")
        .bind(new.id)
        .bind(&new.consent)
        .bind(new.now.unix_ms())
        .execute(tx)
        .await?;
    Ok(PersonId::from_raw(new.id))
}

/// The volunteer with this phone.
///
/// # Errors
/// Of the database.
pub async fn by_phone(pool: &AnyPool, index: &[u8]) -> Result<Option<PersonId>, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM people WHERE phone_index = $1").bind(index.to_vec()).fetch_optional(pool).await?;
    Ok(row.map(|(id,)| PersonId::from_raw(id)))
}

/// Whether somebody has this number.
///
/// # Errors
/// Of the database.
pub async fn number_is_taken(pool: &AnyPool, number: VolunteerNumber) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM people WHERE number = $1").bind(number.as_str()).fetch_optional(pool).await?;
    Ok(row.is_some())
}

/// What the page shows of whoever is logged in.
///
/// # Errors
/// 404 when the person is gone; of the database.
pub async fn logged_in(pool: &AnyPool, person: PersonId) -> Result<LoggedIn, Failure> {
    let row: Option<(String, String, Option<String>)> = sqlx::query_as("SELECT kind, name, number FROM people WHERE id = $1").bind(person.raw()).fetch_optional(pool).await?;
    let (kind, name, number) = row.ok_or_else(Failure::not_found)?;
    let (unread,): (i64,) = sqlx::query_as("SELECT count(*) FROM messages WHERE person = $1 AND read_at IS NULL").bind(person.raw()).fetch_one(pool).await?;
    Ok(LoggedIn {
        person,
        kind: super::of_word(kind)?,
        name,
        number: number.and_then(|n| n.parse().ok()),
        grants: super::grant::grants_of(pool, person).await?,
        unread: u32::try_from(unread).unwrap_or(u32::MAX),
    })
}

/// A volunteer's row, still sealed.
#[derive(Debug, Clone)]
pub struct Volunteer {
    pub id: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub phone_sealed: Vec<u8>,
    pub id_card_sealed: Option<Vec<u8>>,
    pub birth: Option<Day>,
    pub division: Option<DivisionCode>,
    pub joined_at: Timestamp,
    pub credited_minutes: u64,
    pub languages: Vec<ServiceLanguage>,
}

/// The volunteer with this id.
///
/// # Errors
/// 404 when there is none; of the database.
pub async fn volunteer(pool: &AnyPool, person: PersonId) -> Result<Volunteer, Failure> {
    type Row = (String, String, Vec<u8>, Option<Vec<u8>>, Option<i64>, Option<String>, i64, i64, String);
    let row: Option<Row> = sqlx::query_as("SELECT number, name, phone_sealed, id_card_sealed, birth_day, division, created_at, credited_minutes, languages FROM people WHERE id = $1 AND kind = 'volunteer'")
        .bind(person.raw())
        .fetch_optional(pool)
        .await?;
    let (number, name, phone_sealed, id_card_sealed, birth_day, division, joined_at, credited, languages) = row.ok_or_else(Failure::not_found)?;
    Ok(Volunteer {
        id: person,
        number: number.parse().map_err(|_| Failure::bug("a stored volunteer number is none"))?,
        name,
        phone_sealed,
        id_card_sealed,
        birth: birth_day.and_then(Day::from_unix_days),
        division: division.and_then(|d| d.parse().ok()),
        joined_at: Timestamp::from_unix_ms(joined_at),
        credited_minutes: u64::try_from(credited).unwrap_or(0),
        languages: read_languages(&languages)?,
    })
}

/// Keeps the languages somebody states.
///
/// # Errors
/// Of the database.
pub async fn keep_languages(tx: &mut AnyConnection, person: PersonId, languages: &[ServiceLanguage]) -> Result<(), Failure> {
    sqlx::query("UPDATE people SET languages = $1 WHERE id = $2").bind(serde_json::to_string(languages)?).bind(person.raw()).execute(tx).await?;
    Ok(())
}

/// Whether this is the person's identity card number.
///
/// # Errors
/// Of the database.
pub async fn has_id_card(tx: &mut AnyConnection, person: PersonId, index: &[u8]) -> Result<bool, Failure> {
    let row: Option<(i64,)> = sqlx::query_as("SELECT id FROM people WHERE id = $1 AND id_card_index = $2").bind(person.raw()).bind(index.to_vec()).fetch_optional(tx).await?;
    Ok(row.is_some())
}

/// What became of an identity card number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdCardKept {
    /// It is kept now, or was already.
    Kept,
    /// The person has given another number before.
    Known,
    /// Somebody else has given it.
    Taken,
}

/// Keeps a person's identity card number.
///
/// # Errors
/// Of the database.
pub async fn keep_id_card(tx: &mut AnyConnection, person: PersonId, card: &Sealed, birth: Option<Day>) -> Result<IdCardKept, Failure> {
    let owner: Option<(i64,)> = sqlx::query_as("SELECT id FROM people WHERE id_card_index = $1").bind(card.index.clone()).fetch_optional(&mut *tx).await?;
    match owner {
        Some((owner,)) if owner == person.raw() => return Ok(IdCardKept::Kept),
        Some(_) => return Ok(IdCardKept::Taken),
        None => {}
    }
    let kept = sqlx::query("UPDATE people SET id_card_sealed = $1, id_card_index = $2, birth_day = $3 WHERE id = $4 AND id_card_index IS NULL")
        .bind(card.ciphertext.clone())
        .bind(card.index.clone())
        .bind(birth.map(Day::unix_days))
        .bind(person.raw())
        .execute(tx)
        .await?;
    Ok(if kept.rows_affected() == 1 { IdCardKept::Kept } else { IdCardKept::Known })
}
