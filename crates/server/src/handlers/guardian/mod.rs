//! Guardians: a minor asks, somebody of age agrees, and may withdraw it.

mod agree;
mod ask;
mod list;
mod withdraw;

pub use agree::agree;
pub use ask::ask;
pub use list::list;
pub use withdraw::withdraw;

use crate::app::App;

/// What the store keeps of a code.
fn code_hash(app: &App, code: &str) -> Vec<u8> {
    app.keys.vault.mac(b"guardian_code", code)
}
