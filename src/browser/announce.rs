//! What a screen reader hears when the page changes, and where the focus goes.
//!
//! The router counts navigations; the heading of a page takes the focus once for each of them, when
//! it appears, which may be after its data came. The first page shown leaves the focus alone.

use super::dom;
use std::cell::Cell;

/// The id of each page's `<h1>`.
pub const HEADING: &str = "page-heading";
/// The id of the live region, in the layout.
pub const LIVE_REGION: &str = "announcer";

thread_local! {
    static NAVIGATIONS: Cell<u32> = const { Cell::new(0) };
    static ANNOUNCED: Cell<u32> = const { Cell::new(0) };
}

/// The reader went to another page.
pub fn navigated() {
    NAVIGATIONS.set(NAVIGATIONS.get() + 1);
}

/// The heading of the page stands: moves the focus there and speaks the title, once per navigation.
pub fn page_is_there(title: &str) {
    dom::set_title(title);
    if ANNOUNCED.replace(NAVIGATIONS.get()) != NAVIGATIONS.get() {
        dom::focus(HEADING);
        say(title);
    }
}

/// Speaks `text`.
pub fn say(text: &str) {
    if let Some(region) = web_sys::window().and_then(|w| w.document()).and_then(|d| d.get_element_by_id(LIVE_REGION)) {
        region.set_text_content(Some(text));
    }
}
