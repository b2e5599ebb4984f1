//! The server's clock, told with every answer of the API: pages count from it, whatever the clock of
//! their device says. `Date` would do, but has whole seconds, and proxies write their own.

use crate::app::App;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Milliseconds since 1970, when the answer was ready.
const SERVER_TIME: HeaderName = HeaderName::from_static(domain::api::SERVER_TIME);

/// Adds the header to answers of the API.
pub async fn tell(State(app): State<App>, request: Request, next: Next) -> Response {
    let of_the_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    if of_the_api {
        response.headers_mut().insert(SERVER_TIME, HeaderValue::from(app.now().unix_ms()));
    }
    response
}
