//! Limits by address for what can be guessed or abused: codes, passwords, enrolment.
//!
//! Many people share one address behind a mobile carrier, so these are wide; the narrow limits are
//! by phone number and live in the store.

use super::Failure;
use axum::http::HeaderMap;
use domain::problem::{ErrorCode, Problem};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// What is limited.
pub struct Limits {
    guesses: DefaultKeyedRateLimiter<IpAddr>,
    codes: DefaultKeyedRateLimiter<IpAddr>,
    behind_proxy: bool,
}

impl Limits {
    /// Limits that let `per_minute` guesses and half as many text messages through for one address.
    pub fn new(per_minute: NonZeroU32) -> Self {
        let half = NonZeroU32::new(per_minute.get() / 2).unwrap_or(NonZeroU32::MIN);
        Self { guesses: RateLimiter::keyed(Quota::per_minute(per_minute)), codes: RateLimiter::keyed(Quota::per_minute(half)), behind_proxy: false }
    }

    /// The same; `behind_proxy` tells that every request comes through a proxy of one's own, which
    /// says in `X-Forwarded-For` for whom it asks.
    #[must_use]
    pub fn behind_proxy(self, behind_proxy: bool) -> Self {
        Self { behind_proxy, ..self }
    }

    /// Whose request counts. Only the last entry of the header is the proxy's own word: those before
    /// it came with the request, and anybody can write them.
    pub(super) fn peer(&self, headers: &HeaderMap, connected: IpAddr) -> IpAddr {
        let forwarded = || {
            let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
            last.parse().ok().or_else(|| last.parse::<SocketAddr>().ok().map(|address| address.ip()))
        };
        if self.behind_proxy { forwarded().unwrap_or(connected) } else { connected }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxys_own_word_counts_and_only_when_there_is_one() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let peer = |behind_proxy: bool, lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED_FOR, line.parse().unwrap());
            }
            Limits::new(NonZeroU32::MIN).behind_proxy(behind_proxy).peer(&headers, proxy).to_string()
        };
        for (lines, found) in [
            (&["203.0.113.7"][..], "203.0.113.7"),
            (&["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            (&["198.51.100.1", "198.51.100.2,203.0.113.7 "], "203.0.113.7"),
            (&["203.0.113.7:51000"], "203.0.113.7"),
            (&["2001:db8::1"], "2001:db8::1"),
            (&["[2001:db8::1]:51000"], "2001:db8::1"),
            (&["203.0.113.7, somebody"], "10.0.0.1"),
            (&[""], "10.0.0.1"),
            (&[], "10.0.0.1"),
        ] {
            assert_eq!(peer(true, lines), found, "{lines:?}");
            assert_eq!(peer(false, lines), "10.0.0.1", "{lines:?}");
        }
    }
}
