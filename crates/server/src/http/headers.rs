//! Security headers of every response. An answer that needs another policy sets its own first.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::LazyLock;

/// Own code and styles only; `wasm-unsafe-eval` lets WebAssembly be compiled and nothing else.
/// Pictures come from here or are drawn as data. `scripts`, `styles` and `pictures` are further sources, such as hashes
/// of inline ones.
pub(super) fn policy(scripts: &str, styles: &str, pictures: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data: blob:{pictures}; \
         connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; media-src 'self' blob:; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Adds the security headers.
pub async fn secure(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    harden(response.headers_mut());
    response
}

fn harden(headers: &mut HeaderMap) {
    static STRICT: LazyLock<Option<HeaderValue>> = LazyLock::new(|| policy("", "", "").try_into().ok());
    if let Some(strict) = STRICT.as_ref() {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| strict.clone());
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}
