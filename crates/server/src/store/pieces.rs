//! SQL put together from fixed pieces. A piece is a text of this program's own; whatever comes from
//! outside travels as a value and can never become SQL.

use crate::http::Failure;
use domain::division::DivisionCode;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, FromRow};

/// Rows written by one statement; both engines take many more values than these need.
pub(super) const ROWS: usize = 500;

/// A value of a statement.
pub(super) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

/// A statement in the making.
pub(super) struct Pieces {
    text: String,
    values: Vec<Value>,
}

impl Pieces {
    /// Begins with this text.
    pub(super) fn new(text: &'static str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Goes on with this text.
    pub(super) fn text(&mut self, text: &'static str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Gives the next value without naming it: texts that follow name it, as often as they like.
    pub(super) fn given(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self
    }

    /// Goes on with a value.
    pub(super) fn value(&mut self, value: impl Into<Value>) -> &mut Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Goes on with alternatives, parted by OR: that `column` holds each of these divisions, or one below it. The number of alternatives. SQLite uses no
    /// index for what is more than a column, so `column` may be more where the rows are to be read in another order.
    pub(super) fn in_divisions(&mut self, divisions: &[&DivisionCode], column: impl Fn(&DivisionCode) -> &'static str) -> usize {
        for (at, division) in divisions.iter().enumerate() {
            let column = column(division);
            self.text(if at == 0 { "(" } else { " OR (" }).text(column).text(" >= ").value(division.as_str());
            self.text(" AND ").text(column).text(" < ").value(division.upper_bound()).text(")");
        }
        divisions.len()
    }

    /// Goes on with one row of VALUES, which stands at `place`.
    pub(super) fn row<const N: usize>(&mut self, place: usize, values: [Value; N]) {
        self.text(if place == 0 { "(" } else { ", (" });
        for (column, value) in values.into_iter().enumerate() {
            self.text(if column == 0 { "" } else { ", " }).value(value);
        }
        self.text(")");
    }

    /// Runs it. Its text is not kept prepared: the next one may have another number of rows.
    pub(super) async fn run(self, connection: &mut AnyConnection) -> Result<(), Failure> {
        let mut query = sqlx::query(AssertSqlSafe(self.text)).persistent(false);
        for value in self.values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query.execute(connection).await?;
        Ok(())
    }

    /// Runs it and reads its rows.
    pub(super) async fn rows<R>(self, connection: &mut AnyConnection) -> Result<Vec<R>, Failure>
    where
        R: for<'r> FromRow<'r, AnyRow> + Send + Unpin,
    {
        let mut query = sqlx::query_as(AssertSqlSafe(self.text));
        for value in self.values {
            query = match value {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        Ok(query.fetch_all(connection).await?)
    }
}
