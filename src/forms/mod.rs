//! Forms: their state, and the ones several pages use.

mod form;

pub use form::Form;
