//! The inbox: rows written in the transaction of what they tell.

use crate::http::Failure;
use domain::api::message::{Message, MessageContent};
use domain::api::{Cursor, Page};
use domain::ids::{MessageId, PersonId};
use domain::time::Timestamp;
use sqlx::{AnyConnection, AnyPool};

/// Puts a message into a person's inbox.
///
/// # Errors
/// Of the database.
pub async fn put(tx: &mut AnyConnection, id: i64, person: PersonId, now: Timestamp, content: &MessageContent) -> Result<(), Failure> {
    sqlx::query("INSERT INTO messages (id, person, at, content) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(person.raw())
        .bind(now.unix_ms())
        .bind(serde_json::to_string(content)?)
        .execute(tx)
        .await?;
    Ok(())
}

/// One page of a person's inbox, latest first.
///
/// # Errors
/// Of the database.
pub async fn list(pool: &AnyPool, person: PersonId, after: Option<Cursor>, size: usize) -> Result<Page<Message>, Failure> {
    let rows: Vec<(i64, i64, Option<i64>, String)> = sqlx::query_as("SELECT id, at, read_at, content FROM messages WHERE person = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
        .bind(person.raw())
        .bind(after.map_or(i64::MAX, |c| c.id))
        .bind(super::one_more(size))
        .fetch_all(pool)
        .await?;
    let message = |(id, at, read_at, content): (i64, i64, Option<i64>, String)| -> Result<Message, Failure> {
        Ok(Message { id: MessageId::from_raw(id), at: Timestamp::from_unix_ms(at), read: read_at.is_some(), content: serde_json::from_str(&content)? })
    };
    let items = rows.into_iter().map(message).collect::<Result<_, _>>()?;
    Ok(super::page(items, size, |m: &Message| Cursor { key: 0, id: m.id.raw() }))
}

/// Marks all messages of a person as read.
///
/// # Errors
/// Of the database.
pub async fn read_all(tx: &mut AnyConnection, person: PersonId, now: Timestamp) -> Result<(), Failure> {
    sqlx::query("UPDATE messages SET read_at = $1 WHERE person = $2 AND read_at IS NULL").bind(now.unix_ms()).bind(person.raw()).execute(tx).await?;
    Ok(())
}
