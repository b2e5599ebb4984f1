//! Messages on their way out of the portal.
//!
//! A message is a row of the inbox, written in the transaction of what it tells. Later it is spread ([`spread`]): by which ways
//! its person wants to be told, and when. Each way is a row of its own, which is tried until it went out or is given up
//! ([`deliver`]). Everything that is due stands in the database: a server that stops loses nothing, and one that stops between
//! sending and writing that down sends once more.

mod deliver;
mod spread;
mod words;

pub use deliver::deliver;
pub use spread::spread;

use crate::app::App;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(10);

/// Works until the server stops. Apart from the other jobs, because gateways may take their time.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        for (what, done) in [("spreading messages", spread(&app).await), ("sending messages", deliver(&app).await)] {
            if let Err(failure) = done {
                tracing::warn!(what, problem = failure.into_problem().title, "a job did not finish and is tried again");
            }
        }
    }
}
