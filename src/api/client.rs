//! One function for every operation.

use super::{ApiError, json, preloaded, query::with_query};
use crate::browser::http::{self, Call, NoReply};
use crate::browser::random;
use crate::city;
use crate::session;
use domain::api::{Endpoint, Key, Method, PathArgs, SERVER_TIME, UNATTENDED};
use domain::problem::{ErrorCode, Problem};
use serde::de::DeserializeOwned;

/// How long an answer may take.
const TIMEOUT_MS: i32 = 15_000;

/// Something the reader wants to happen once. Keep it over retries of the same wish: the server
/// gives the stored answer again instead of doing the thing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent(String);

impl Intent {
    /// A new wish.
    #[expect(clippy::new_without_default, reason = "two defaults would differ")]
    pub fn new() -> Self {
        Self(random::hex_128())
    }
}

/// Calls an operation that may be repeated.
///
/// # Errors
/// When no answer came, or the server refused.
pub async fn send<E: Endpoint>(path: E::Path, query: &E::Query, body: &E::Body) -> Result<E::Response, ApiError> {
    const { assert!(matches!(E::KEY, Key::Natural), "this operation needs an Intent: use send_once") };
    call::<E>(&path, query, body, &[]).await
}

/// Reads anew, as the page does by itself from time to time: it shows nobody to be there.
///
/// # Errors
/// When no answer came, or the server refused.
pub async fn renew<E: Endpoint<Body = ()>>(path: E::Path, query: &E::Query) -> Result<E::Response, ApiError> {
    call::<E>(&path, query, &(), &[(UNATTENDED, "1")]).await
}

/// Calls an operation that must happen once for each `intent`.
///
/// # Errors
/// When no answer came, or the server refused.
pub async fn send_once<E: Endpoint>(intent: &Intent, path: E::Path, query: &E::Query, body: &E::Body) -> Result<E::Response, ApiError> {
    call::<E>(&path, query, body, &[("Idempotency-Key", &intent.0)]).await
}

async fn call<E: Endpoint>(path: &E::Path, query: &E::Query, body: &E::Body, header: &[(&str, &str)]) -> Result<E::Response, ApiError> {
    let url = with_query(path.fill(E::PATTERN), query);
    let is_plain = matches!(E::METHOD, Method::Get) && header.is_empty();
    if let Some(answer) = is_plain.then(|| preloaded::take(&url)).flatten().and_then(|text| read(&text)) {
        return Ok(answer);
    }
    let body = serde_json::to_string(body).ok().filter(|json| json != "null");
    let reply = exchange(E::METHOD.as_str(), &url, body.as_deref(), header).await?;
    read(&reply.text).ok_or(ApiError::Unreadable { status: reply.status })
}

/// An empty body is the answer `()`.
fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
    json::read(if text.is_empty() { "null" } else { text }).ok()
}

async fn exchange(method: &'static str, url: &str, body: Option<&str>, header: &[(&str, &str)]) -> Result<http::Reply, ApiError> {
    let mut headers = vec![("Accept", "application/json")];
    if body.is_some() {
        headers.push(("Content-Type", "application/json"));
    }
    headers.extend_from_slice(header);
    let reply = http::fetch(Call { method, url, headers: &headers, body, header: SERVER_TIME, timeout_ms: TIMEOUT_MS }).await.map_err(|why| match why {
        NoReply::Network => ApiError::Network,
        NoReply::Timeout => ApiError::Timeout,
    })?;
    if let Some(server) = reply.header.as_deref().and_then(|ms| ms.parse().ok()) {
        city::hear_clock(server, reply.asked_ms, reply.came_ms);
    }
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    let problem = read::<Problem>(&reply.text).ok_or(ApiError::Unreadable { status: reply.status })?;
    if problem.code == ErrorCode::NotLoggedIn {
        session::ended();
    }
    Err(ApiError::Problem(Box::new(problem)))
}
