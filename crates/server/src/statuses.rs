//! The city's status list, signed: made anew when it has become old or something was revoked, and
//! kept in between, so that any number of verifiers cost one signature.

use crate::app::App;
use crate::http::Failure;
use crate::store::card;
use axum::body::Bytes;
use domain::credential::StatusList;
use domain::time::Timestamp;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::sync::Mutex;

/// The list as last made.
#[derive(Default)]
pub struct StatusCache {
    /// How often this process has changed what the list says or who signs it.
    changes: AtomicU64,
    made: Mutex<Option<Made>>,
}

struct Made {
    token: Bytes,
    at: Timestamp,
    /// The count of changes before the store was read.
    after: u64,
}

impl StatusCache {
    /// A card was revoked, or the keys have changed: the next who asks gets a fresh list.
    pub fn changed(&self) {
        self.changes.fetch_add(1, Ordering::Release);
    }

    /// The status list token, not older than the policy's `status_ttl_seconds`. Who asks while it is
    /// made waits for it.
    ///
    /// # Errors
    /// Of the database, and when no key signs.
    pub async fn token(&self, app: &App) -> Result<Bytes, Failure> {
        let mut made = self.made.lock().await;
        let (now, after) = (app.now(), self.changes.load(Ordering::Acquire));
        let policy = &app.policy().card;
        let age = |made: &Made| now.seconds_since(made.at);
        if let Some(known) = made.as_ref().filter(|made| made.after == after && (0..i64::from(policy.status_ttl_seconds)).contains(&age(made))) {
            return Ok(known.token.clone());
        }
        let list = StatusList {
            bits: card::statuses(&app.store).await?,
            issued_at: now,
            expires_at: now.plus_minutes(i64::from(policy.status_longest_days) * 24 * 60),
            ttl_seconds: policy.status_ttl_seconds,
        };
        let (ring, issuer) = (app.keys.cards(), app.city.settings.city.division_root.clone());
        // Packing the list of a large city takes some milliseconds.
        let token = tokio::task::spawn_blocking(move || Ok::<_, anyhow::Error>(list.sign(ring.signer(now)?, &issuer))).await.map_err(anyhow::Error::from)??;
        let token = Bytes::from(token);
        *made = Some(Made { token: token.clone(), at: now, after });
        Ok(token)
    }
}
