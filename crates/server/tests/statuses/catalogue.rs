//! The finder's catalogue: whole, and what has changed of it.

use crate::harness::{Portal, Raw};
use axum::body::Body;
use axum::http::{Request, header};
use domain::api::activity::CancelActivity;
use domain::api::sign_up::MakeSignUp;
use finder::{Finder, Parcel, Wish};

async fn ask(portal: &Portal, query: &str) -> Raw {
    portal.raw(Request::builder().uri(format!("{}{query}", finder::PATH)).body(Body::empty()).unwrap()).await
}

/// The next parcel after those that `finder` has.
async fn parcel(portal: &Portal, finder: &Finder) -> Parcel {
    let query = if finder.version() == 0 { String::new() } else { format!("?since={}", finder.version()) };
    let raw = ask(portal, &query).await;
    assert_eq!((raw.status, raw.headers[header::CONTENT_TYPE].to_str().unwrap()), (200, "application/cbor"));
    Parcel::unpack(&raw.body).unwrap()
}

fn titles(portal: &Portal, finder: &Finder, text: &str) -> Vec<(String, u16)> {
    let found = finder.find(&Wish { text: text.into(), ..Wish::default() }, portal.app.now(), &portal.app.zone);
    found.hits.iter().map(|hit| (finder.entry(hit).title().to_owned(), hit.slot.free)).collect()
}

#[tokio::test]
async fn what_changes_travels_and_nothing_else() {
    let portal = Portal::sqlite().await;
    let (first, _second) = (portal.open_activity(3).await, portal.open_activity(7).await);
    portal.draft(portal.team("431002").await, "431002", None, 60, 9).await;
    let mut finder = Finder::default();
    finder.take(parcel(&portal, &finder).await).unwrap();
    assert_eq!((titles(&portal, &finder, "qsgy"), titles(&portal, &finder, "xlf")), (vec![("清扫公园".into(), 3), ("清扫公园".into(), 7)], vec![]), "a draft is nobody's to find");
    let nothing = parcel(&portal, &finder).await;
    assert_eq!((nothing.items.len(), nothing.gone.len(), nothing.version), (0, 0, finder.version()));

    portal.send::<MakeSignUp>(&portal.volunteer().await, first.shift, ()).await.done();
    portal.app.clock.advance_minutes(1);
    let taken = parcel(&portal, &finder).await;
    assert_eq!((taken.since, taken.items.len()), (Some(finder.version()), 1));
    finder.take(taken).unwrap();
    assert_eq!(titles(&portal, &finder, ""), [("清扫公园".into(), 2), ("清扫公园".into(), 7)]);

    portal.send::<CancelActivity>(&portal.administrator("4310").await, first.id, serde_json::json!({"reason": "暴雨"})).await.done();
    portal.app.clock.advance_minutes(1);
    let called_off = parcel(&portal, &finder).await;
    assert_eq!((called_off.items.len(), called_off.gone.as_slice()), (0, [first.id.raw()].as_slice()));
    finder.take(called_off).unwrap();
    assert_eq!(titles(&portal, &finder, ""), [("清扫公园".into(), 7)]);
}

#[tokio::test]
async fn a_version_of_another_server_gets_the_whole_and_nonsense_is_refused() {
    let portal = Portal::sqlite().await;
    portal.open_activity(3).await;
    for version in [0, 1, u64::MAX] {
        let whole = Parcel::unpack(&ask(&portal, &format!("?since={version}")).await.body).unwrap();
        assert_eq!((whole.since, whole.items.len()), (None, 1));
    }
    for query in ["?since=", "?since=x", "?since=-1", "?sinse=1", "?since=1&since=2", "?%00", "?since=99999999999999999999"] {
        let refused = ask(&portal, query).await.problem();
        assert_eq!((refused.status, refused.fields[0].field.as_str()), (422, "since"), "{query}");
    }
}

#[tokio::test]
async fn the_whole_is_packed_for_whoever_takes_it_packed() {
    let portal = Portal::sqlite().await;
    let team = portal.team("431002").await;
    for _ in 0..9 {
        portal.activity(team, "431002", None, 600, 3).await;
    }
    let packed = portal.raw(Request::builder().uri(finder::PATH).header(header::ACCEPT_ENCODING, "gzip, br").body(Body::empty()).unwrap()).await;
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "br");
    assert!(packed.body.len() * 2 < ask(&portal, "").await.body.len());
}
