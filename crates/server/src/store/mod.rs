//! The store: SQL and nothing else, one text for SQLite and PostgreSQL.
//!
//! Reads go to a pool. Writes go through [`Store::write`]: on SQLite one task owns the one writing
//! connection and lets many waiting writes share a commit; on PostgreSQL each is a transaction.
//! A write must not provoke SQL errors on purpose (PostgreSQL ends the transaction at the first
//! one): use `ON CONFLICT DO NOTHING` and count rows.

pub mod activity;
pub mod activity_change;
pub mod activity_list;
pub mod applicant;
pub mod audit;
pub mod board;
pub mod calendar;
pub mod card;
pub mod catalogue;
pub mod correction;
pub mod delivery;
pub mod engagement;
pub mod entry;
pub mod fact;
pub mod grant;
pub mod guardian;
pub mod joining;
pub mod kiosk;
pub mod message;
mod migrate;
pub mod notice;
mod once;
pub mod party;
pub mod person;
pub mod person_search;
mod pieces;
pub mod programme;
pub mod record;
pub mod reminder;
pub mod report;
pub mod roster;
pub mod scan;
pub mod scanner;
pub mod session;
pub mod settings;
pub mod sign_up;
pub mod sign_up_list;
pub mod sms_code;
pub mod staff;
pub mod stand_in;
pub mod station;
pub mod team;
pub mod team_message;
pub mod template;
pub mod team_volunteer;
pub mod waitlist;
mod writer;

pub use once::Ticket;
pub use writer::WriteFuture;

use crate::http::Failure;
use anyhow::{Context, Result, bail};
use domain::api::{Cursor, Page};
use domain::division::DivisionCode;
use domain::station::Position;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Executor};
use std::str::FromStr;
use std::time::Duration;

/// Which engine stands behind the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// An open database.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    pool: AnyPool,
    writer: writer::Writer,
}

/// SQLite answers reads beside the writer; more connections than this only wait for the disk.
const SQLITE_READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 24;

impl Store {
    /// Opens `url` (`sqlite:path` or `postgres://…`), makes a missing SQLite file, and brings the
    /// schema up to date.
    ///
    /// # Errors
    /// One sentence: what could not be opened, and why.
    pub async fn open(url: &str) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = engine_of(url)?;
        let full = match engine {
            Engine::Sqlite => sqlite_url(url)?,
            Engine::Postgres => url.to_owned(),
        };
        let shown = without_password(url);
        let pool = options(engine).connect(&full).await.with_context(|| format!("the database {shown} cannot be opened"))?;
        let writer = match engine {
            Engine::Sqlite => {
                let options = sqlx::any::AnyConnectOptions::from_str(&full)?;
                let mut own = <AnyConnection as sqlx::Connection>::connect_with(&options).await.with_context(|| format!("the database {shown} cannot be written"))?;
                prepare_sqlite(&mut own).await?;
                writer::Writer::grouping(own)
            }
            Engine::Postgres => writer::Writer::pooled(pool.clone()),
        };
        migrate::run(&pool, engine).await.with_context(|| format!("the schema of {shown} cannot be brought up to date"))?;
        Ok(Self { engine, pool, writer })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// For reading. Nothing is written through it.
    pub fn read(&self) -> &AnyPool {
        &self.pool
    }

    /// Runs `work` in a transaction: all of it is kept when it answers `Ok`, nothing when `Err`.
    ///
    /// # Errors
    /// What `work` answers, or that the commit failed.
    pub async fn write<T, F>(&self, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> WriteFuture<'c, T> + Send + 'static,
    {
        self.writer.run(work).await
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        sqlx::query("SELECT 1").execute(&self.pool).await.is_ok()
    }

    /// Lets writes finish and closes all connections.
    pub async fn close(&self) {
        self.writer.finish().await;
        self.pool.close().await;
    }
}

/// The LIMIT that shows whether a page follows one of `size` items.
fn one_more(size: usize) -> i64 {
    i64::try_from(size + 1).unwrap_or(i64::MAX)
}

/// A page of `size` out of items read with [`one_more`].
fn page<T>(mut items: Vec<T>, size: usize, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
    let follows = items.len() > size;
    items.truncate(size);
    let next = if follows { items.last().map(cursor) } else { None };
    Page { items, next }
}

/// The word a column keeps for a value of a closed list: the one it has on the wire.
fn word<T: Serialize>(value: &T) -> Result<String, Failure> {
    Ok(serde_json::to_value(value)?.as_str().map(str::to_owned).unwrap_or_default())
}

/// The value a column's word stands for.
fn of_word<T: DeserializeOwned>(word: String) -> Result<T, Failure> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

/// A count of a column as the wire has it.
fn count(value: i64) -> u32 {
    u32::try_from(value).unwrap_or(if value < 0 { 0 } else { u32::MAX })
}

/// A division code out of a column.
fn division(code: &str) -> Result<DivisionCode, Failure> {
    code.parse().map_err(|_| Failure::bug("a stored division code is none"))
}

/// A place on the map out of its two columns.
fn map_position(latitude_e7: Option<i64>, longitude_e7: Option<i64>) -> Option<Position> {
    Some(Position { latitude_e7: i32::try_from(latitude_e7?).ok()?, longitude_e7: i32::try_from(longitude_e7?).ok()? })
}

/// The two bounds of the codes inside `division`, or of all codes.
fn division_range(division: Option<&DivisionCode>) -> (String, String) {
    division.map_or_else(|| (String::new(), ":".to_owned()), |code| (code.as_str().to_owned(), code.upper_bound()))
}

/// A LIKE pattern for what holds `text` anywhere, to be set against `lower(…) LIKE … ESCAPE '\'`;
/// for everything when there is no text. Both engines lower ASCII letters only.
fn pattern(text: Option<&str>) -> String {
    let mut pattern = String::from("%");
    for c in text.unwrap_or_default().chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c.to_ascii_lowercase());
    }
    if text.is_some() {
        pattern.push('%');
    }
    pattern
}

fn options(engine: Engine) -> AnyPoolOptions {
    let options = AnyPoolOptions::new().acquire_timeout(Duration::from_secs(5));
    match engine {
        Engine::Postgres => options.max_connections(POSTGRES_CONNECTIONS),
        Engine::Sqlite => options.max_connections(SQLITE_READERS).after_connect(|connection, _| Box::pin(prepare_sqlite(connection))),
    }
}

/// `busy_timeout` first: the pragmas after it may have to wait for another connection.
async fn prepare_sqlite(connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
    for pragma in [
        "PRAGMA busy_timeout = 5000",
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = FULL",
        "PRAGMA foreign_keys = ON",
        "PRAGMA cache_size = -16000",
        "PRAGMA temp_store = MEMORY",
    ] {
        connection.execute(pragma).await?;
    }
    Ok(())
}

fn engine_of(url: &str) -> Result<Engine> {
    match url.split_once(':') {
        Some(("sqlite", _)) => Ok(Engine::Sqlite),
        Some(("postgres" | "postgresql", _)) => Ok(Engine::Postgres),
        _ => bail!("a database is named sqlite:FILE or postgres://USER@HOST/NAME, not {:?}", without_password(url)),
    }
}

/// The URL with `mode=rwc`, after making the folder of the file.
fn sqlite_url(url: &str) -> Result<String> {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let file = path.split('?').next().unwrap_or(path);
    if let Some(folder) = std::path::Path::new(file).parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    Ok(format!("sqlite://{file}?mode=rwc"))
}

fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_tells_its_engine_and_hides_its_password() {
        assert_eq!(engine_of("sqlite:data/x.db").unwrap(), Engine::Sqlite);
        assert_eq!(engine_of("postgres://a@b/c").unwrap(), Engine::Postgres);
        let message = engine_of("mysql://me:secret@host/db").unwrap_err().to_string();
        assert!(message.contains("sqlite:FILE") && !message.contains("secret"), "{message}");
    }

    #[test]
    fn what_is_searched_for_is_taken_literally() {
        assert_eq!([pattern(None), pattern(Some("A_b%")), pattern(Some(r"c\d"))], ["%", r"%a\_b\%%", r"%c\\d%"]);
    }

    #[test]
    fn a_word_that_is_not_on_the_list_is_an_error_and_no_other_word() {
        use domain::record::{EvidenceGrade, RecordStatus};
        use domain::sign_up::SignUpStatus;
        assert_eq!(of_word::<SignUpStatus>("attended".into()).unwrap(), SignUpStatus::Attended);
        assert_eq!(of_word::<RecordStatus>("in_review".into()).unwrap(), RecordStatus::InReview);
        assert_eq!(of_word::<EvidenceGrade>(word(&EvidenceGrade::C).unwrap()).unwrap(), EvidenceGrade::C);
        assert!(of_word::<SignUpStatus>("waiting".into()).is_err());
        assert!(of_word::<RecordStatus>("Open".into()).is_err());
        assert!(of_word::<EvidenceGrade>("E".into()).is_err());
    }

    #[tokio::test]
    async fn a_file_that_is_no_database_is_told_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.db");
        std::fs::write(&file, "not a database, but long enough to be read as a header of one ".repeat(20)).unwrap();
        let message = format!("{:#}", Store::open(&format!("sqlite:{}", file.display())).await.err().unwrap());
        assert!(message.contains("cannot be opened"), "{message}");
    }
}
