//! Doing a thing once, however often it is asked for: the answer to an `Idempotency-Key` is kept
//! in the transaction that does the thing, so there is never one without the other.

use super::{Store, WriteFuture};
use crate::http::Failure;
use domain::api::Shape;
use domain::problem::ErrorCode;
use domain::time::Timestamp;
use sqlx::AnyConnection;

/// Names one intent of one person: the same ticket gets the same answer.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Who asks.
    pub actor: i64,
    /// What the client chose.
    pub key: String,
    /// Hash of operation, address and body: the same key for another request is a mistake.
    pub request_hash: Vec<u8>,
    pub now: Timestamp,
}

impl Store {
    /// Runs `work` unless the ticket was served before; then its answer of that time is given.
    /// A refusal changes nothing and is not kept: asked again, the rule is asked again.
    ///
    /// # Errors
    /// What `work` answers, or [`ErrorCode::IdempotencyKeyReused`].
    pub async fn once<T, F>(&self, ticket: Ticket, status: u16, work: F) -> Result<T, Failure>
    where
        T: Shape + Send,
        F: for<'c> FnOnce(&'c mut AnyConnection) -> WriteFuture<'c, T> + Send + 'static,
    {
        self.write(move |tx| {
            Box::pin(async move {
                if !claim(tx, &ticket, status).await? {
                    return kept_answer(tx, &ticket).await;
                }
                let answer = work(tx).await?;
                keep_answer(tx, &ticket, serde_json::to_string(&answer)?).await?;
                Ok(answer)
            })
        })
        .await
    }
}

/// Claims the ticket for this transaction; false when it was served before. A repeat that comes while
/// the first is under way waits here until that one is committed, and then finds its answer; when
/// the first was refused its claim is gone with the rest, and the repeat is the first.
async fn claim(tx: &mut AnyConnection, ticket: &Ticket, status: u16) -> Result<bool, Failure> {
    let claimed = sqlx::query("INSERT INTO idempotency (actor, key, request_hash, status, body, at) VALUES ($1, $2, $3, $4, '', $5) ON CONFLICT (actor, key) DO NOTHING")
        .bind(ticket.actor)
        .bind(&ticket.key)
        .bind(ticket.request_hash.clone())
        .bind(i64::from(status))
        .bind(ticket.now.unix_ms())
        .execute(tx)
        .await?;
    Ok(claimed.rows_affected() == 1)
}

async fn kept_answer<T: Shape>(tx: &mut AnyConnection, ticket: &Ticket) -> Result<T, Failure> {
    let (hash, body): (Vec<u8>, String) =
        sqlx::query_as("SELECT request_hash, body FROM idempotency WHERE actor = $1 AND key = $2").bind(ticket.actor).bind(&ticket.key).fetch_one(tx).await?;
    if hash != ticket.request_hash {
        return Err(Failure::of(ErrorCode::IdempotencyKeyReused, "this Idempotency-Key came before with another request"));
    }
    Ok(serde_json::from_str(&body)?)
}

async fn keep_answer(tx: &mut AnyConnection, ticket: &Ticket, body: String) -> Result<(), Failure> {
    sqlx::query("UPDATE idempotency SET body = $1 WHERE actor = $2 AND key = $3").bind(body).bind(ticket.actor).bind(&ticket.key).execute(tx).await?;
    Ok(())
}
