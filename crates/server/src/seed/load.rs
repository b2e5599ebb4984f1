//! Loading rows in bulk through one connection of the loader's own.
//!
//! Rows go in statements of many rows and transactions of many statements. While a load runs,
//! the secondary indexes are gone (they are built anew at its end, which is many times faster than
//! keeping them up row by row), and SQLite neither waits for the disk nor checks references. A load
//! that is cut off leaves a database that is good for nothing but being thrown away; a second load
//! into it is refused.

use crate::store::{Engine, Store};
use anyhow::{Context, Result};
use sqlx::any::AnyArguments;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use std::sync::Arc;

/// Rows of one transaction.
const ROWS_PER_COMMIT: usize = 100_000;
/// Tables whose secondary indexes are built after the load.
const INDEXED_LATER: &str = "'people', 'shifts', 'positions', 'activities', 'sign_ups', 'records'";

/// The connection of a load.
pub(super) struct Loader {
    connection: AnyConnection,
    engine: Engine,
    uncommitted: usize,
    /// Statements that build the indexes again.
    indexes: Vec<String>,
}

impl Loader {
    /// Takes a connection and prepares it.
    ///
    /// # Errors
    /// Of the database.
    pub(super) async fn start(store: &Store) -> Result<Self> {
        let mut connection = store.read().acquire().await?.detach();
        let engine = store.engine();
        match engine {
            Engine::Sqlite => {
                for pragma in ["PRAGMA synchronous = OFF", "PRAGMA foreign_keys = OFF", "PRAGMA cache_size = -131072", "PRAGMA temp_store = FILE", "PRAGMA wal_autocheckpoint = 20000"] {
                    connection.execute(pragma).await?;
                }
            }
            Engine::Postgres => {
                connection.execute("SET synchronous_commit = off").await?;
            }
        }
        let mut loader = Self { connection, engine, uncommitted: 0, indexes: Vec::new() };
        loader.drop_indexes().await?;
        loader.connection.execute("BEGIN").await?;
        Ok(loader)
    }

    /// Which engine it loads.
    pub(super) fn engine(&self) -> Engine {
        self.engine
    }

    /// Inside the load's transaction, for what the store writes itself.
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.connection
    }

    async fn drop_indexes(&mut self) -> Result<()> {
        let known = match self.engine {
            Engine::Sqlite => format!("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({INDEXED_LATER}) ORDER BY tbl_name, name"),
            Engine::Postgres => format!(
                "SELECT CAST(indexname AS TEXT), indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename IN ({INDEXED_LATER}) \
                 AND indexname NOT IN (SELECT conname FROM pg_constraint) ORDER BY tablename, indexname"
            ),
        };
        let found: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(known)).fetch_all(&mut self.connection).await?;
        for (name, again) in found {
            self.connection.execute(AssertSqlSafe(format!("DROP INDEX {name}"))).await?;
            self.indexes.push(again);
        }
        Ok(())
    }

    /// Commits, builds the indexes and closes the connection.
    ///
    /// # Errors
    /// Of the database.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.connection.execute("COMMIT").await?;
        self.rebuild().await?;
        if self.engine == Engine::Sqlite {
            // What was not waited for is waited for here: the file is whole when this returns.
            for pragma in ["PRAGMA synchronous = FULL", "PRAGMA wal_checkpoint(TRUNCATE)"] {
                self.connection.execute(pragma).await?;
            }
        }
        Ok(self.connection.close().await?)
    }

    /// Gives up what is not committed; the schema is whole again, the data is not.
    pub(super) async fn give_up(mut self) -> Result<()> {
        self.connection.execute("ROLLBACK").await?;
        self.rebuild().await
    }

    async fn rebuild(&mut self) -> Result<()> {
        for again in std::mem::take(&mut self.indexes) {
            self.connection.execute(AssertSqlSafe(again)).await.context("an index cannot be built")?;
        }
        Ok(())
    }

    /// Runs an insertion of `rows` rows, and commits now and then.
    ///
    /// # Errors
    /// Of the database.
    pub(super) async fn insert(&mut self, sql: &Arc<str>, values: AnyArguments, rows: usize) -> Result<()> {
        sqlx::query_with(AssertSqlSafe(Arc::clone(sql)), values).execute(&mut self.connection).await?;
        self.uncommitted += rows;
        if self.uncommitted >= ROWS_PER_COMMIT {
            self.connection.execute("COMMIT").await?;
            self.connection.execute("BEGIN").await?;
            self.uncommitted = 0;
        }
        Ok(())
    }
}
