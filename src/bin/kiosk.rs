//! Starts the check-in kiosk in the browser.

fn main() {
    portal::app::start(portal::router::KIOSK);
}
