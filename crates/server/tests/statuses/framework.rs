//! Errors that come before any operation: problems like all others, whoever finds them.

use crate::harness::{Portal, Raw, Who};
use axum::body::Body;
use axum::http::{Request, header};
use domain::api::{Endpoint, Method, Visitor, visit_all};
use domain::problem::{ErrorCode, FieldCode};
use server::router::operations;

/// Method and address of every operation; ids that are well formed and name nothing.
#[derive(Default)]
struct Addresses(Vec<(&'static str, Method, String)>);

impl Visitor for Addresses {
    fn visit<E: Endpoint>(&mut self) {
        let path = E::PATTERN.split('{').map(|part| part.split_once('}').map_or(part.to_owned(), |(_, after)| format!("0000000000001{after}"))).collect();
        self.0.push((E::NAME, E::METHOD, path));
    }
}

fn addresses() -> Vec<(&'static str, Method, String)> {
    let mut all = Addresses::default();
    visit_all(&mut all);
    all.0
}

async fn post(portal: &Portal, kind: &str, body: impl Into<Body>) -> Raw {
    portal.raw(Request::post("/api/session/codes").header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()).await
}

#[test]
fn every_operation_of_the_contract_is_served() {
    let mounted = operations().mounted().to_vec();
    let missing: Vec<_> = addresses().into_iter().map(|(name, ..)| name).filter(|name| !mounted.contains(name)).collect();
    assert!(missing.is_empty(), "no handler for {missing:?}");
}

#[tokio::test]
async fn an_address_that_is_none_is_not_found() {
    let portal = Portal::sqlite().await;
    for path in ["/api", "/api/", "/api/nothing", "/api/session/nothing/at/all", "/nothing.js", "/api/teams/not-an-id", "/api/teams/%FF", "/api/teams/0000000000001/"] {
        let raw = portal.raw(Request::get(path).body(Body::empty()).unwrap()).await;
        assert_eq!((raw.status, raw.problem().code), (404, ErrorCode::NotFound), "{path}");
    }
}

#[tokio::test]
async fn a_method_that_is_none_is_told_with_those_there_are() {
    let portal = Portal::sqlite().await;
    let raw = portal.raw(Request::patch("/api/session").body(Body::empty()).unwrap()).await;
    assert_eq!(raw.problem().code, ErrorCode::MethodNotAllowed);
    let allow = raw.headers[header::ALLOW].to_str().unwrap();
    assert!(allow.contains("GET") && allow.contains("POST") && allow.contains("DELETE"), "{allow}");
    assert_eq!(portal.raw(Request::post("/activities").body(Body::empty()).unwrap()).await.problem().code, ErrorCode::MethodNotAllowed);
}

#[tokio::test]
async fn a_body_is_small_and_json() {
    let portal = Portal::sqlite().await;
    let good = r#"{"phone":"13800138000"}"#;
    let code = |raw: Raw| raw.problem().code;
    assert_eq!(code(post(&portal, "application/json", vec![b' '; 256 * 1024 + 1]).await), ErrorCode::TooLarge);
    for kind in ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"] {
        assert_eq!(code(post(&portal, kind, good).await), ErrorCode::UnsupportedMediaType, "{kind}");
    }
    for body in ["", "{", "{]", "{\"phone\":\"13800138000\"} {}", "{\"phone\":\"\\ud800\"}", "\u{FEFF}{}", "{\"phone\":\"13800138000\",}"] {
        assert_eq!(code(post(&portal, "application/json", body).await), ErrorCode::InvalidJson, "{body}");
    }
    assert_eq!(code(post(&portal, "application/json", vec![b'{', b'"', 0xFF, b'"', b'}']).await), ErrorCode::InvalidJson);
    assert_eq!(post(&portal, "Application/JSON; charset=utf-8", good).await.status, 202);
}

#[tokio::test]
async fn depth_breaks_nothing() {
    let portal = Portal::sqlite().await;
    for deep in ["[".repeat(100_000), format!("{}1{}", "[".repeat(5000), "]".repeat(5000)), format!("{}1{}", "{\"phone\":".repeat(9000), "}".repeat(9000))] {
        let raw = post(&portal, "application/json", deep).await;
        assert!(matches!(raw.status, 400 | 422), "{raw:?}");
        raw.problem();
    }
}

#[tokio::test]
async fn a_wrong_field_is_named_by_its_path() {
    let portal = Portal::sqlite().await;
    for (body, field, code) in [
        (r#"{"phone":"12"}"#, "phone", FieldCode::Format),
        (r#"{"phone":7}"#, "phone", FieldCode::Format),
        (r#"{}"#, "phone", FieldCode::Required),
        (r#"{"phone":"13800138000","admin":true}"#, "admin", FieldCode::Unexpected),
    ] {
        let problem = post(&portal, "application/json", body).await.problem();
        assert_eq!((problem.code, problem.fields[0].field.as_str(), problem.fields[0].code), (ErrorCode::Invalid, field, code), "{body}");
    }
}

#[tokio::test]
async fn a_garbage_cookie_is_nobodys() {
    let portal = Portal::sqlite().await;
    let long = format!("session={}", "x".repeat(6000));
    for cookie in ["session", "session=", "session=short", "=;;;,", "session=%00%FF", "kiosk=../../etc/passwd", "session=' OR 1=1 --; session=x", &long] {
        let who = Who { cookie: Some(cookie.to_owned()), ..Who::nobody() };
        let raw = portal.raw(who.mark(Request::get("/api/session")).body(Body::empty()).unwrap()).await;
        assert_eq!((raw.status, &raw.body[..]), (200, &br#"{"viewer":null}"#[..]), "{cookie}");
    }
    let bytes = axum::http::HeaderValue::from_bytes(b"session=\xFF\xFE").unwrap();
    assert_eq!(portal.raw(Request::get("/api/session").header(header::COOKIE, bytes).body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn no_other_site_can_change_anything() {
    let portal = Portal::sqlite().await;
    let who = portal.administrator("4310").await;
    for (name, method, path) in addresses().into_iter().filter(|(_, method, _)| *method != Method::Get) {
        for forged in [[("origin", "https://evil.example"), ("host", "portal.example")], [("sec-fetch-site", "cross-site"), ("host", "portal.example")], [("sec-fetch-site", "same-site"), ("origin", "https://portal.example")], [("origin", "null"), ("host", "portal.example")]] {
            let builder = forged.iter().fold(who.mark(Request::builder().method(method.as_str()).uri(&path)), |builder, (header, value)| builder.header(*header, *value));
            let raw = portal.raw(builder.body(Body::empty()).unwrap()).await;
            assert_eq!((raw.status, raw.problem().code), (403, ErrorCode::ForeignOrigin), "{name} {forged:?}");
        }
    }
}

#[tokio::test]
async fn nonsense_is_refused_by_every_operation_and_breaks_none() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let bodies = ["", "null", "[]", "7", "\"x\"", "{\"\":{}}", "{\"phone\":null,\"code\":[],\"text\":{},\"scans\":{\"a\":1}}"];
    for (name, method, path) in addresses() {
        for role in ["nobody", "volunteer", "administrator", "kiosk"] {
            for body in bodies {
                let who = match role {
                    "volunteer" => portal.volunteer().await,
                    "administrator" => portal.administrator("4310").await,
                    "kiosk" => portal.kiosk(station).await,
                    _ => Who::nobody(),
                };
                let builder = Request::builder().method(method.as_str()).uri(format!("{path}?size=%00&after=%F0%9F&x=%")).header("idempotency-key", "nonsense-1").header(header::CONTENT_TYPE, "application/json");
                let raw = portal.raw(who.mark(builder).body(Body::from(body)).unwrap()).await;
                assert!(raw.status < 500, "{name} by {role} with {body:?}: {raw:?}");
                if raw.status >= 400 {
                    raw.problem();
                }
            }
        }
    }
}

#[tokio::test]
async fn the_document_of_the_interface_is_served() {
    let portal = Portal::sqlite().await;
    let raw = portal.raw(Request::get("/api/openapi.json").body(Body::empty()).unwrap()).await;
    assert_eq!((raw.status, &raw.headers[header::CONTENT_TYPE]), (200, &"application/json".parse().unwrap()));
    let document: serde_json::Value = serde_json::from_slice(&raw.body).unwrap();
    assert_eq!((document["openapi"].as_str(), document["info"]["version"].as_str()), (Some("3.1.0"), Some(env!("CARGO_PKG_VERSION"))));
}
