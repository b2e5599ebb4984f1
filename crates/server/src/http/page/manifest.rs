//! `/manifest.webmanifest`: what a phone needs to put the portal on its home screen.

use crate::http::language::{self, Language};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::api::portal::Portal;
use serde_json::{Value, json};

/// Its address.
pub(super) const NAME: &str = "manifest.webmanifest";

/// Ground of the page in light colours, as `index.html` and `style/tokens.css` have it.
const GROUND: &str = "#f6f4ef";

/// The manifest in the reader's language.
pub(super) fn answer(portal: &Portal, wanted: &HeaderMap) -> Response {
    let mut response = manifest(portal, Language::of(wanted)).to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static(language::DEPENDS_ON));
    response
}

fn manifest(portal: &Portal, language: Language) -> Value {
    let either = |words| language.either(words);
    let [show, find] = match language {
        Language::Chinese => ["出示我的码", "找活动"],
        Language::English => ["Show my code", "Find activities"],
    };
    // Made by `cargo xtask build` from public/icon.svg.
    let picture = |size: &str, purpose: &str, src: &str| json!({ "src": src, "sizes": size, "type": "image/png", "purpose": purpose });
    json!({
        "id": "/",
        "name": either(&portal.name),
        "short_name": either(&portal.short_name),
        "description": either(&portal.tagline),
        "lang": language.tag(),
        "start_url": "/card",
        "scope": "/",
        "display": "standalone",
        "theme_color": GROUND,
        "background_color": GROUND,
        "icons": [
            { "src": "/icon.svg", "sizes": "any", "type": "image/svg+xml" },
            picture("192x192", "any", "/icon-192.png"),
            picture("512x512", "any", "/icon-512.png"),
            picture("512x512", "maskable", "/icon-maskable-512.png"),
        ],
        "shortcuts": [{ "name": show, "url": "/card" }, { "name": find, "url": "/activities" }],
    })
}
