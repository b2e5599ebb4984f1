//! How people want to be told beside the inbox, and where.

use crate::http::Failure;
use domain::api::notice::NoticeWishes;
use domain::ids::{PersonId, SessionId};
use domain::notice::{PushEndpoint, QuietHours};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// Quiet hours out of their two columns.
pub(super) fn quiet_hours((from, until): (i64, i64)) -> QuietHours {
    let minutes = |column| u16::try_from(column).unwrap_or(0);
    QuietHours { from: minutes(from), until: minutes(until) }
}

/// What the person has chosen; none when that was nothing.
///
/// # Errors
/// Of the database.
pub async fn wishes(pool: &AnyPool, person: PersonId) -> Result<Option<NoticeWishes>, Failure> {
    let row: Option<(String, i64, i64, i64, i64)> =
        sqlx::query_as("SELECT language, by_sms, by_email, quiet_from, quiet_until FROM notice_settings WHERE person = $1").bind(person.raw()).fetch_optional(pool).await?;
    let wishes = |(language, by_sms, by_email, from, until)| -> Result<NoticeWishes, Failure> {
        Ok(NoticeWishes { language: super::of_word(language)?, by_sms: by_sms == 1, by_email: by_email == 1, quiet: quiet_hours((from, until)) })
    };
    row.map(wishes).transpose()
}

/// Keeps what the person has chosen.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, person: PersonId, wishes: NoticeWishes) -> Result<(), Failure> {
    sqlx::query(
        "INSERT INTO notice_settings (person, language, by_sms, by_email, quiet_from, quiet_until) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (person) DO UPDATE SET \
         language = excluded.language, by_sms = excluded.by_sms, by_email = excluded.by_email, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until",
    )
    .bind(person.raw())
    .bind(super::word(&wishes.language)?)
    .bind(i64::from(wishes.by_sms))
    .bind(i64::from(wishes.by_email))
    .bind(i64::from(wishes.quiet.from))
    .bind(i64::from(wishes.quiet.until))
    .execute(tx)
    .await?;
    Ok(())
}

/// The person's confirmed e-mail address, sealed.
///
/// # Errors
/// Of the database.
pub async fn email(pool: &AnyPool, person: PersonId) -> Result<Option<Vec<u8>>, Failure> {
    let row: Option<(Vec<u8>,)> = sqlx::query_as("SELECT sealed FROM emails WHERE person = $1").bind(person.raw()).fetch_optional(pool).await?;
    Ok(row.map(|(sealed,)| sealed))
}

/// Keeps a confirmed e-mail address in the place of the one before.
///
/// # Errors
/// Of the database.
pub async fn put_email(tx: &mut AnyConnection, person: PersonId, sealed: Vec<u8>, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("INSERT INTO emails (person, sealed, confirmed_at) VALUES ($1, $2, $3) ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed, confirmed_at = excluded.confirmed_at")
        .bind(person.raw())
        .bind(sealed)
        .bind(now.unix_ms())
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets the e-mail address.
///
/// # Errors
/// Of the database.
pub async fn forget_email(tx: &mut AnyConnection, person: PersonId) -> Result<(), Failure> {
    sqlx::query("DELETE FROM emails WHERE person = $1").bind(person.raw()).execute(tx).await?;
    Ok(())
}

/// The person's phone number, sealed; staff have none.
///
/// # Errors
/// Of the database.
pub async fn phone(pool: &AnyPool, person: PersonId) -> Result<Option<Vec<u8>>, Failure> {
    let row: Option<(Option<Vec<u8>>,)> = sqlx::query_as("SELECT phone_sealed FROM people WHERE id = $1").bind(person.raw()).fetch_optional(pool).await?;
    Ok(row.and_then(|(sealed,)| sealed))
}

/// A browser that wants push messages.
#[derive(Debug, Clone)]
pub struct Browser {
    pub endpoint: PushEndpoint,
    /// Its public key: a point of P-256, 65 bytes.
    pub public_key: Vec<u8>,
    /// The 16 bytes that it shares.
    pub shared: Vec<u8>,
}

/// The person's browsers that are told, the first first. One whose session was ended is not.
///
/// # Errors
/// Of the database.
pub async fn browsers(pool: &AnyPool, person: PersonId) -> Result<Vec<Browser>, Failure> {
    let rows: Vec<(String, Vec<u8>, Vec<u8>)> = sqlx::query_as(
        "SELECT b.endpoint, b.public_key, b.shared FROM push_browsers b JOIN sessions s ON s.id = b.session WHERE b.person = $1 AND s.revoked_at IS NULL ORDER BY b.id",
    )
    .bind(person.raw())
    .fetch_all(pool)
    .await?;
    let browser = |(endpoint, public_key, shared): (String, Vec<u8>, Vec<u8>)| -> Result<Browser, Failure> {
        Ok(Browser { endpoint: endpoint.parse().map_err(|_| Failure::bug("a stored push endpoint is none"))?, public_key, shared })
    };
    rows.into_iter().map(browser).collect()
}

/// A browser to keep.
#[derive(Debug, Clone)]
pub struct NewBrowser {
    pub id: i64,
    pub person: PersonId,
    pub session: SessionId,
    pub endpoint_hash: Vec<u8>,
    pub browser: Browser,
}

/// Keeps a browser; it may have been somebody else's before. Of the person's, only the last `most` stay.
///
/// # Errors
/// Of the database.
pub async fn put_browser(tx: &mut AnyConnection, new: &NewBrowser, most: u16) -> Result<(), Failure> {
    sqlx::query("DELETE FROM push_browsers WHERE endpoint_hash = $1").bind(new.endpoint_hash.clone()).execute(&mut *tx).await?;
    sqlx::query("INSERT INTO push_browsers (id, person, session, endpoint, endpoint_hash, public_key, shared) VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(new.id)
        .bind(new.person.raw())
        .bind(new.session.raw())
        .bind(new.browser.endpoint.expose())
        .bind(new.endpoint_hash.clone())
        .bind(new.browser.public_key.clone())
        .bind(new.browser.shared.clone())
        .execute(&mut *tx)
        .await?;
    sqlx::query("DELETE FROM push_browsers WHERE person = $1 AND id NOT IN (SELECT id FROM push_browsers WHERE person = $1 ORDER BY id DESC LIMIT $2)")
        .bind(new.person.raw())
        .bind(i64::from(most))
        .execute(tx)
        .await?;
    Ok(())
}

/// Forgets a browser of the person.
///
/// # Errors
/// Of the database.
pub async fn forget_browser(tx: &mut AnyConnection, person: PersonId, endpoint_hash: Vec<u8>) -> Result<(), Failure> {
    sqlx::query("DELETE FROM push_browsers WHERE person = $1 AND endpoint_hash = $2").bind(person.raw()).bind(endpoint_hash).execute(tx).await?;
    Ok(())
}
