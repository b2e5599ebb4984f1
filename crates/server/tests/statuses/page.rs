//! The page, and what tells whether the server is well.

use crate::harness::{Portal, Raw};
use axum::body::Body;
use axum::http::{Request, header};
use server::http::Page;
use std::sync::atomic::Ordering;

const MARK: &str = r#"<script type="application/json" id="portal"></script>"#;

async fn portal() -> Portal {
    Portal::sqlite_with(|parts| {
        parts.page = Page::of(|name| ["index.html", "kiosk.html"].contains(&name).then(|| format!("<!doctype html><title>{name}</title>{MARK}<script type=\"module\">start()</script>")));
        parts.city.settings.brand.portal_name_en = "</script><b>".into();
    })
    .await
}

async fn get(portal: &Portal, path: &str, encoding: &str) -> Raw {
    portal.raw(Request::get(path).header(header::ACCEPT_ENCODING, encoding).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_address_gets_its_bundle_with_the_city_inside() {
    let portal = portal().await;
    for (path, title) in [("/", "index.html"), ("/activities/06b0fz3m4k2d8", "index.html"), ("/card", "index.html"), ("/kiosk", "kiosk.html"), ("/index.html", "index.html"), ("/kiosk.html", "kiosk.html")] {
        let page = get(&portal, path, "identity").await;
        let html = String::from_utf8(page.body.to_vec()).unwrap();
        assert!(page.status == 200 && html.contains(&format!("<title>{title}</title>")), "{path}: {html}");
        assert!(html.contains(r#""server_time":"#) && html.matches("</script>").count() == 2, "{html}");
        assert_eq!(page.headers[header::CACHE_CONTROL], "no-cache");
    }
}

#[tokio::test]
async fn only_the_page_may_run_its_inline_script() {
    let portal = portal().await;
    let policy = |raw: Raw| raw.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let (page, api) = (policy(get(&portal, "/", "").await), policy(get(&portal, "/api/portal", "").await));
    assert_eq!(page.matches("'sha256-").count(), 1, "{page}");
    assert!(!api.contains("sha256") && api.contains("default-src 'none'"), "{api}");
    for policy in [page, api] {
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    }
}

#[tokio::test]
async fn the_page_is_packed_as_the_client_likes() {
    let portal = portal().await;
    let plain = get(&portal, "/", "").await.body.len();
    for encoding in ["br", "gzip"] {
        let page = get(&portal, "/", encoding).await;
        assert_eq!(page.headers[header::CONTENT_ENCODING], encoding);
        assert!(page.body.len() < plain);
    }
    let head = portal.raw(Request::head("/").body(Body::empty()).unwrap()).await;
    assert_eq!((head.status, &head.headers[header::CONTENT_TYPE]), (200, &"text/html; charset=utf-8".parse().unwrap()));
}

#[tokio::test]
async fn without_a_page_the_interface_works_and_says_what_to_do() {
    let bare = Portal::sqlite().await;
    let page = get(&bare, "/", "").await;
    assert!(page.status == 503 && page.body.starts_with(b"This server was built without its page"));
    assert_eq!(get(&bare, "/api/portal", "").await.status, 200);
}

#[tokio::test]
async fn ready_means_that_requests_would_be_served_in_full() {
    let (portal, bare) = (portal().await, Portal::sqlite().await);
    assert_eq!((get(&portal, "/healthz", "").await.status, get(&portal, "/readyz", "").await.status), (200, 200));
    assert_eq!((get(&bare, "/healthz", "").await.status, get(&bare, "/readyz", "").await.status), (200, 503));
    portal.app.stopping.store(true, Ordering::Relaxed);
    assert_eq!(get(&portal, "/readyz", "").await.status, 503);
    portal.app.stopping.store(false, Ordering::Relaxed);
    portal.app.store.close().await;
    let lost = get(&portal, "/readyz", "").await;
    assert!(lost.status == 503 && lost.body.starts_with(br#"{"ready":false,"store":false,"page":true"#), "{lost:?}");
}
