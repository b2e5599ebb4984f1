//! What the tests of the server share: a portal on either engine, people and things in it, and
//! typed requests. It makes a test say what it is about and nothing else.
//!
//! PostgreSQL runs as one throw-away cluster for each test binary. Where its programs are missing
//! the tests that need it fail and say so, unless `PORTAL_TEST_POSTGRES=off` leaves them out.
#![allow(dead_code, unused_imports, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod binary;
mod client;
mod outside;
mod phone;
mod portal;
mod postgres;
mod wire;
mod world;

pub use binary::{Running, program};
pub use client::{Answer, Raw};
pub use outside::{Outside, Sent};
pub use phone::{Phone, book, book_shows, moving};
pub use portal::Portal;
pub use wire::status_over_a_connection;
pub use world::{Activity, NOBODY, Who, division, draft_of, people_in_one_write};

/// Declares scenarios that hold on both engines: each becomes a test on SQLite and one on PostgreSQL.
#[allow(unused_macros, reason = "each test binary uses its own part")]
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($portal:ident) $body:block)*) => {$(
        mod $name {
            use super::*;

            $(#[$doc])*
            async fn scenario($portal: Portal) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                scenario(Portal::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(portal) = Portal::postgres().await {
                    scenario(portal).await;
                }
            }
        }
    )*};
}
pub(crate) use on_both_engines;
