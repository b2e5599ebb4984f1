//! From request to handler and back: what every operation shares.

mod call;
mod caller;
mod cookies;
mod failure;
mod headers;
mod limits;
mod mount;
pub mod openapi;
mod origin;
pub mod page;

pub use call::{Answer, Call, Reply};
pub use caller::Caller;
pub use cookies::Cookies;
pub use failure::Failure;
pub use headers::{RequestId, secure};
pub use limits::Limits;
pub use mount::{Api, unknown_address, wrong_method};
pub use page::Page;
pub use cookies::CookieKind;
