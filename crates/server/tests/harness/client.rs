//! Requests: typed by their operation, or raw.

use super::{Portal, Who};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, header};
use domain::api::{Endpoint, PathArgs};
use domain::problem::{ErrorCode, Problem};
use serde::Serialize;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use tower::ServiceExt;

/// What came back.
#[derive(Debug, Clone)]
pub struct Raw {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Raw {
    /// The problem in it.
    pub fn problem(&self) -> Problem {
        let kind = self.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        assert_eq!(kind, Some("application/problem+json"), "{self:?}");
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status);
        assert_eq!(problem.request_id.as_deref(), self.headers.get("x-request-id").and_then(|id| id.to_str().ok()));
        problem
    }
}

/// What an operation answered.
pub struct Answer<E> {
    pub raw: Raw,
    operation: PhantomData<E>,
}

impl<E: Endpoint> Answer<E> {
    /// The answer of a success.
    pub fn done(&self) -> E::Response {
        assert_eq!(self.raw.status, E::STATUS, "{}: {}", E::NAME, String::from_utf8_lossy(&self.raw.body));
        let json: &[u8] = if self.raw.body.is_empty() { b"null" } else { &self.raw.body };
        serde_json::from_slice(json).unwrap()
    }

    /// The problem of a refusal with this code.
    pub fn refused(&self, code: ErrorCode) -> Problem {
        assert!(self.raw.status >= 400, "{} was done: {}", E::NAME, String::from_utf8_lossy(&self.raw.body));
        let problem = self.raw.problem();
        assert_eq!(problem.code, code, "{}: {problem:?}", E::NAME);
        problem
    }

    /// The problem of a refusal because of `field`.
    pub fn wrong(&self, field: &str) -> Problem {
        let problem = self.refused(ErrorCode::Invalid);
        assert_eq!(problem.fields.first().map(|f| f.field.as_str()), Some(field), "{problem:?}");
        problem
    }
}

impl Portal {
    /// Sends `body` to `E`, with a fresh idempotency key where one is needed.
    pub async fn send<E: Endpoint>(&self, who: &Who, path: E::Path, body: impl Serialize) -> Answer<E> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let key = format!("test-key-{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.send_with_key::<E>(who, path, body, &key).await
    }

    /// The same with this idempotency key.
    pub async fn send_with_key<E: Endpoint>(&self, who: &Who, path: E::Path, body: impl Serialize, key: &str) -> Answer<E> {
        let builder = Request::builder().method(E::METHOD.as_str()).uri(path.fill(E::PATTERN)).header("idempotency-key", key).header(header::CONTENT_TYPE, "application/json");
        self.ask(who.mark(builder).body(Body::from(serde_json::to_vec(&body).unwrap())).unwrap()).await
    }

    /// Reads from `E`; `query` is what follows the question mark.
    pub async fn read<E: Endpoint>(&self, who: &Who, path: E::Path, query: &str) -> Answer<E> {
        let builder = Request::builder().method(E::METHOD.as_str()).uri(format!("{}?{query}", path.fill(E::PATTERN)));
        self.ask(who.mark(builder).body(Body::empty()).unwrap()).await
    }

    async fn ask<E: Endpoint>(&self, request: Request<Body>) -> Answer<E> {
        Answer { raw: self.raw(request).await, operation: PhantomData }
    }

    /// Sends a request as it is.
    pub async fn raw(&self, request: Request<Body>) -> Raw {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Raw { status: parts.status.as_u16(), headers: parts.headers, body: axum::body::to_bytes(body, usize::MAX).await.unwrap() }
    }
}
