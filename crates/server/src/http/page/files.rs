//! Files of the page: pre-compressed by the build, kept for ever by browsers when their name
//! carries a hash of their content.

use crate::http::encoding::{accepts, has};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

/// The file at `path`, if the build made one.
pub(super) fn serve<F: Embed>(path: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = F::get(path)?;
    let packed = [("br", "br"), ("gzip", "gz")].into_iter().filter(|(name, _)| accepts(headers, name)).find_map(|(name, ending)| F::get(&format!("{path}.{ending}")).map(|f| (name, f)));
    let tag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&plain.metadata.sha256_hash()[..12]));
    let mut response = if has(headers, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { body(path, plain, packed) };
    let caching = if is_hashed(path) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    Some(response)
}

fn body(path: &str, plain: EmbeddedFile, packed: Option<(&'static str, EmbeddedFile)>) -> Response {
    let kind = mime_guess::from_path(path).first_or_octet_stream();
    let (encoding, data) = packed.map_or((None, plain.data), |(name, file)| (Some(name), file.data));
    let mut response = Response::new(match data {
        std::borrow::Cow::Borrowed(bytes) => Body::from(bytes),
        std::borrow::Cow::Owned(bytes) => Body::from(bytes),
    });
    if let Ok(kind) = HeaderValue::try_from(kind.as_ref()) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    if let Some(name) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
    }
    response
}

/// Whether the path carries a content hash: 8 or more hexadecimal digits between hyphens or dots.
fn is_hashed(path: &str) -> bool {
    path.split(['/', '-', '.', '_']).any(|part| part.len() >= 8 && part.bytes().all(|b| b.is_ascii_hexdigit()) && part.bytes().any(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["portal-3f2a9c1b77aa0102_bg.wasm", "snippets/x-0123456789abcdef/inline0.js", "style-9f8e7d6c5b4a3f21.css"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in ["index.html", "favicon.svg", "manifest.webmanifest", "robots.txt", "icon-192.png"] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
