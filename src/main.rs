//! Starts the page in the browser.

fn main() {
    portal::app::start();
}
