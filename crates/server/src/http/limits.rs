//! Limits by address for what can be guessed or abused: codes, passwords, enrolment.
//!
//! Many people share one address behind a mobile carrier, so these are wide; the narrow limits are
//! by phone number and live in the store.

use super::Failure;
use domain::problem::{ErrorCode, Problem};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::IpAddr;
use std::num::NonZeroU32;

/// What is limited.
pub struct Limits {
    guesses: DefaultKeyedRateLimiter<IpAddr>,
    codes: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    /// Limits that let `per_minute` guesses and half as many text messages through for one address.
    pub fn new(per_minute: NonZeroU32) -> Self {
        let half = NonZeroU32::new(per_minute.get() / 2).unwrap_or(NonZeroU32::MIN);
        Self { guesses: RateLimiter::keyed(Quota::per_minute(per_minute)), codes: RateLimiter::keyed(Quota::per_minute(half)) }
    }

    /// One more guess of a code or password from `peer`.
    ///
    /// # Errors
    /// 429 when there were too many.
    pub fn guess(&self, peer: IpAddr) -> Result<(), Failure> {
        pass(&self.guesses, peer)
    }

    /// One more text message asked for from `peer`.
    ///
    /// # Errors
    /// 429 when there were too many.
    pub fn code(&self, peer: IpAddr) -> Result<(), Failure> {
        pass(&self.codes, peer)
    }

    /// Forgets addresses that have been quiet.
    pub fn tidy(&self) {
        self.guesses.retain_recent();
        self.codes.retain_recent();
    }
}

fn pass(limiter: &DefaultKeyedRateLimiter<IpAddr>, peer: IpAddr) -> Result<(), Failure> {
    limiter.check_key(&peer).map_err(|_| {
        let mut problem = Problem::new(ErrorCode::TooManyRequests, "too many requests from one address");
        problem.retry_after_seconds = Some(30);
        problem.into()
    })
}
