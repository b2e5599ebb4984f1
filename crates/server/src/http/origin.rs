//! Requests that change something come from our own pages only (CSRF).
//!
//! `SameSite=Lax` keeps cookies out of foreign requests already; this closes what is left, such as
//! another site on the same registrable domain.

use super::Failure;
use axum::http::{HeaderMap, header};
use domain::problem::ErrorCode;

/// Refuses a changing request that another site caused.
pub(super) fn check(headers: &HeaderMap) -> Result<(), Failure> {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let own = match text("sec-fetch-site") {
        Some(site) => matches!(site, "same-origin" | "none"),
        // Browsers without fetch metadata send Origin; programs send neither and have no cookie to abuse.
        None => match (text(header::ORIGIN.as_str()), text(header::HOST.as_str())) {
            (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, o)| o == host),
            (Some(_), None) => false,
            (None, _) => true,
        },
    };
    if own { Ok(()) } else { Err(Failure::of(ErrorCode::ForeignOrigin, "the request came from another site")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect();
        check(&headers).is_ok()
    }

    #[test]
    fn only_our_own_pages_and_plain_programs_may_change_something() {
        assert!(allowed(&[]));
        assert!(allowed(&[("sec-fetch-site", "same-origin"), ("origin", "https://elsewhere.example")]));
        assert!(allowed(&[("origin", "https://portal.example"), ("host", "portal.example")]));
        for forged in ["https://evil.example", "null", "https://portal.example.evil.example", "portal.example"] {
            assert!(!allowed(&[("origin", forged), ("host", "portal.example")]), "{forged}");
        }
        for site in ["cross-site", "same-site", "nonsense"] {
            assert!(!allowed(&[("sec-fetch-site", site)]), "{site}");
        }
    }
}
