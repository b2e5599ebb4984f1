//! One request as its handler sees it: typed path, query and body, and who is asking.

use super::{Caller, Failure};
use crate::store::Ticket;
use axum_extra::extract::cookie::Cookie;
use domain::api::Endpoint;
use domain::time::Timestamp;
use std::net::IpAddr;

/// A request that has passed all that is common: origin, form, identity, admission.
pub struct Call<E: Endpoint> {
    pub path: E::Path,
    pub query: E::Query,
    pub body: E::Body,
    pub caller: Caller,
    /// When it arrived; every rule of this request uses this one instant.
    pub now: Timestamp,
    /// Where it came from, for limits only; never stored.
    pub peer: IpAddr,
    /// Browser and system as they call themselves, shortened.
    pub device: String,
    /// What the cookie of a kiosk holds, for setting it again.
    pub kiosk_secret: Option<String>,
    pub(super) ticket: Option<Ticket>,
}

impl<E: Endpoint> Call<E> {
    /// The ticket of an operation that is done once.
    ///
    /// # Errors
    /// 400 when the request carries no key.
    pub fn ticket(&self) -> Result<Ticket, Failure> {
        let missing = || Failure::of(domain::problem::ErrorCode::IdempotencyKeyMissing, "an Idempotency-Key header of 8 to 64 characters is needed");
        self.ticket.clone().ok_or_else(missing)
    }
}

/// A success: the body, and cookies to set.
pub struct Reply<E: Endpoint> {
    pub(super) body: E::Response,
    pub(super) cookies: Vec<Cookie<'static>>,
}

impl<E: Endpoint> Reply<E> {
    /// A success that also sets a cookie.
    #[must_use]
    pub fn with_cookie(mut self, cookie: Cookie<'static>) -> Self {
        self.cookies.push(cookie);
        self
    }

    /// A success with this body.
    pub fn of(body: E::Response) -> Self {
        Self { body, cookies: Vec::new() }
    }
}

/// What a handler answers.
pub type Answer<E> = Result<Reply<E>, Failure>;
