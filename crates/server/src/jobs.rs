//! What happens without anybody asking, at fixed intervals. Nothing here lives in memory only:
//! whatever is due stands in the database, so a restart loses nothing.

use crate::app::App;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(20);

/// Works until the server stops.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    loop {
        tick.tick().await;
        app.limits.tidy();
    }
}
