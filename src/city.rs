//! Which city this portal serves, by which rules, and what time its server says it is.

use crate::api;
use crate::browser::{clock, dom, storage};
use domain::api::portal::{GetPortal, Portal};
use domain::time::{Day, Timestamp};
use std::cell::Cell;
use std::sync::OnceLock;

mod offset;
use offset::Reading;

/// The element into which the server writes the portal's figures.
const ELEMENT: &str = "portal";
/// Where the device remembers [`clock_offset`].
const KEPT: &str = "clock-offset";

static CITY: OnceLock<Portal> = OnceLock::new();

thread_local! {
    /// See [`clock_offset`].
    static OFFSET: Cell<Option<i64>> = const { Cell::new(None) };
}

/// The city. Known before anything is shown.
pub fn city() -> &'static Portal {
    CITY.get().expect("the page is shown only once its city is known")
}

/// Makes the city known. The time it tells may be as old as the page, which browsers keep: it counts
/// only where no answer has told the clock yet.
pub fn learn(portal: Portal) {
    let server = portal.server_time.unix_ms();
    OFFSET.set(storage::read(KEPT).and_then(|ms| ms.parse().ok()));
    if OFFSET.get().is_none() && server != 0 {
        let now = clock::device_now_ms();
        hear_clock(server, now, now);
    }
    // A second answer differs in its time only.
    let _ = CITY.set(portal);
}

/// The city as the server wrote it into the page.
pub fn written_into_the_page() -> Option<Portal> {
    api::json::read(&dom::text_of(ELEMENT)?).ok()
}

/// The city as the server tells it when asked.
pub async fn asked_of_the_server() -> Result<Portal, api::ApiError> {
    api::send::<GetPortal>((), &(), &()).await
}

/// Learns from an answer in which the server told its clock; `asked` and `came` are the device's. All
/// in milliseconds since 1970.
pub fn hear_clock(server: i64, asked: i64, came: i64) {
    let before = OFFSET.get();
    let offset = Reading { server, asked, came }.settle(before);
    if before != Some(offset) {
        OFFSET.set(Some(offset));
        storage::write(KEPT, &offset.to_string());
    }
}

/// The server's clock minus the device's, in milliseconds, as far as it is known: a page that starts
/// without network remembers it.
pub fn clock_offset() -> i64 {
    OFFSET.get().unwrap_or(0)
}

/// Now, by the server's clock.
pub fn now() -> Timestamp {
    Timestamp::from_unix_ms(clock::device_now_ms() + clock_offset())
}

/// Today, by the city's calendar.
pub fn today() -> Day {
    city().zone.day_of(now())
}
