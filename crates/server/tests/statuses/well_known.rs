//! What verifiers fetch: the city's keys and its status list.

use crate::harness::{Phone, Portal, Raw};
use axum::body::Body;
use axum::http::{Request, header};
use data_encoding::BASE64URL_NOPAD;
use domain::api::card::{KEYS_PATH, RevokePhone, STATUS_PATH};
use domain::credential::{KeySet, PublicKey, StatusList, key_id};
use domain::problem::ErrorCode;
use serde_json::Value;

async fn get(portal: &Portal, path: &str, headers: &[(header::HeaderName, &str)]) -> Raw {
    let builder = headers.iter().fold(Request::builder().uri(path), |builder, (name, value)| builder.header(name, *value));
    portal.raw(builder.body(Body::empty()).unwrap()).await
}

async fn list(portal: &Portal) -> (Raw, StatusList) {
    let raw = get(portal, STATUS_PATH, &[]).await;
    let list = StatusList::read(&raw.body, &portal.app.keys.cards().published(), &"4310".parse().unwrap()).unwrap();
    (raw, list)
}

#[tokio::test]
async fn keys_come_as_cose_or_as_json_and_are_the_same() {
    let portal = Portal::sqlite().await;
    let cose = get(&portal, KEYS_PATH, &[]).await;
    assert_eq!((cose.status, &cose.headers[header::CONTENT_TYPE]), (200, &"application/cose-key-set".parse().unwrap()));
    let set = KeySet::read(&cose.body).unwrap();
    assert_eq!(set, portal.app.keys.cards().published());
    let json = get(&portal, KEYS_PATH, &[(header::ACCEPT, "application/jwk-set+json, application/json;q=0.9")]).await;
    assert_eq!((json.status, &json.headers[header::CONTENT_TYPE]), (200, &"application/jwk-set+json".parse().unwrap()));
    let keys: Value = serde_json::from_slice(&json.body).unwrap();
    let key = &keys["keys"][0];
    assert_eq!([&key["kty"], &key["crv"], &key["alg"], &key["use"]], ["EC", "P-256", "ES256", "sig"]);
    let bytes = |name: &str| BASE64URL_NOPAD.decode(key[name].as_str().unwrap().as_bytes()).unwrap();
    let public = PublicKey::from_uncompressed(&[vec![4], bytes("x"), bytes("y")].concat()).unwrap();
    assert_eq!((public, bytes("kid")), (set.records()[0].public, key_id(&public).to_vec()));
}

#[tokio::test]
async fn both_may_be_read_from_everywhere_and_are_kept_for_a_minute() {
    let portal = Portal::sqlite().await;
    for path in [KEYS_PATH, STATUS_PATH] {
        let first = get(&portal, path, &[]).await;
        assert_eq!(first.headers[header::CACHE_CONTROL], "public, max-age=60");
        assert_eq!(first.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
        assert_eq!(first.headers["cross-origin-resource-policy"], "cross-origin");
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        assert!(tag.starts_with('"'), "{tag} is no strong tag");
        let again = get(&portal, path, &[(header::IF_NONE_MATCH, &format!("\"x\", {tag}"))]).await;
        assert_eq!((again.status, again.body.len(), again.headers[header::ETAG].to_str().unwrap()), (304, 0, tag.as_str()));
        assert_eq!(get(&portal, path, &[(header::IF_NONE_MATCH, "\"x\"")]).await.status, 200);
        let post = portal.raw(Request::builder().method("POST").uri(path).body(Body::empty()).unwrap()).await;
        assert_eq!(post.problem().code, ErrorCode::MethodNotAllowed);
    }
}

#[tokio::test]
async fn the_list_is_made_anew_when_a_card_is_revoked_or_a_minute_has_gone() {
    let portal = Portal::sqlite().await;
    let people = [portal.volunteer().await, portal.volunteer().await];
    for who in &people {
        Phone::enrolled(&portal, who).await;
    }
    let (first, good) = list(&portal).await;
    assert_eq!((first.headers[header::CONTENT_TYPE].to_str().unwrap(), good.ttl_seconds), ("application/statuslist+cwt", 60));
    assert!(!good.bits.is_revoked(0) && !good.bits.is_revoked(1));
    assert_eq!(good.expires_at, good.issued_at.plus_minutes(7 * 24 * 60));
    assert_eq!(list(&portal).await.0.body, first.body, "one signature for all who ask");
    portal.send::<RevokePhone>(&people[1], (), ()).await.done();
    let (second, one) = list(&portal).await;
    assert!(second.body != first.body && !one.bits.is_revoked(0) && one.bits.is_revoked(1));
    portal.app.clock.advance_minutes(1);
    let (third, later) = list(&portal).await;
    assert!(third.body != second.body && later.issued_at >= one.issued_at.plus_minutes(1) && later.bits == one.bits);
}
