//! Starts the page where anybody checks a card in the browser.

fn main() {
    portal::app::start(portal::router::VERIFY);
}
