//! Starts the volunteer ID in the browser.

fn main() {
    portal::app::start(portal::router::CARD);
}
