//! The page inside the binary: pre-compressed files, immutable caching of hashed names, and the
//! one HTML file for every address of the page.

use super::Failure;
use crate::app::App;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::ErrorCode;
use rust_embed::{Embed, EmbeddedFile};

/// What Trunk and `cargo xtask` built. Empty until the page has been built once.
#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/../../dist"]
#[allow_missing = true]
struct Dist;

/// Where the portal's settings go inside the HTML.
const PORTAL_MARK: &str = r#"<script type="application/json" id="portal"></script>"#;

/// The page's HTML, cut where the portal's settings are written in.
#[derive(Debug, Clone)]
pub struct Page {
    halves: Option<(String, String)>,
}

impl Page {
    /// The page that was built into this binary.
    pub fn embedded() -> Self {
        let html = Dist::get("index.html").and_then(|file| String::from_utf8(file.data.into_owned()).ok());
        let halves = html.and_then(|html| html.split_once(PORTAL_MARK).map(|(a, b)| (a.to_owned(), b.to_owned())));
        Self { halves }
    }

    /// Whether there is a page at all.
    pub fn is_built(&self) -> bool {
        self.halves.is_some()
    }

    fn html(&self, app: &App) -> Option<String> {
        let (before, after) = self.halves.as_ref()?;
        // `<` is the one character that could end the element early.
        let portal = serde_json::to_string(&app.portal()).ok()?.replace('<', "\\u003c");
        Some(format!(r#"{before}<script type="application/json" id="portal">{portal}</script>{after}"#))
    }
}

/// Serves a file of the page, or the page itself for every other address.
pub async fn serve(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Failure::of(ErrorCode::MethodNotAllowed, "this address has no such method").into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if !path.is_empty() && path != "index.html" {
        if let Some(response) = file(path, request.headers()) {
            return response;
        }
        let last = path.rsplit('/').next().unwrap_or_default();
        // An address with an ending asks for a file; answering HTML would only confuse.
        if last.contains('.') {
            return Failure::of(ErrorCode::NotFound, "no such file").into_response();
        }
    }
    match app.page.html(&app) {
        Some(html) => ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], html).into_response(),
        None => (StatusCode::SERVICE_UNAVAILABLE, "This server was built without its page. Run `cargo xtask serve`.\n").into_response(),
    }
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let plain = Dist::get(path)?;
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let accepts = |name: &str| accepted.split(',').any(|part| part.trim().split(';').next() == Some(name));
    let packed = [("br", "br"), ("gzip", "gz")].into_iter().filter(|(name, _)| accepts(name)).find_map(|(name, ending)| Dist::get(&format!("{path}.{ending}")).map(|f| (name, f)));
    let tag = format!("\"{}\"", data_encoding::HEXLOWER.encode(&plain.metadata.sha256_hash()[..12]));
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|seen| seen.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { body(path, plain, packed) };
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
