//! Rows on their way into a table, many to a statement.

use super::load::Loader;
use crate::store::Engine;
use anyhow::{Result, anyhow};
use domain::time::Timestamp;
use sqlx::Arguments;
use sqlx::any::AnyArguments;
use std::fmt::Write;
use std::sync::Arc;

/// Bind parameters of one statement: far below the limits of both engines (32,766 and 65,535), and
/// enough to spread a statement's own cost thin.
const PARAMETERS: usize = 2_000;
/// A value of a row.
pub(super) enum Cell {
    Whole(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

macro_rules! cells {
    ($($from:ty => |$value:ident| $cell:expr),* $(,)?) => {$(
        impl From<$from> for Cell {
            fn from($value: $from) -> Self { $cell }
        }
    )*};
}

cells! {
    i64 => |value| Self::Whole(Some(value)),
    Option<i64> => |value| Self::Whole(value),
    Timestamp => |value| Self::Whole(Some(value.unix_ms())),
    &str => |value| Self::Text(Some(value.to_owned())),
    Option<&str> => |value| Self::Text(value.map(str::to_owned)),
    String => |value| Self::Text(Some(value)),
    Vec<u8> => |value| Self::Bytes(Some(value)),
    Option<Vec<u8>> => |value| Self::Bytes(value),
}

/// Rows on their way into one table.
pub(super) struct Table<const N: usize> {
    head: String,
    engine: Engine,
    most_rows: usize,
    /// The statement of [`Self::most_rows`] rows.
    full: Arc<str>,
    values: AnyArguments,
    rows: usize,
}

impl<const N: usize> Table<N> {
    pub(super) fn new(loader: &Loader, name: &str, columns: [&str; N]) -> Self {
        let head = format!("INSERT INTO {name} ({}) VALUES ", columns.join(", "));
        let most_rows = PARAMETERS / N;
        let engine = loader.engine();
        Self { full: statement::<N>(engine, &head, most_rows), head, engine, most_rows, values: AnyArguments::default(), rows: 0 }
    }

    /// Adds a row.
    ///
    /// # Errors
    /// Of the database.
    pub(super) async fn row(&mut self, loader: &mut Loader, cells: [Cell; N]) -> Result<()> {
        for cell in cells {
            let added = match cell {
                Cell::Whole(value) => self.values.add(value),
                Cell::Text(value) => self.values.add(value),
                Cell::Bytes(value) => self.values.add(value),
            };
            added.map_err(|fault| anyhow!("a value cannot be bound: {fault}"))?;
        }
        self.rows += 1;
        if self.rows == self.most_rows {
            let full = Arc::clone(&self.full);
            self.flush(loader, &full).await?;
        }
        Ok(())
    }

    /// Sends what is left.
    ///
    /// # Errors
    /// Of the database.
    pub(super) async fn finish(mut self, loader: &mut Loader) -> Result<()> {
        if self.rows == 0 {
            return Ok(());
        }
        let rest = statement::<N>(self.engine, &self.head, self.rows);
        self.flush(loader, &rest).await
    }

    async fn flush(&mut self, loader: &mut Loader, sql: &Arc<str>) -> Result<()> {
        let values = std::mem::take(&mut self.values);
        loader.insert(sql, values, std::mem::take(&mut self.rows)).await
    }
}

/// The statement of so many rows. SQLite looks a named parameter up by going through all names, for
/// each value it binds; its parameters have no names here, which makes a load five times as fast.
fn statement<const N: usize>(engine: Engine, head: &str, rows: usize) -> Arc<str> {
    let mut sql = head.to_owned();
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=N {
            sql.push_str(if column == 1 { "" } else { ", " });
            // Writing to a String cannot fail.
            let _ = match engine {
                Engine::Sqlite => write!(sql, "?"),
                Engine::Postgres => write!(sql, "${}", row * N + column),
            };
        }
        sql.push(')');
    }
    sql.into()
}
