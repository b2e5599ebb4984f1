//! The feed of the own sign-ups.
//!
//! Its address follows from a seed in the database and the key file: it can be shown again, and a copy of the database alone
//! gives no address away.

mod end;
mod get;
mod make;

pub use end::end;
pub use get::get;
pub use make::make;

use crate::app::App;
use crate::store::calendar::Feed;
use data_encoding::BASE64URL_NOPAD;
use domain::api::calendar::{CalendarFeed, FEED_PATH, MyCalendar};
use domain::ids::PersonId;

/// Bytes of the secret: as hard to guess as a key.
const SECRET_BYTES: usize = 24;

fn secret(app: &App, person: PersonId, feed: Feed) -> String {
    let mac = app.keys.vault.mac(b"calendar", &format!("{person}:{}", feed.seed));
    BASE64URL_NOPAD.encode(mac.get(..SECRET_BYTES).unwrap_or(&mac))
}

fn shown(app: &App, person: PersonId, feed: Option<Feed>) -> MyCalendar {
    let feed = feed.map(|feed| CalendarFeed { path: FEED_PATH.replace("{file}", &format!("{}.ics", secret(app, person, feed))), made_at: feed.made_at });
    MyCalendar { feed }
}
