//! Forms: their state, and the ones several pages use.

mod form;
mod refused;
mod typed;
mod wish;

pub use form::Form;
pub use refused::refused;
pub use typed::{fault_as_typed, mends_itself};
pub use wish::Wish;
