//! The embedded migrations. A migration that has been released is never changed; a new one is
//! added to `migrations/` and to the list here.

use super::Engine;
use sqlx::AnyPool;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};
use std::borrow::Cow;

const MIGRATIONS: &[(i64, &str, &str)] = &[(1, "foundation", include_str!("../../migrations/0001_foundation.sql"))];

/// Brings the schema up to date.
///
/// SQLite compares texts byte by byte. PostgreSQL does so only where it is told to: under the
/// collation of most servers `4310:` would not follow `431002`, and no range of division codes or
/// names would hold. So every text column is given the collation `C` there.
pub(super) async fn run(pool: &AnyPool, engine: Engine) -> Result<(), sqlx::migrate::MigrateError> {
    let of = |(version, name, sql): &(i64, &'static str, &'static str)| {
        let text = match engine {
            Engine::Sqlite => Cow::Borrowed(*sql),
            Engine::Postgres => Cow::Owned(sql.replace(" TEXT ", " TEXT COLLATE \"C\" ").replace(" TEXT,", " TEXT COLLATE \"C\",").replace(" TEXT\n", " TEXT COLLATE \"C\"\n")),
        };
        Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, AssertSqlSafe(text).into_sql_str(), false)
    };
    let migrations: Vec<Migration> = MIGRATIONS.iter().map(of).collect();
    let migrator = Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT };
    migrator.run(pool).await
}
