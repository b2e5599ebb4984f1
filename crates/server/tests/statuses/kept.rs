//! What lets browsers keep the page: its service worker, its manifest, and the server's clock.

use crate::harness::{Portal, Raw};
use axum::body::Body;
use axum::http::{Request, header};
use server::app::Parts;
use server::http::Page;

const HTML: &str = r#"<script type="application/json" id="portal"></script>"#;

async fn portal(change: impl FnOnce(&mut Parts)) -> Portal {
    Portal::sqlite_with(|parts| {
        parts.page = Page::of(|name| match name {
            "index.html" => Some(HTML.into()),
            "sw.js" => Some("const BUILD={};go()".into()),
            _ => None,
        });
        change(parts);
    })
    .await
}

async fn get(portal: &Portal, path: &str, name: header::HeaderName, value: &str) -> Raw {
    portal.raw(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
}

async fn worker(portal: &Portal) -> Raw {
    get(portal, "/sw.js", header::ACCEPT, "*/*").await
}

fn text(raw: &Raw) -> &str {
    std::str::from_utf8(&raw.body).unwrap()
}

#[tokio::test]
async fn the_service_worker_is_asked_for_each_time_and_sent_when_it_changed() {
    let portal = portal(|_| {}).await;
    let sent = worker(&portal).await;
    assert!(sent.status == 200 && text(&sent).ends_with(";const BUILD={};go()"), "{sent:?}");
    assert_eq!((&sent.headers[header::CACHE_CONTROL], &sent.headers[header::CONTENT_TYPE]), (&"no-cache".parse().unwrap(), &"text/javascript; charset=utf-8".parse().unwrap()));
    let again = get(&portal, "/sw.js", header::IF_NONE_MATCH, sent.headers[header::ETAG].to_str().unwrap()).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn another_word_of_the_city_is_another_service_worker_and_another_hour_is_none() {
    let (one, other) = (portal(|_| {}).await, portal(|parts| parts.city.settings.hotline.number = "12345".into()).await);
    let before = worker(&one).await;
    one.app.clock.advance_minutes(60);
    assert_eq!(before.body, worker(&one).await.body);
    assert_ne!(before.body, worker(&other).await.body);
}

#[tokio::test]
async fn without_service_workers_browsers_get_one_that_goes_away_and_pages_ask_for_none() {
    let (with, without) = (portal(|_| {}).await, portal(|parts| parts.service_worker = false).await);
    let leaving = worker(&without).await;
    assert!(leaving.status == 200 && text(&leaving).contains("registration.unregister()") && !text(&leaving).contains("go()"), "{leaving:?}");
    for (portal, told) in [(with, r#""service_worker":true"#), (without, r#""service_worker":false"#)] {
        assert!(text(&get(&portal, "/", header::ACCEPT_ENCODING, "identity").await).contains(told));
    }
}

#[tokio::test]
async fn a_page_that_was_built_without_a_service_worker_has_none() {
    let portal = Portal::sqlite().await;
    assert_eq!(worker(&portal).await.status, 404);
}

#[tokio::test]
async fn the_policy_lets_the_page_have_its_worker_and_its_manifest() {
    let portal = portal(|_| {}).await;
    for path in ["/", "/sw.js"] {
        let policy = get(&portal, path, header::ACCEPT, "*/*").await.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
        assert!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'") && policy.contains("connect-src 'self'"), "{policy}");
    }
}

#[tokio::test]
async fn the_manifest_bears_the_citys_name_in_the_readers_language() {
    let portal = portal(|_| {}).await;
    for (wanted, name, shortcut) in [("", "郴州志愿服务网", "出示我的码"), ("zh-HK,en;q=0.5", "郴州志愿服务网", "出示我的码"), ("en-GB,zh;q=0.5", "Chenzhou Volunteers", "Show my code")] {
        let sent = get(&portal, "/manifest.webmanifest", header::ACCEPT_LANGUAGE, wanted).await;
        assert_eq!(sent.headers[header::CONTENT_TYPE], "application/manifest+json");
        let manifest: serde_json::Value = serde_json::from_slice(&sent.body).unwrap();
        assert_eq!((manifest["name"].as_str().unwrap(), manifest["shortcuts"][0]["name"].as_str().unwrap()), (name, shortcut), "{wanted}");
        assert_eq!((manifest["id"].as_str(), manifest["start_url"].as_str(), manifest["scope"].as_str()), (Some("/"), Some("/card"), Some("/")));
    }
}

#[tokio::test]
async fn every_answer_of_the_interface_tells_the_servers_clock_and_pages_do_not() {
    let portal = portal(|_| {}).await;
    portal.app.clock.advance_minutes(90);
    let told = |raw: Raw| raw.headers.get(domain::api::SERVER_TIME).map(|ms| ms.to_str().unwrap().parse::<i64>().unwrap());
    let before = portal.app.now().unix_ms();
    for path in ["/api/portal", "/api/no-such-thing", "/api/me"] {
        let time = told(get(&portal, path, header::ACCEPT, "*/*").await).unwrap();
        assert!((before..=portal.app.now().unix_ms()).contains(&time), "{path}");
    }
    assert_eq!(told(get(&portal, "/", header::ACCEPT, "*/*").await), None);
}
