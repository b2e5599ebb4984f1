//! Logging in and out, and joining.

mod end;
mod get;
mod join;
mod list;
mod log_in;
mod log_in_staff;
mod log_out;
mod send_code;
mod ticket;

pub use end::{end, end_all};
pub use get::get;
pub use join::join;
pub use list::list;
pub use log_in::log_in;
pub(in crate::handlers) use log_in::{looks_like_code, must_be_right};
pub use log_in_staff::log_in_staff;
pub use log_out::log_out;
pub use send_code::send_code;
pub(in crate::handlers) use send_code::{send_to, wait};

use crate::app::App;
use crate::entropy;
use crate::http::CookieKind;
use crate::store::session::NewSession;
use axum_extra::extract::cookie::Cookie;
use domain::ids::PersonId;
use domain::time::Timestamp;

/// A session to open and the cookie that goes with it. The cookie lives as long as the longest
/// session may; when a session really ends is the server's to say.
fn fresh_session(app: &App, person: PersonId, device: &str, now: Timestamp) -> (NewSession, Cookie<'static>) {
    let (secret, token_hash) = entropy::token();
    let cookie = app.cookies.set(CookieKind::Session, secret, app.policy().sessions.volunteer_max_days);
    (NewSession { id: app.id(), token_hash, person, device: device.to_owned(), now }, cookie)
}
