//! The embedded migrations. A migration that has been released is never changed; a new one is
//! added to `migrations/` and to the list here.

use super::Engine;
use sqlx::AnyPool;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};
use std::borrow::Cow;

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "foundation", include_str!("../../migrations/0001_foundation.sql")),
    (2, "activities_by_start", include_str!("../../migrations/0002_activities_by_start.sql")),
    (3, "cards", include_str!("../../migrations/0003_cards.sql")),
    (4, "kiosk_keys", include_str!("../../migrations/0004_kiosk_keys.sql")),
    (5, "facts", include_str!("../../migrations/0005_facts.sql")),
    (6, "board", include_str!("../../migrations/0006_board.sql")),
    (7, "scanners", include_str!("../../migrations/0007_scanners.sql")),
    (8, "own_scans", include_str!("../../migrations/0008_own_scans.sql")),
    (9, "places", include_str!("../../migrations/0009_places.sql")),
    (10, "waitlist", include_str!("../../migrations/0010_waitlist.sql")),
    (11, "outbox", include_str!("../../migrations/0011_outbox.sql")),
    (12, "publishing", include_str!("../../migrations/0012_publishing.sql")),
    (13, "joining", include_str!("../../migrations/0013_joining.sql")),
    (14, "reports", include_str!("../../migrations/0014_reports.sql")),
    (15, "programmes", include_str!("../../migrations/0015_programmes.sql")),
    (16, "parties", include_str!("../../migrations/0016_parties.sql")),
];

/// Brings the schema up to date.
pub(super) async fn run(pool: &AnyPool, engine: Engine) -> Result<(), sqlx::migrate::MigrateError> {
    let of = |(version, name, sql): &(i64, &'static str, &'static str)| {
        Migration::new(*version, Cow::Borrowed(name), MigrationType::Simple, AssertSqlSafe(spoken(engine, sql)).into_sql_str(), false)
    };
    let migrations: Vec<Migration> = MIGRATIONS.iter().map(of).collect();
    let migrator = Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT };
    migrator.run(pool).await
}

/// The text as the engine takes it. Two words mean less to one of them than they should:
///
/// SQLite compares texts byte by byte. PostgreSQL does so only where it is told to: under the
/// collation of most servers `4310:` would not follow `431002`, and no range of division codes or
/// names would hold. So every text column is given the collation `C` there.
///
/// A `BIGINT` key is the row's own place in SQLite only when it is called `INTEGER`; otherwise each
/// table gets a second tree for it, and each look-up goes through both.
fn spoken(engine: Engine, sql: &str) -> String {
    match engine {
        Engine::Sqlite => sql.lines().map(|line| if line.contains("NOT NULL PRIMARY KEY") { line.replace("BIGINT", "INTEGER") } else { line.to_owned() } + "\n").collect(),
        Engine::Postgres => sql.split_inclusive([' ', ',', '\n']).map(|word| word.strip_prefix("TEXT").map_or_else(|| word.to_owned(), |end| format!("TEXT COLLATE \"C\"{end}"))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_hears_what_the_text_means() {
        let text = "CREATE TABLE t (\n    id   BIGINT NOT NULL PRIMARY KEY,\n    at BIGINT,\n    name TEXT,\n    word TEXT   NOT NULL UNIQUE,\n    last TEXT\n);\n";
        assert_eq!(spoken(Engine::Sqlite, text), text.replacen("BIGINT", "INTEGER", 1));
        assert_eq!(spoken(Engine::Postgres, text), text.replace("TEXT", "TEXT COLLATE \"C\""));
    }
}
