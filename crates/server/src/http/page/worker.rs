//! `/sw.js`: the service worker of the build, with a digest of what the server writes into the HTML;
//! or the one that ends all service workers.

use crate::http::Failure;
use crate::http::encoding::has;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::api::portal::Portal;
use domain::problem::ErrorCode;
use domain::time::Timestamp;
use sha2::{Digest, Sha256};

/// Its address, and its name in the build.
pub(super) const NAME: &str = "sw.js";

/// Takes the place of a worker, deletes what was kept and goes away.
const LEAVING: &str = include_str!("no_worker.js");

/// Answers with the `built` worker (empty when there is none), or with the leaving one when `portal`
/// wants none.
pub(super) fn answer(built: &str, portal: Portal, wanted: &HeaderMap) -> Response {
    if portal.service_worker && built.is_empty() {
        return Failure::of(ErrorCode::NotFound, "this page was built without its worker").into_response();
    }
    let text = if portal.service_worker { format!("const CITY=\"{}\";{built}", digest(&of_the_city(portal))) } else { LEAVING.to_owned() };
    let tag = format!("\"{}\"", digest(text.as_bytes()));
    let mut response = if has(wanted, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { text.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// What kept HTML knows of the city: another name or rule has to reach those who keep it, too.
fn of_the_city(portal: Portal) -> Vec<u8> {
    serde_json::to_vec(&Portal { server_time: Timestamp::from_unix_ms(0), ..portal }).unwrap_or_default()
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
