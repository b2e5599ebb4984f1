//! A volunteer's own phone reads the code on a kiosk's screen: alone, with the kiosk's own scan, late, and where
//! it must not count. On both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::api::account::{GetProfile, ListMyRecords};
use domain::api::attendance::{GetBoard, PlaceScanned, ScanPlace};
use domain::api::kiosk::{GetKiosk, RevokeKiosk, SendScans};
use domain::api::sign_up::MakeSignUp;
use domain::can::Role;
use domain::check_in::{Place, ScanRefusal, Side};
use domain::credential::{Refusal, Sign};
use domain::ids::{DeviceId, ScanId, StationId};
use domain::kiosk::{Known, ScanOutcome};
use domain::place_code::{Content, PlaceCode};
use domain::problem::{ErrorCode, FieldCode};
use domain::record::{EvidenceGrade, RecordStatus};
use domain::time::Timestamp;
use harness::{Answer, NOBODY, Portal, Who, on_both_engines};
use serde_json::{Value, json};
use server::entropy;
use server::keys::EcdsaKey;

/// A station with a kiosk that has a key, half an hour into a shift, and somebody who has a place in it.
struct Stage {
    portal: Portal,
    station: StationId,
    kiosk: Who,
    key: EcdsaKey,
    who: Who,
}

impl Stage {
    async fn new(portal: Portal) -> Self {
        portal.in_the_morning();
        let (station, team, key) = (portal.station("431002").await, portal.team("431002").await, EcdsaKey::from_scalar(&entropy::bytes()).unwrap());
        let kiosk = portal.kiosk_with_key(station, Some(key.public())).await;
        let activity = portal.activity(team, "431002", Some(station), 10, 9).await;
        let who = portal.volunteer().await;
        portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        portal.app.clock.advance_minutes(40);
        Self { portal, station, kiosk, key, who }
    }

    fn now(&self) -> Timestamp {
        self.portal.app.now()
    }

    /// The code of `device` at `at`, signed with `key`.
    fn signed(&self, device: DeviceId, key: &EcdsaKey, at: Timestamp) -> String {
        let content = Content::of(device, at, self.portal.app.policy());
        PlaceCode { content, signature: key.sign(&content.message()) }.address("https://example.org")
    }

    /// What the kiosk's screen shows at `at`.
    fn shown(&self, at: Timestamp) -> String {
        self.signed(self.kiosk.device, &self.key, at)
    }

    async fn send(&self, who: &Who, code: &str, scanned_at: Timestamp) -> Answer<ScanPlace> {
        self.portal.send(who, (), json!({"code": code, "scanned_at": scanned_at})).await
    }

    /// `who` reads `code` now.
    async fn read(&self, who: &Who, code: &str) -> PlaceScanned {
        self.send(who, code, self.now()).await.done()
    }

    async fn outcome(&self, who: &Who, code: &str) -> ScanOutcome {
        self.read(who, code).await.outcome
    }

    /// The kiosk reads the person's number now.
    async fn kiosk_scans(&self, id: i64) -> ScanOutcome {
        let number = self.portal.read::<GetProfile>(&self.who, (), "").await.done().number;
        let scan = json!({"id": ScanId::from_raw(id), "scanned_at": self.now(), "text": number});
        self.portal.send::<SendScans>(&self.kiosk, (), json!({"scans": [scan]})).await.done().answers.remove(0).outcome
    }

    /// State and grade of each record.
    async fn records(&self) -> Vec<(RecordStatus, EvidenceGrade)> {
        let mine = self.portal.read::<ListMyRecords>(&self.who, (), "").await.done().records.items;
        mine.iter().map(|record| (record.status, record.grade)).collect()
    }

    async fn kept(&self) -> i64 {
        self.portal.number("SELECT count(*) FROM scans").await
    }
}

fn fault(outcome: &ScanOutcome) -> Refusal {
    let ScanOutcome::Refused { refusal: ScanRefusal::Code { fault } } = outcome else { panic!("{outcome:?}") };
    *fault
}

on_both_engines! {
    async fn a_phone_alone_checks_in_and_out_with_grade_b(portal) {
        let stage = Stage::new(portal).await;
        let code = stage.shown(stage.now());
        let coming = stage.read(&stage.who, &code).await;
        assert!(matches!(coming.outcome, ScanOutcome::CheckedIn { .. }), "{coming:?}");
        assert_eq!(coming.at, PlaceCode::read(&code).unwrap().content.made_at());
        assert!(coming.station.unwrap().starts_with("服务站"));
        assert_eq!(stage.records().await, [(RecordStatus::Open, EvidenceGrade::B)]);
        stage.portal.app.clock.advance_minutes(30);
        let going = stage.outcome(&stage.who, &stage.shown(stage.now())).await;
        assert!(matches!(going, ScanOutcome::CheckedOut { credited_minutes: 29..=30, .. }), "{going:?}");
        assert_eq!(stage.records().await, [(RecordStatus::Credited, EvidenceGrade::B)]);
    }

    async fn both_sides_make_grade_a_in_either_order(portal) {
        let stage = Stage::new(portal).await;
        assert!(matches!(stage.outcome(&stage.who, &stage.shown(stage.now())).await, ScanOutcome::CheckedIn { .. }));
        assert!(matches!(stage.kiosk_scans(1).await, ScanOutcome::Merged { .. }));
        assert_eq!(stage.records().await, [(RecordStatus::Open, EvidenceGrade::A)]);
        stage.portal.app.clock.advance_minutes(30);
        assert!(matches!(stage.kiosk_scans(2).await, ScanOutcome::CheckedOut { .. }));
        // Of the next turn: the code of this one is older than the kiosk's scan, and would be the going itself.
        assert!(matches!(stage.outcome(&stage.who, &stage.shown(stage.now().plus_seconds(20))).await, ScanOutcome::Merged { .. }));
        assert_eq!(stage.records().await, [(RecordStatus::Credited, EvidenceGrade::A)]);
        assert_eq!(stage.portal.number("SELECT two_kiosks FROM records").await, 0);
    }

    async fn the_same_code_counts_once_for_a_person_and_once_for_the_next(portal) {
        let stage = Stage::new(portal).await;
        let code = stage.shown(stage.now());
        let first = stage.read(&stage.who, &code).await;
        assert_eq!(stage.read(&stage.who, PlaceCode::read(&code).unwrap().text().as_str()).await, first, "the same text, alone");
        // Signed anew by another window of the kiosk: the same turn is the same code.
        assert_eq!(stage.read(&stage.who, &stage.shown(first.at)).await, first);
        assert_eq!(stage.kept().await, 1);
        // It is a shared code: whoever has no place is told so, and nothing waits on the board.
        let stranger = stage.portal.volunteer().await;
        assert!(matches!(stage.outcome(&stranger, &code).await, ScanOutcome::Refused { refusal: ScanRefusal::NotSignedUp }));
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans WHERE meaning IS NOT NULL").await, 1);
        let next = stage.portal.volunteer().await;
        let shift = stage.portal.number("SELECT id FROM shifts").await;
        stage.portal.sql(&format!("INSERT INTO sign_ups (id, shift, activity, person, starts_at, ends_at, status, signed_up_at, changed_at) SELECT {}, {shift}, activity, {}, starts_at, ends_at, 'confirmed', 0, 0 FROM shifts", stage.portal.app.id(), next.person.raw())).await;
        assert!(matches!(stage.outcome(&next, &code).await, ScanOutcome::CheckedIn { .. }));
    }

    async fn a_code_sent_twice_at_once_counts_once(portal) {
        let stage = Stage::new(portal).await;
        let code = stage.shown(stage.now());
        let (one, other, third) = tokio::join!(stage.read(&stage.who, &code), stage.read(&stage.who, &code), stage.read(&stage.who, &code));
        assert!(one == other && other == third);
        assert_eq!((stage.kept().await, stage.records().await.len()), (1, 1));
    }

    async fn a_scan_without_network_counts_from_the_codes_own_moment(portal) {
        let stage = Stage::new(portal).await;
        let (came, code) = (stage.now(), stage.shown(stage.now()));
        stage.portal.app.clock.advance_minutes(30);
        let (left, later) = (stage.now(), stage.shown(stage.now()));
        stage.portal.app.clock.advance_minutes(10 * 60);
        // The going arrives first.
        assert!(matches!(stage.send(&stage.who, &later, left).await.done().outcome, ScanOutcome::CheckedIn { .. }));
        assert!(matches!(stage.send(&stage.who, &code, came).await.done().outcome, ScanOutcome::CheckedIn { .. }));
        assert_eq!(stage.records().await, [(RecordStatus::Credited, EvidenceGrade::B)]);
        assert!((29..=30).contains(&stage.portal.number("SELECT credited_minutes FROM records").await));
        let (checked_in_at, made_at) = (stage.portal.number("SELECT checked_in_at FROM records").await, PlaceCode::read(&code).unwrap().content.made_at());
        assert_eq!(checked_in_at, made_at.unix_ms(), "whatever the phone's clock said");
    }

    async fn whoever_was_noted_without_network_and_has_no_place_waits_on_the_board(portal) {
        let stage = Stage::new(portal).await;
        let (stranger, came, code) = (stage.portal.volunteer().await, stage.now(), stage.shown(stage.now()));
        stage.portal.app.clock.advance_minutes(60);
        let outcome = stage.send(&stranger, &code, came).await.done().outcome;
        assert!(matches!(outcome, ScanOutcome::ToBeMatched { .. }), "{outcome:?}");
        assert_eq!(stage.portal.number("SELECT count(*) FROM records").await, 0);
        let keeper = stage.portal.staff(Role::StationKeeper { station: stage.station }).await;
        let board = stage.portal.read::<GetBoard>(&keeper, Place::Station(stage.station), "").await.done();
        assert_eq!(board.unsettled.iter().map(|scan| (scan.person, scan.side)).collect::<Vec<_>>(), [(stranger.person, Side::Volunteer)]);
    }

    async fn what_a_phone_read_is_none_of_the_kiosks_own_scans(portal) {
        let stage = Stage::new(portal).await;
        stage.kiosk_scans(5).await;
        stage.read(&stage.who, &stage.shown(stage.now())).await;
        assert_eq!(stage.kept().await, 2);
        let known = stage.portal.read::<GetKiosk>(&stage.kiosk, (), &format!("since={}", ScanId::from_raw(0))).await.done().known;
        assert_eq!(known, Some(Known { count: 1, latest: Some(ScanId::from_raw(5)) }));
    }

    async fn the_code_of_a_kiosk_that_was_revoked_counts_for_what_was_before(portal) {
        let stage = Stage::new(portal).await;
        let (came, before) = (stage.now(), stage.shown(stage.now()));
        stage.portal.app.clock.advance_minutes(5);
        let keeper = stage.portal.staff(Role::StationKeeper { station: stage.station }).await;
        stage.portal.send::<RevokeKiosk>(&keeper, stage.kiosk.device, ()).await.done();
        stage.portal.app.clock.advance_minutes(5);
        assert_eq!(fault(&stage.outcome(&stage.who, &stage.shown(stage.now())).await), Refusal::Revoked);
        assert_eq!(stage.records().await, []);
        assert!(matches!(stage.send(&stage.who, &before, came).await.done().outcome, ScanOutcome::CheckedIn { .. }));
    }
}

#[tokio::test]
async fn a_code_that_is_not_believed_leaves_nothing_behind() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let now = stage.now();
    let forged = stage.signed(stage.kiosk.device, &EcdsaKey::from_scalar(&entropy::bytes()).unwrap(), now);
    assert_eq!(fault(&stage.outcome(&stage.who, &forged).await), Refusal::Damaged);
    let elsewhere = stage.signed(DeviceId::from_raw(1), &stage.key, now);
    assert_eq!(fault(&stage.outcome(&stage.who, &elsewhere).await), Refusal::UnknownKey, "of another city");
    let keyless = stage.portal.kiosk(stage.station).await;
    assert_eq!(fault(&stage.outcome(&stage.who, &stage.signed(keyless.device, &stage.key, now)).await), Refusal::UnknownKey);
    assert!(matches!(fault(&stage.outcome(&stage.who, &stage.shown(now.plus_seconds(-200))).await), Refusal::OldSlot { .. }), "a picture of the screen");
    assert!(matches!(fault(&stage.outcome(&stage.who, &stage.shown(now.plus_seconds(200))).await), Refusal::EarlySlot { .. }));
    let days_ago = now.plus_minutes(-25 * 60);
    assert!(matches!(fault(&stage.send(&stage.who, &stage.shown(days_ago), days_ago).await.done().outcome), Refusal::Expired { .. }));
    assert_eq!(stage.kept().await, 0);
}

#[tokio::test]
async fn junk_is_a_fault_of_the_field() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let good = stage.shown(stage.now());
    let mut junk: Vec<String> = ["", " ", "?", "6901234567892", "VOL2AAAA", "https://example.com", "javascript:alert(1)", "二维码", "\u{0}", "/scan?c=", "scan?c=AQ"].map(str::to_owned).to_vec();
    junk.extend((1..80).map(|cut| good[..good.len() - cut].to_owned()));
    junk.extend((0..10).map(|more| format!("{good}{}", "A".repeat(more * 40 + 1))));
    assert!(junk.len() >= 100);
    for text in junk {
        let problem = stage.send(&stage.who, &text, stage.now()).await.wrong("code");
        assert_eq!(problem.status, 422, "{text}");
    }
    assert_eq!(stage.send(&stage.who, &"A".repeat(513), stage.now()).await.wrong("code").fields[0].code, FieldCode::TooLong { max: 512 });
    for body in [json!({}), json!([]), json!({"code": good}), json!({"code": 1, "scanned_at": 1}), json!({"code": good, "scanned_at": "now"}), json!({"code": good, "scanned_at": 1, "id": 1}), Value::Null] {
        let answer = stage.portal.send::<ScanPlace>(&stage.who, (), body).await;
        assert!((400..500).contains(&answer.raw.problem().status));
    }
    for scanned_at in [i64::MIN, -1, 0, i64::MAX] {
        let answer = stage.send(&stage.who, &stage.shown(stage.now().plus_minutes(-10)), Timestamp::from_unix_ms(scanned_at)).await.done();
        assert!(matches!(fault(&answer.outcome), Refusal::OldSlot { .. }));
    }
    stage.send(&NOBODY, &good, stage.now()).await.refused(ErrorCode::NotLoggedIn);
    assert_eq!(stage.kept().await, 0);
}

#[tokio::test]
async fn nobody_reads_codes_all_day() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let mut refused = None;
    for turn in 0..110 {
        let at = stage.now().plus_seconds(-20 * turn - 200);
        let answer = stage.send(&stage.who, &stage.shown(at), at).await;
        if answer.raw.status == 429 {
            refused = Some((turn, answer.refused(ErrorCode::TooManyRequests).retry_after_seconds));
            break;
        }
    }
    let (turn, wait) = refused.unwrap();
    assert_eq!(turn, 100);
    assert!(wait.unwrap() > 0);
}
