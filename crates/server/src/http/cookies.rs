//! The two cookies: a person's session and a kiosk's enrolment.
//!
//! Over HTTPS they carry the `__Host-` prefix, which binds them to this host and to HTTPS. On plain
//! HTTP, which is meant for one's own machine, browsers would drop such a cookie, so it goes without.

use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

/// How this server's cookies are named and marked.
#[derive(Debug, Clone, Copy)]
pub struct Cookies {
    secure: bool,
}

/// Whose cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    Session,
    Kiosk,
}

impl Cookies {
    /// Cookies of a server reached over HTTPS, or not.
    pub fn new(secure: bool) -> Self {
        Self { secure }
    }

    /// The name on the wire.
    pub const fn name(self, kind: CookieKind) -> &'static str {
        match (kind, self.secure) {
            (CookieKind::Session, true) => "__Host-session",
            (CookieKind::Session, false) => "session",
            (CookieKind::Kiosk, true) => "__Host-kiosk",
            (CookieKind::Kiosk, false) => "kiosk",
        }
    }

    /// Scheme and host at which a request reached this server, such as `https://portal.example`; none when it does not say.
    pub fn origin(self, headers: &HeaderMap) -> Option<String> {
        let host = headers.get(header::HOST)?.to_str().ok()?;
        let plain = !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:[]".contains(&b));
        let scheme = if self.secure { "https" } else { "http" };
        plain.then(|| format!("{scheme}://{host}"))
    }

    /// The secret the client sent, if it looks like one of ours.
    pub fn read(self, kind: CookieKind, headers: &HeaderMap) -> Option<String> {
        let jar = CookieJar::from_headers(headers);
        let secret = jar.get(self.name(kind))?.value();
        (secret.len() == 43 && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')).then(|| secret.to_owned())
    }

    /// A cookie that holds `secret` for `days`.
    pub fn set(self, kind: CookieKind, secret: String, days: u16) -> Cookie<'static> {
        let mut cookie = self.bare(kind, secret);
        cookie.set_max_age(time::Duration::days(i64::from(days)));
        cookie
    }

    /// The same cookie, gone.
    pub fn clear(self, kind: CookieKind) -> Cookie<'static> {
        let mut cookie = self.bare(kind, String::new());
        cookie.set_max_age(time::Duration::ZERO);
        cookie
    }

    fn bare(self, kind: CookieKind, secret: String) -> Cookie<'static> {
        Cookie::build((self.name(kind), secret)).path("/").http_only(true).same_site(SameSite::Lax).secure(self.secure).build()
    }
}
