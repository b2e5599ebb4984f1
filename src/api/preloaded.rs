//! The answer that the server wrote into the page together with its first screen
//! (`crates/server/src/first_view/preloaded.rs`).

use crate::browser::dom;
use crate::city::{city, now};

/// The element that holds it.
const ELEMENT: &str = "preloaded";
/// The attribute that says at which address it would be asked for.
const ADDRESS: &str = "data-for";
/// How old it may be, in seconds: browsers show pages of long ago when somebody goes back.
const FRESH_SECONDS: u64 = 60;

/// What the server would answer at `url`; only once, because it does not get younger.
pub(super) fn take(url: &str) -> Option<String> {
    let text = dom::take_text(ELEMENT, ADDRESS, url)?;
    (now().seconds_since(city().server_time).unsigned_abs() <= FRESH_SECONDS).then_some(text)
}
