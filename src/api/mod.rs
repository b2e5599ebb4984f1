//! Talking to the server: [`send`] for what may be repeated, [`renew`] for what repeats itself, [`send_once`]
//! for what must happen once. The shapes are `domain::api`'s; what goes wrong is [`ApiError`].

mod client;
mod error;
pub mod json;
mod preloaded;
mod query;

pub use client::{Intent, renew, send, send_once};
pub use error::ApiError;
