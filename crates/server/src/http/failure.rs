//! Whatever goes wrong, as problem details (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::activity::DraftFault;
use domain::can::Denied;
use domain::problem::{ErrorCode, FieldCode, Problem};
use domain::sign_up::Refusal;

/// PostgreSQL's `serialization_failure` and `deadlock_detected`.
const GIVEN_UP: [&str; 2] = ["40001", "40P01"];

/// Why an operation did not succeed. The client sees a problem; the log sees the cause.
#[derive(Debug)]
pub enum Failure {
    /// The client's doing, or a rule's: told in full.
    Told(Box<Problem>),
    /// Ours: told as "internal" or "unavailable", logged in full.
    Ours(anyhow::Error),
}

impl Failure {
    /// A problem with this code; `title` is for developers.
    pub fn of(code: ErrorCode, title: &str) -> Self {
        Self::Told(Box::new(Problem::new(code, title)))
    }

    /// Nothing is there, or not for these eyes: both look alike.
    pub fn not_found() -> Self {
        Self::of(ErrorCode::NotFound, "nothing is there")
    }

    /// One field is wrong.
    pub fn field(field: &str, code: impl Into<FieldCode>) -> Self {
        Self::Told(Box::new(Problem::new(ErrorCode::Invalid, "a field is wrong").field(field, code)))
    }

    /// Too much at once; trying again is safe.
    pub fn busy() -> Self {
        let mut problem = Problem::new(ErrorCode::Unavailable, "the server is busy");
        problem.retry_after_seconds = Some(1);
        Self::Told(Box::new(problem))
    }

    /// A fault of this program.
    pub fn bug(what: &'static str) -> Self {
        Self::Ours(anyhow::anyhow!(what))
    }

    /// The problem to tell, after logging what is ours.
    pub fn into_problem(self) -> Problem {
        match self {
            Self::Told(problem) => *problem,
            Self::Ours(cause) => {
                tracing::error!(cause = format!("{cause:#}"), "an operation failed");
                Problem::new(ErrorCode::Internal, "an error of the server's own")
            }
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Told(Box::new(problem))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let mut problem = Problem::new(ErrorCode::SignUpRefused, "the rule of signing up says no");
        problem.refusal = Some(refusal);
        problem.into()
    }
}

impl From<DraftFault> for Failure {
    fn from(fault: DraftFault) -> Self {
        let mut problem = Problem::new(ErrorCode::DraftFaulty, "the draft lacks something");
        problem.fault = Some(fault);
        problem.into()
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        let code = if denied == Denied::NotLoggedIn { ErrorCode::NotLoggedIn } else { ErrorCode::Forbidden };
        let mut problem = Problem::new(code, "no right to do this here");
        problem.denied = Some(denied);
        problem.into()
    }
}

impl From<sqlx::Error> for Failure {
    fn from(fault: sqlx::Error) -> Self {
        match fault {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Self::busy(),
            // Two wrote the same unique thing in the same moment: asked again, the rule will say so.
            sqlx::Error::Database(fault) if fault.is_unique_violation() => Self::busy(),
            // PostgreSQL gave one of two writes up for the other; nothing of it was kept.
            sqlx::Error::Database(fault) if fault.code().is_some_and(|code| GIVEN_UP.contains(&code.as_ref())) => Self::busy(),
            other => Self::Ours(anyhow::Error::new(other)),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(fault: serde_json::Error) -> Self {
        Self::Ours(anyhow::Error::new(fault).context("stored JSON"))
    }
}

impl From<anyhow::Error> for Failure {
    fn from(fault: anyhow::Error) -> Self {
        Self::Ours(fault)
    }
}

/// The problem inside a response, on its way to the middleware that knows the request's id.
#[derive(Debug, Clone)]
pub(super) struct Carried(pub(super) Problem);

impl Carried {
    /// The problem as a body.
    pub(super) fn body(problem: &Problem) -> Body {
        // A problem has no maps and no floats, so writing it cannot fail.
        Body::from(serde_json::to_vec(problem).unwrap_or_default())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let problem = self.into_problem();
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry = problem.retry_after_seconds.and_then(|seconds| HeaderValue::try_from(seconds.to_string()).ok());
        let mut response = (status, Carried::body(&problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = retry {
            headers.insert(header::RETRY_AFTER, seconds);
        }
        response.extensions_mut().insert(Carried(problem));
        response
    }
}
