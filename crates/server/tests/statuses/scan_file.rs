//! The file of a kiosk that never came online again.

use crate::harness::{Answer, NOBODY, Phone, Portal, Who};
use domain::api::account::ListMyRecords;
use domain::api::kiosk::{EnrolKiosk, MakeEnrolmentCode, ReadScanFile, RevokeKiosk, SendScans};
use domain::api::sign_up::MakeSignUp;
use domain::can::Role;
use domain::credential::Sign;
use domain::ids::{DeviceId, ScanId, StationId};
use domain::problem::{ErrorCode, FieldCode};
use domain::scan_file::ScanFileRead;
use serde_json::{Value, json};
use server::entropy;
use server::keys::EcdsaKey;

/// A kiosk with a key, at a station with a keeper.
struct Offline {
    portal: Portal,
    station: StationId,
    keeper: Who,
    kiosk: Who,
    key: EcdsaKey,
}

impl Offline {
    async fn new() -> Self {
        let portal = Portal::sqlite().await;
        let (station, key) = (portal.station("431002").await, EcdsaKey::from_scalar(&entropy::bytes()).unwrap());
        let keeper = portal.staff(Role::StationKeeper { station }).await;
        let kiosk = portal.kiosk_with_key(station, Some(key.public())).await;
        Self { portal, station, keeper, kiosk, key }
    }

    fn content(&self, scans: Value) -> Value {
        json!({"device": self.kiosk.device, "station": self.station, "written_at": self.portal.app.now(), "scans": scans})
    }

    fn signed(&self, content: &Value) -> Value {
        let content = content.to_string();
        let signature = self.key.sign(content.as_bytes());
        json!({"content": content, "signature": signature})
    }

    async fn read(&self, file: Value) -> Answer<ReadScanFile> {
        self.portal.send::<ReadScanFile>(&self.keeper, self.station, file).await
    }
}

fn scan(id: i64, at: domain::time::Timestamp, text: &str) -> Value {
    json!({"id": ScanId::from_raw(id), "scanned_at": at, "text": text})
}

#[tokio::test]
async fn the_scans_of_a_file_count_as_if_they_had_been_sent_and_once() {
    let offline = Offline::new().await;
    let portal = &offline.portal;
    let (who, team) = (portal.volunteer().await, portal.team("431002").await);
    let activity = portal.activity(team, "431002", Some(offline.station), 10, 3).await;
    portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
    portal.app.clock.advance_minutes(10);
    let phone = Phone::enrolled(portal, &who).await;
    let start = portal.app.now();
    let scans = vec![scan(1, start, &phone.shows(start)), scan(2, start.plus_minutes(1), "x"), scan(3, start.plus_minutes(61), &phone.shows(start.plus_minutes(61)))];
    portal.app.clock.advance_minutes(90);
    // The kiosk had sent one of them itself.
    portal.send::<SendScans>(&offline.kiosk, (), json!({"scans": [scans[0]]})).await.done();
    let file = offline.signed(&offline.content(scans.into()));
    assert_eq!(offline.read(file.clone()).await.done(), ScanFileRead { scans: 3, new: 2, refused: 1 });
    assert_eq!(offline.read(file).await.done(), ScanFileRead { scans: 3, new: 0, refused: 0 });
    let minutes = portal.read::<ListMyRecords>(&who, (), "").await.done().totals.credited_minutes;
    assert!((60..=61).contains(&minutes), "{minutes}");
    assert_eq!(portal.number("SELECT count(*) FROM scans").await, 3);
    assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'kiosk_scan_file'").await, 2);
}

#[tokio::test]
async fn a_file_that_was_touched_is_refused() {
    let offline = Offline::new().await;
    let at = offline.portal.app.now();
    let content = offline.content(json!([scan(1, at, "x")]));
    let good = offline.signed(&content);
    let mut changed = good.clone();
    changed["content"] = good["content"].as_str().unwrap().replace("\"x\"", "\"y\"").into();
    offline.read(changed).await.refused(ErrorCode::ScanFileAltered);
    let other = EcdsaKey::from_scalar(&entropy::bytes()).unwrap();
    let text = content.to_string();
    offline.read(json!({"content": text, "signature": other.sign(text.as_bytes())})).await.refused(ErrorCode::ScanFileAltered);
    offline.read(json!({"content": text, "signature": null})).await.refused(ErrorCode::ScanFileUnsigned);
    assert_eq!(offline.portal.number("SELECT count(*) FROM scans").await, 0);
}

#[tokio::test]
async fn a_kiosk_without_a_key_signs_nothing() {
    let offline = Offline::new().await;
    let plain = offline.portal.kiosk(offline.station).await;
    let mut content = offline.content(json!([]));
    content["device"] = json!(plain.device);
    offline.read(offline.signed(&content)).await.refused(ErrorCode::ScanFileUnsigned);
}

#[tokio::test]
async fn a_file_says_which_of_its_fields_is_wrong() {
    let offline = Offline::new().await;
    let at = offline.portal.app.now();
    let wrong = async |content: &Value, field: &str| offline.read(offline.signed(content)).await.wrong(field).fields[0].code;
    let mut content = offline.content(json!([scan(1, at, "x"), {"id": "x", "scanned_at": at, "text": "x"}]));
    assert_eq!(wrong(&content, "content.scans[1].id").await, FieldCode::Format);
    content["scans"] = json!([scan(1, at, &"x".repeat(513))]);
    assert_eq!(wrong(&content, "content.scans[0].text").await, FieldCode::TooLong { max: 512 });
    content["scans"] = json!([]);
    content["station"] = json!(StationId::from_raw(1));
    assert_eq!(wrong(&content, "content.station").await, FieldCode::Unknown);
    content["device"] = json!(DeviceId::from_raw(1));
    assert_eq!(wrong(&content, "content.device").await, FieldCode::Unknown);
    content["device"] = json!(offline.portal.kiosk(offline.portal.station("431002").await).await.device);
    assert_eq!(wrong(&content, "content.device").await, FieldCode::Unknown, "a kiosk of another station");
    offline.read(json!({"content": "{", "signature": null})).await.wrong("content");
    offline.read(json!({"content": "{}", "signature": "short"})).await.wrong("signature");
}

#[tokio::test]
async fn the_key_of_a_revoked_kiosk_signs_nothing_any_more() {
    let offline = Offline::new().await;
    offline.portal.send::<RevokeKiosk>(&offline.keeper, offline.kiosk.device, ()).await.done();
    offline.read(offline.signed(&offline.content(json!([])))).await.refused(ErrorCode::ScanFileRevoked);
}

#[tokio::test]
async fn a_file_may_be_large_and_has_an_end() {
    let offline = Offline::new().await;
    let at = offline.portal.app.now();
    let many: Vec<Value> = (0..1_500).map(|id| scan(id, at, &"x".repeat(400))).collect();
    let file = offline.signed(&offline.content(many.into()));
    assert!(file.to_string().len() > 256 * 1024);
    assert_eq!(offline.read(file).await.done(), ScanFileRead { scans: 1_500, new: 1_500, refused: 1_500 });
    offline.read(json!({"content": " ".repeat(16 * 1024 * 1024), "signature": null})).await.refused(ErrorCode::TooLarge);
}

#[tokio::test]
async fn a_kiosk_gives_its_key_when_it_enrols() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let key = EcdsaKey::from_scalar(&entropy::bytes()).unwrap().public();
    for (given, kept) in [(json!(key), 1), (Value::Null, 0)] {
        let code = portal.send::<MakeEnrolmentCode>(&portal.staff(Role::StationKeeper { station }).await, station, ()).await.done().code;
        let device = portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": code, "name": "前台", "public_key": given})).await.done().device;
        assert_eq!(portal.number(&format!("SELECT count(public_key) FROM kiosks WHERE id = {}", device.raw())).await, kept);
    }
    portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": "AAAAAAAA", "name": "前台", "public_key": "AAAA"})).await.wrong("public_key");
}
