//! What happens around every request: it gets an id, one line in the log, and a limit of time.
//!
//! A line names the operation's pattern, never the address that was asked for, so nothing personal
//! and nothing secret can reach the log through an address.

use super::Failure;
use super::failure::Carried;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::problem::ErrorCode;
use std::any::Any;
use std::time::{Duration, Instant};
use tracing::Instrument;

/// The longest a request may take.
const LONGEST: Duration = Duration::from_secs(20);

/// Names the request in the log, in `x-request-id` and in problems; writes its line.
pub async fn watch(request: Request, next: Next) -> Response {
    let id = data_encoding::HEXLOWER.encode(&crate::entropy::bytes::<8>());
    let method = request.method().clone();
    // Addresses of the page have no pattern of their own.
    let pattern = request.extensions().get::<MatchedPath>().map_or_else(|| "page".to_owned(), |path| path.as_str().to_owned());
    let begun = Instant::now();
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    if let Some(Carried(mut problem)) = response.extensions_mut().remove::<Carried>() {
        problem.request_id = Some(id.clone());
        *response.body_mut() = Carried::body(&problem);
    }
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), id);
    }
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_millis());
    span.in_scope(|| tracing::info!(%method, pattern, status, ms, "answered"));
    response
}

/// Answers in the name of an operation that takes too long. What it has begun to write is either
/// committed whole or not at all.
pub async fn within_time(request: Request, next: Next) -> Response {
    in_time(LONGEST, next.run(request)).await
}

async fn in_time(longest: Duration, answer: impl Future<Output = Response>) -> Response {
    let late = |_| Failure::of(ErrorCode::Timeout, "the operation took too long").into_response();
    tokio::time::timeout(longest, answer).await.unwrap_or_else(late)
}

/// Answers in the name of a handler that panicked.
pub fn panicked(what: Box<dyn Any + Send>) -> Response {
    let text = what.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| what.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::Ours(anyhow::anyhow!("a handler panicked: {text}")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;

    #[tokio::test]
    async fn an_operation_that_takes_too_long_is_answered_for() {
        let late = in_time(Duration::from_millis(1), std::future::pending()).await;
        assert_eq!(late.status(), StatusCode::GATEWAY_TIMEOUT);
        let quick = in_time(LONGEST, async { StatusCode::OK.into_response() }).await;
        assert_eq!(quick.status(), StatusCode::OK);
    }

    #[test]
    fn a_panic_is_our_fault() {
        assert_eq!(panicked(Box::new("oh")).status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
