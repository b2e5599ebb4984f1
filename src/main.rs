//! Starts the pages for everybody and the own account in the browser.

fn main() {
    portal::app::start(portal::router::PORTAL);
}
