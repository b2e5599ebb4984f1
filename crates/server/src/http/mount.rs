//! Mounts operations: the one place where HTTP becomes a [`Call`] and a [`Reply`] becomes HTTP.

use super::call::{Answer, Call, Reply};
use super::{Caller, CookieKind, Failure, origin};
use crate::app::App;
use crate::store::Ticket;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequestParts, RawPathParams, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use domain::api::{Access, Endpoint, Key, Method, PathArgs};
use domain::problem::{ErrorCode, FieldCode, Problem, field_code};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::any::TypeId;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// Longest name kept of a browser. In-app browsers name themselves at the end of a long line.
const LONGEST_DEVICE: usize = 400;

/// The table of operations while it is being filled.
pub struct Api {
    router: Router<App>,
    mounted: Vec<&'static str>,
}

impl Api {
    /// An empty table.
    pub fn new() -> Self {
        Self { router: Router::new(), mounted: Vec::new() }
    }

    /// Adds the operation `E`, served by `handler`.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "a table is added to, not added up")]
    pub fn add<E, H, F>(mut self, handler: H) -> Self
    where
        E: Endpoint,
        E::Path: Send,
        E::Query: Send,
        E::Body: Send,
        E::Response: Send,
        H: Fn(App, Call<E>) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Answer<E>> + Send + 'static,
    {
        let serve = move |axum::extract::State(app): axum::extract::State<App>, request: Request| {
            let handler = handler.clone();
            async move {
                match receive::<E>(&app, request).await {
                    Ok(call) => respond(handler(app, call).await),
                    Err(failure) => failure.into_response(),
                }
            }
        };
        let filter = match E::METHOD {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
            Method::Put => MethodFilter::PUT,
            Method::Delete => MethodFilter::DELETE,
        };
        self.router = self.router.route(E::PATTERN, on(filter, serve));
        self.mounted.push(E::NAME);
        self
    }

    /// Names of the operations added so far.
    pub fn mounted(&self) -> &[&'static str] {
        &self.mounted
    }

    /// The finished table.
    pub fn into_router(self) -> Router<App> {
        // Each operation has its own limit.
        self.router.layer(DefaultBodyLimit::disable())
    }
}

impl Default for Api {
    fn default() -> Self {
        Self::new()
    }
}

async fn receive<E: Endpoint>(app: &App, request: Request) -> Result<Call<E>, Failure> {
    let (mut parts, body) = request.into_parts();
    if E::METHOD != Method::Get {
        origin::check(&parts.headers)?;
    }
    let caller = Caller::of(app, E::ACCESS, &parts.headers).await?;
    caller.admit(E::ACCESS)?;
    let path = read_path::<E>(&mut parts).await?;
    let query = read_query::<E::Query>(parts.uri.query().unwrap_or_default())?;
    let bytes = read_bytes::<E>(Request::from_parts(parts.clone(), body)).await?;
    let body = read_body::<E::Body>(&parts.headers, &bytes)?;
    let ticket = match E::KEY {
        Key::Natural => None,
        Key::Required => read_ticket::<E>(&parts.headers, parts.uri.path(), &bytes, &caller, app)?,
    };
    let connected = parts.extensions.get::<ConnectInfo<SocketAddr>>().map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip());
    let peer = app.limits.peer(&parts.headers, connected);
    let device: String = text(&parts.headers, header::USER_AGENT.as_str()).unwrap_or_default().chars().filter(|c| !c.is_control()).take(LONGEST_DEVICE).collect();
    let kiosk_secret = (E::ACCESS == Access::Kiosk).then(|| app.cookies.read(CookieKind::Kiosk, &parts.headers)).flatten();
    Ok(Call { path, query, body, caller, now: app.now(), peer, device, kiosk_secret, ticket })
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

async fn read_path<E: Endpoint>(parts: &mut axum::http::request::Parts) -> Result<E::Path, Failure> {
    let params = RawPathParams::from_request_parts(parts, &()).await.map_err(|_| Failure::not_found())?;
    let texts: Vec<&str> = params.iter().map(|(_, value)| value).collect();
    // An id that cannot be one names nothing.
    E::Path::read(&texts).map_err(|_| Failure::not_found())
}

/// `()` takes whatever comes: a page may add parameters of its own, such as a cache breaker.
fn is_nothing<T: 'static>() -> bool {
    TypeId::of::<T>() == TypeId::of::<()>()
}

fn nothing<T: DeserializeOwned>() -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::Null).map_err(Failure::from)
}

fn read_query<T: DeserializeOwned + 'static>(query: &str) -> Result<T, Failure> {
    if is_nothing::<T>() {
        return nothing();
    }
    let source = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(source).map_err(|fault| {
        let code = field_code(&fault.inner().to_string());
        Problem::new(ErrorCode::BadRequest, "a query parameter is wrong").field(fault.path().to_string(), code).into()
    })
}

async fn read_bytes<E: Endpoint>(request: Request) -> Result<Bytes, Failure> {
    use axum::extract::FromRequest;
    let request = request.map(|body| axum::body::Body::new(http_body_util::Limited::new(body, E::LARGEST_BODY)));
    Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::of(ErrorCode::TooLarge, "the body is larger than this operation takes"),
        _ => Failure::of(ErrorCode::BadRequest, "the body could not be read"),
    })
}

fn read_body<T: DeserializeOwned + 'static>(headers: &HeaderMap, bytes: &[u8]) -> Result<T, Failure> {
    if is_nothing::<T>() {
        return nothing();
    }
    let kind = text(headers, header::CONTENT_TYPE.as_str()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Failure::of(ErrorCode::UnsupportedMediaType, "the body must be application/json"));
    }
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source).map_err(|fault| {
        let inner = fault.inner();
        if inner.is_data() {
            let path = fault.path().to_string();
            return Problem::new(ErrorCode::Invalid, "a field is wrong").field(named(path, &inner.to_string()), field_code(&inner.to_string())).into();
        }
        Failure::of(ErrorCode::InvalidJson, "the body is not JSON")
    })?;
    source.end().map_err(|_| Failure::of(ErrorCode::InvalidJson, "something follows the JSON"))?;
    Ok(value)
}

/// serde tells a missing field by its parent's path and the name in the message.
fn named(path: String, message: &str) -> String {
    match message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        Some(field) if path == "." => field.to_owned(),
        Some(field) => format!("{path}.{field}"),
        None => path,
    }
}

fn read_ticket<E: Endpoint>(headers: &HeaderMap, path: &str, body: &[u8], caller: &Caller, app: &App) -> Result<Option<Ticket>, Failure> {
    let Some(key) = text(headers, "idempotency-key") else { return Ok(None) };
    let fits = (8..=64).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !fits {
        return Err(Problem::new(ErrorCode::BadRequest, "Idempotency-Key has 8 to 64 letters, digits, - or _").field("Idempotency-Key", FieldCode::Format).into());
    }
    let request_hash = Sha256::new().chain_update(E::NAME).chain_update([0]).chain_update(path).chain_update([0]).chain_update(body).finalize().to_vec();
    Ok(Some(Ticket { actor: caller.person()?.raw(), key: key.to_owned(), request_hash, now: app.now() }))
}

fn respond<E: Endpoint>(answer: Answer<E>) -> Response {
    let Reply { body, cookies } = match answer {
        Ok(reply) => reply,
        Err(failure) => return failure.into_response(),
    };
    let status = StatusCode::from_u16(E::STATUS).unwrap_or(StatusCode::OK);
    let mut response = match serde_json::to_vec(&body) {
        Ok(_) if status == StatusCode::NO_CONTENT => status.into_response(),
        Ok(json) => (status, [(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], json).into_response(),
        Err(fault) => return Failure::from(fault).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for cookie in cookies {
        if let Ok(value) = HeaderValue::try_from(cookie.to_string()) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

/// The answer where no operation stands.
pub async fn unknown_address() -> Failure {
    Failure::of(ErrorCode::NotFound, "no such address")
}

/// The answer where operations stand, but none for this method.
pub async fn wrong_method() -> Failure {
    Failure::of(ErrorCode::MethodNotAllowed, "this address has no such method")
}
