//! For whoever keeps the server running: is it alive, and may traffic come?

use crate::app::App;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::sync::atomic::Ordering;

#[derive(Serialize)]
struct Alive {
    alive: bool,
    version: &'static str,
}

#[derive(Serialize)]
struct Ready {
    ready: bool,
    /// The database answers.
    store: bool,
    /// This binary holds the page.
    page: bool,
    /// The server is finishing its last requests.
    stopping: bool,
}

/// `/healthz`: the process answers.
pub async fn alive() -> Response {
    tell(StatusCode::OK, Alive { alive: true, version: env!("CARGO_PKG_VERSION") })
}

/// `/readyz`: 200 when requests would be served in full, else 503 and what is missing.
pub async fn ready(State(app): State<App>) -> Response {
    let (store, page, stopping) = (app.store.is_ready().await, app.page.is_built(), app.stopping.load(Ordering::Relaxed));
    let ready = store && page && !stopping;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    tell(status, Ready { ready, store, page, stopping })
}

fn tell(status: StatusCode, what: impl Serialize) -> Response {
    let mut response = (status, Json(what)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
