//! From request to handler and back: what every operation shares.

pub mod calendar;
mod call;
pub mod catalogue;
mod caller;
mod connections;
mod cookies;
pub mod encoding;
mod failure;
mod headers;
pub mod health;
mod language;
mod limits;
mod mount;
pub mod openapi;
mod origin;
pub mod page;
pub mod time;
mod watch;
pub mod well_known;

pub use call::{Answer, Call, Reply};
pub use caller::Caller;
pub use connections::serve;
pub use cookies::{CookieKind, Cookies};
pub use failure::Failure;
pub use headers::secure;
pub use language::Language;
pub use limits::Limits;
pub use mount::{Api, unknown_address, wrong_method};
pub use page::Page;
pub use watch::{panicked, watch, within_time};
