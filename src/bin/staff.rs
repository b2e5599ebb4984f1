//! Starts the pages of people with a role in the browser.

fn main() {
    portal::app::start(portal::router::STAFF);
}
