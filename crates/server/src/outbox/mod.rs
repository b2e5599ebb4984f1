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
use crate::http::Failure;
use crate::store::delivery;
use domain::api::message::MessageContent;
use domain::ids::PersonId;
use domain::notice::{Deadline, QuietHours};
use domain::time::Timestamp;
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

/// When a message that could go at `at` may go, by the quiet hours that its person has chosen, or else the city.
async fn leaves_at(app: &App, person: PersonId, content: &MessageContent, chosen: Option<QuietHours>, at: Timestamp) -> Result<Timestamp, Failure> {
    let rules = &app.policy().notices;
    let deadline = match Deadline::of(content) {
        Deadline::None => None,
        Deadline::At(deadline) => Some(deadline),
        Deadline::NextShift(activity) => delivery::next_shift(app.store.read(), person, activity, at).await?,
    };
    let quiet = chosen.unwrap_or(QuietHours { from: rules.quiet_from_minutes, until: rules.quiet_until_minutes });
    Ok(domain::notice::leaves_at(quiet, &app.zone, rules, deadline, at))
}
