//! Forms: their state, and the ones several pages use.

mod cancel_sign_up;
mod companions;
mod confirm;
mod form;
mod questions;
mod refused;
mod sent_code;
mod stay;
mod typed;
mod wish;

pub use cancel_sign_up::{ToCancel, cancel_sign_up};
pub use companions::Companions;
pub use confirm::Confirm;
pub use form::Form;
pub use questions::Saying;
pub use refused::refused;
pub use sent_code::{SentCode, another_code, code_field, code_typed, demo_code};
pub use stay::Stay;
pub use typed::{fault_as_typed, mends_itself};
pub use wish::Wish;
