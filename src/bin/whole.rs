//! Starts all pages in one bundle: for development, where Trunk rebuilds and reloads one target.

fn main() {
    portal::app::start(portal::router::WHOLE);
}
