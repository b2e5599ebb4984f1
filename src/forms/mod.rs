//! Forms: their state, and the ones several pages use.

mod form;
mod wish;

pub use form::Form;
pub use wish::Wish;
