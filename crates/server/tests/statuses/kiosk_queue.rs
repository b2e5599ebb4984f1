//! What a kiosk is told of its own scans, so that it can tell a server that was restored from a backup.

use crate::harness::{Portal, Who};
use domain::api::kiosk::{GetKiosk, SendScans};
use domain::ids::ScanId;
use domain::kiosk::{Held, Known};
use serde_json::json;

async fn send(portal: &Portal, kiosk: &Who, ids: &[i64]) {
    let now = portal.app.now();
    let scans: Vec<_> = ids.iter().map(|id| json!({"id": ScanId::from_raw(*id), "scanned_at": now, "text": "x"})).collect();
    portal.send::<SendScans>(kiosk, (), json!({"scans": scans})).await.done();
}

async fn known(portal: &Portal, kiosk: &Who, since: i64) -> Known {
    portal.read::<GetKiosk>(kiosk, (), &format!("since={}", ScanId::from_raw(since))).await.done().known.unwrap()
}

#[tokio::test]
async fn a_kiosk_is_told_how_many_of_its_own_scans_there_are_from_where_it_asks() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let (kiosk, other) = (portal.kiosk(station).await, portal.kiosk(station).await);
    send(&portal, &kiosk, &[10, 20, 30]).await;
    send(&portal, &kiosk, &[30, 20]).await;
    send(&portal, &other, &[25, 90]).await;
    assert_eq!(portal.read::<GetKiosk>(&kiosk, (), "").await.done().known, None, "it did not ask");
    let of = |count, latest: Option<i64>| Known { count, latest: latest.map(ScanId::from_raw) };
    for (since, expected) in [(0, of(3, Some(30))), (20, of(2, Some(30))), (30, of(1, Some(30))), (31, of(0, None))] {
        assert_eq!(known(&portal, &kiosk, since).await, expected, "since {since}");
    }
    let wrong = portal.read::<GetKiosk>(&kiosk, (), "since=x").await.raw.problem();
    assert_eq!((wrong.status, wrong.fields[0].field.as_str()), (400, "since"));
}

#[tokio::test]
async fn a_restored_backup_shows_and_is_given_its_scans_again() {
    let portal = Portal::sqlite_in(tempfile::tempdir().unwrap()).await;
    let kiosk = portal.kiosk(portal.station("431002").await).await;
    send(&portal, &kiosk, &[1, 2]).await;
    portal.back_up().await;
    send(&portal, &kiosk, &[3, 4]).await;
    let held = Held { count: 4, oldest: ScanId::from_raw(1), latest: ScanId::from_raw(4) };
    assert!(!known(&portal, &kiosk, 1).await.lacks(held));
    let restored = portal.restored().await;
    assert!(known(&restored, &kiosk, 1).await.lacks(held));
    // Somebody has scanned since, and that scan came first: the count still tells.
    send(&restored, &kiosk, &[5]).await;
    assert!(known(&restored, &kiosk, 1).await.lacks(held));
    send(&restored, &kiosk, &[1, 2, 3, 4]).await;
    assert!(!known(&restored, &kiosk, 1).await.lacks(held));
    assert_eq!(restored.number("SELECT count(*) FROM scans").await, 5);
}
