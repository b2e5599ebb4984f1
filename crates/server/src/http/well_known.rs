//! What anybody who verifies cards fetches: the city's public keys and its status list. Both are
//! signed or checked against a fingerprint by whoever reads them, and are no secret, so every origin
//! may read them.

use super::Failure;
use super::encoding::has;
use crate::app::App;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::credential::{KeyRecord, Suite, key_id};
use p256::ecdsa::VerifyingKey;
use serde::Serialize;
use sha2::{Digest, Sha256};

const COSE_KEYS: &str = "application/cose-key-set";
const JWK_KEYS: &str = "application/jwk-set+json";
const STATUS_LIST: &str = "application/statuslist+cwt";

/// A key as JSON has it (RFC 7517, RFC 7518 §6.2).
#[derive(Serialize)]
struct Jwk {
    kty: &'static str,
    crv: &'static str,
    x: String,
    y: String,
    /// The 8 bytes of the COSE key's id, in base 64 (RFC 4648 §5, no padding).
    kid: String,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
}

#[derive(Serialize)]
struct JwkSet {
    keys: Vec<Jwk>,
}

/// `GET /.well-known/volunteer-keys`: a COSE_KeySet, or a JWK set for whoever prefers JSON.
pub async fn keys(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let set = app.keys.cards().published();
    let mut response = if prefers_json(&headers) {
        let keys = set.records().iter().map(jwk).collect::<Result<Vec<_>, _>>()?;
        answer(&app, &headers, JWK_KEYS, serde_json::to_vec(&JwkSet { keys })?.into())
    } else {
        answer(&app, &headers, COSE_KEYS, set.write().into())
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

/// `GET /.well-known/volunteer-status`: the status list token.
pub async fn status(State(app): State<App>, headers: HeaderMap) -> Result<Response, Failure> {
    let token = app.statuses.token(&app).await?;
    Ok(answer(&app, &headers, STATUS_LIST, token))
}

fn jwk(record: &KeyRecord) -> Result<Jwk, Failure> {
    let Suite::Es256 = record.suite;
    let point = VerifyingKey::from_sec1_bytes(record.public.as_bytes()).map_err(|_| Failure::bug("a card key is not on its curve"))?.to_sec1_point(false);
    // 4, then both coordinates of 32 bytes.
    let (x, y) = point.as_bytes().get(1..).and_then(|both| both.split_at_checked(32)).ok_or_else(|| Failure::bug("a point has two coordinates"))?;
    let text = |bytes: &[u8]| BASE64URL_NOPAD.encode(bytes);
    Ok(Jwk { kty: "EC", crv: "P-256", x: text(x), y: text(y), kid: text(&key_id(&record.public)), alg: "ES256", purpose: "sig" })
}

fn answer(app: &App, asked: &HeaderMap, kind: &'static str, body: Bytes) -> Response {
    let tag = format!("\"{}\"", HEXLOWER.encode(&Sha256::digest(&body)[..12]));
    let mut response = if has(asked, &tag) { StatusCode::NOT_MODIFIED.into_response() } else { ([(header::CONTENT_TYPE, kind)], body).into_response() };
    let headers = response.headers_mut();
    for (name, value) in [(header::ETAG, tag), (header::CACHE_CONTROL, format!("public, max-age={}", app.policy().card.status_ttl_seconds))] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("etag"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response
}

/// Whether JSON is asked for more than COSE; who does not say gets COSE.
fn prefers_json(headers: &HeaderMap) -> bool {
    let accepted: Vec<(String, f32)> = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|part| {
            let (name, parameters) = part.split_once(';').unwrap_or((part, ""));
            let weight = parameters.split(';').find_map(|p| p.trim().strip_prefix("q=")).and_then(|q| q.trim().parse().ok()).unwrap_or(1.0);
            (name.trim().to_ascii_lowercase(), weight)
        })
        .collect();
    let weight = |names: &[&str]| accepted.iter().filter(|(name, _)| names.contains(&name.as_str())).map(|(_, weight)| *weight).fold(0.0, f32::max);
    weight(&[JWK_KEYS, "application/json"]) > weight(&[COSE_KEYS, "application/*", "*/*"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_given_to_whoever_prefers_it() {
        let prefers = |accept: &str| prefers_json(&HeaderMap::from_iter([(header::ACCEPT, accept.parse().unwrap())]));
        for accept in ["application/jwk-set+json", "application/json", "application/json, */*;q=0.1", "APPLICATION/JSON;q=0.9, application/cose-key-set;q=0.8"] {
            assert!(prefers(accept), "{accept}");
        }
        for accept in ["*/*", "application/cose-key-set", "application/cose-key-set, application/json", "text/html, */*;q=0.8", "application/json;q=0"] {
            assert!(!prefers(accept), "{accept}");
        }
        assert!(!prefers_json(&HeaderMap::new()));
    }
}
