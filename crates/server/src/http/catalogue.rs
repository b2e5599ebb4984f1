//! `GET /api/catalogue?since=VERSION`: the finder's catalogue, or what has changed of it.

use super::{Failure, encoding};
use crate::app::App;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::problem::FieldCode;

const KIND: HeaderValue = HeaderValue::from_static("application/cbor");

/// Serves it. A version that this server does not know is answered with the whole catalogue.
///
/// # Errors
/// Of the database, and when `since` is no number.
pub async fn serve(State(app): State<App>, RawQuery(query): RawQuery, headers: HeaderMap) -> Result<Response, Failure> {
    let since = match query.as_deref().unwrap_or_default() {
        "" => None,
        query => Some(query.strip_prefix("since=").and_then(|number| number.parse().ok()).ok_or_else(|| Failure::field("since", FieldCode::Format))?),
    };
    let parcel = app.catalogue.parcel(&app, since).await?;
    let tag = format!("\"{:x}-{:x}\"", parcel.version, since.unwrap_or(0));
    let mut response = match parcel.packed {
        _ if encoding::has(&headers, &tag) => StatusCode::NOT_MODIFIED.into_response(),
        Some(packed) if encoding::accepts(&headers, "br") => encoding::encoded(packed, Some("br")),
        _ => encoding::answer(parcel.plain, &headers),
    };
    response.headers_mut().insert(header::CONTENT_TYPE, KIND);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}
