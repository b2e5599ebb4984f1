//! By which ways a message goes, and when.

use super::words::Letter;
use crate::app::App;
use crate::http::Failure;
use crate::store::delivery::{self, Spread, Unspread};
use domain::notice::{Channel, Deadline, may_be_texted};
use domain::time::Timestamp;

/// Messages spread in one go.
const TOGETHER: i64 = 200;
/// A message that was not spread for so long, because the server stood still, stays in the inbox alone.
const STALE_HOURS: i64 = 24;

/// Spreads all messages that were not yet.
///
/// # Errors
/// Of the database.
pub async fn spread(app: &App) -> Result<(), Failure> {
    loop {
        let now = app.now();
        let batch = delivery::unspread(app.store.read(), TOGETHER).await?;
        if batch.is_empty() {
            return Ok(());
        }
        let mut ways = Vec::with_capacity(batch.len());
        for unspread in batch {
            ways.push(ways_of(app, unspread, now).await?);
        }
        app.store
            .write(move |tx| {
                Box::pin(async move {
                    for way in &ways {
                        delivery::spread(tx, way, now).await?;
                    }
                    Ok(())
                })
            })
            .await?;
    }
}

async fn ways_of(app: &App, one: Unspread, now: Timestamp) -> Result<Spread, Failure> {
    let is_stale = one.at < now.plus_minutes(-STALE_HOURS * 60);
    let channels = if is_stale || !Letter::is_for(&one.content) { Vec::new() } else { channels(app, &one) };
    if channels.is_empty() {
        return Ok(Spread { message: one.message, channels, leaves_at: now, over_at: None });
    }
    let over_at = if let Deadline::At(at) = Deadline::of(&one.content) { Some(at) } else { None };
    let leaves_at = super::leaves_at(app, one.person, &one.content, one.quiet, now).await?;
    Ok(Spread { message: one.message, channels, leaves_at, over_at })
}

fn channels(app: &App, one: &Unspread) -> Vec<Channel> {
    let rules = &app.policy().notices;
    let ways = [
        (Channel::Push, app.push.is_some() && one.has_browser),
        (Channel::Sms, app.sms.sends_texts() && one.has_phone && !one.declines_sms && may_be_texted(rules, &one.content)),
        (Channel::Email, app.mail.is_some() && one.wants_email),
    ];
    ways.into_iter().filter(|(_, goes)| *goes).map(|(channel, _)| channel).collect()
}
