//! Which city this portal serves, by which rules, and what time its server says it is.

use crate::api;
use crate::browser::{clock, dom};
use domain::api::portal::{GetPortal, Portal};
use domain::time::{Day, Timestamp};
use std::cell::Cell;
use std::sync::OnceLock;

/// The element into which the server writes the portal's figures.
const ELEMENT: &str = "portal";

static CITY: OnceLock<Portal> = OnceLock::new();

thread_local! {
    /// The server's clock minus the device's, in milliseconds.
    static OFFSET: Cell<i64> = const { Cell::new(0) };
}

/// The city. Known before anything is shown.
pub fn city() -> &'static Portal {
    CITY.get().expect("the page is shown only once its city is known")
}

/// Makes the city known, and the clock with it.
pub fn learn(portal: Portal) {
    set_clock(portal.server_time);
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

/// Learns the server's time from an answer that just came.
pub fn set_clock(server_time: Timestamp) {
    OFFSET.set(server_time.unix_ms() - clock::device_now_ms());
}

/// The server's clock minus this device's, in milliseconds.
pub fn clock_offset() -> i64 {
    OFFSET.get()
}

/// Now, by the server's clock.
pub fn now() -> Timestamp {
    Timestamp::from_unix_ms(clock::device_now_ms() + OFFSET.get())
}

/// Today, by the city's calendar.
pub fn today() -> Day {
    city().zone.day_of(now())
}
