//! What kiosks read: live codes, proofs made in advance, paper, typed numbers; and what is refused.

use crate::harness::{Activity, Phone, Portal, Who, book, book_shows, moving};
use domain::api::account::{GetProfile, ListMyRecords};
use domain::api::card::{MakePaper, RevokePhone};
use domain::api::kiosk::SendScans;
use domain::api::sign_up::MakeSignUp;
use domain::check_in::ScanRefusal;
use domain::credential::Refusal;
use domain::ids::ScanId;
use domain::kiosk::ScanOutcome;
use domain::record::EvidenceGrade;
use domain::time::Timestamp;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

/// A kiosk at whose station somebody has a place in a shift that begins soon.
struct Stage {
    portal: Portal,
    who: Who,
    kiosk: Who,
}

async fn stage() -> Stage {
    let portal = Portal::sqlite().await;
    let (who, station, team) = (portal.volunteer().await, portal.station("431002").await, portal.team("431002").await);
    let kiosk = portal.kiosk(station).await;
    let Activity { shift, .. } = portal.activity(team, "431002", Some(station), 5, 3).await;
    portal.send::<MakeSignUp>(&who, shift, ()).await.done();
    Stage { portal, who, kiosk }
}

impl Stage {
    /// Delivers a code now that was read at `at`.
    async fn deliver(&self, text: &str, at: Timestamp, more: Value) -> ScanOutcome {
        static NEXT: AtomicI64 = AtomicI64::new(1);
        let mut scan = json!({"id": ScanId::from_raw(NEXT.fetch_add(1, Ordering::Relaxed)), "scanned_at": at, "text": text});
        scan.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let answers = self.portal.send::<SendScans>(&self.kiosk, (), json!({"scans": [scan]})).await.done().answers;
        answers.into_iter().next().unwrap().outcome
    }

    async fn refusal(&self, text: &str, at: Timestamp) -> ScanRefusal {
        match self.deliver(text, at, json!({})).await {
            ScanOutcome::Refused { refusal } => refusal,
            done => panic!("{done:?}"),
        }
    }

    /// Grade and method of the person's one record.
    async fn record(&self) -> (EvidenceGrade, String) {
        let records = self.portal.read::<ListMyRecords>(&self.who, (), "").await.done().records;
        let (method,): (String,) = sqlx::query_as("SELECT method FROM scans").fetch_one(self.portal.app.store.read()).await.unwrap();
        (records.items[0].grade, method)
    }

    fn now(&self) -> Timestamp {
        self.portal.app.now()
    }
}

fn revoked() -> ScanRefusal {
    ScanRefusal::Code { fault: Refusal::Revoked }
}

#[tokio::test]
async fn each_way_to_show_a_card_is_noted_with_its_grade() {
    for way in ["device", "prefetched", "paper", "typed"] {
        let stage = stage().await;
        let (text, more) = match way {
            "device" => (Phone::enrolled(&stage.portal, &stage.who).await.shows(stage.now()), json!({})),
            "prefetched" => (book_shows(&book(&stage.portal, &stage.who).await, stage.now()), json!({})),
            "paper" => (stage.portal.send::<MakePaper>(&stage.who, (), ()).await.done().text, json!({"face_confirmed": true})),
            _ => (stage.portal.read::<GetProfile>(&stage.who, (), "").await.done().number.grouped().to_lowercase(), json!({})),
        };
        let outcome = stage.deliver(&text, stage.now(), more).await;
        assert!(matches!(outcome, ScanOutcome::CheckedIn { .. }), "{way}: {outcome:?}");
        let grade = if way == "typed" { EvidenceGrade::C } else { EvidenceGrade::B };
        assert_eq!(stage.record().await, (grade, way.to_owned()));
    }
}

#[tokio::test]
async fn paper_counts_only_when_somebody_has_looked_at_the_face() {
    let stage = stage().await;
    let text = stage.portal.send::<MakePaper>(&stage.who, (), ()).await.done().text;
    assert_eq!(stage.refusal(&text, stage.now()).await, ScanRefusal::FaceNotConfirmed);
    stage.portal.send::<MakePaper>(&stage.who, (), ()).await.done();
    stage.portal.app.clock.advance_minutes(1);
    match stage.deliver(&text, stage.now(), json!({"face_confirmed": true})).await {
        ScanOutcome::Refused { refusal } => assert_eq!(refusal, revoked(), "the former paper"),
        done => panic!("{done:?}"),
    }
}

#[tokio::test]
async fn the_former_phones_card_is_refused_from_the_move_on_and_earlier_scans_stand() {
    let stage = stage().await;
    let old = Phone::enrolled(&stage.portal, &stage.who).await;
    let before = stage.now().plus_seconds(-1);
    let mut new = Phone::new();
    new.credential = new.ask(&stage.portal, &stage.who, Some(moving(&stage.portal, &stage.who).await)).await.done().credential.0;
    stage.portal.app.clock.advance_minutes(2);
    assert_eq!(stage.refusal(&old.shows(stage.now()), stage.now()).await, revoked());
    // A kiosk that was without network delivers later what it read before.
    assert!(matches!(stage.deliver(&old.shows(before), before, json!({})).await, ScanOutcome::CheckedIn { .. }));
    let early = stage.refusal(&new.shows(stage.now()), stage.now().plus_seconds(-3600)).await;
    assert!(matches!(early, ScanRefusal::Code { fault: Refusal::NotYet { .. } }), "{early:?}");
}

#[tokio::test]
async fn a_card_that_was_given_up_is_refused() {
    let stage = stage().await;
    let phone = Phone::enrolled(&stage.portal, &stage.who).await;
    stage.portal.send::<RevokePhone>(&stage.who, (), ()).await.done();
    stage.portal.app.clock.advance_minutes(1);
    assert_eq!(stage.refusal(&phone.shows(stage.now()), stage.now()).await, revoked());
}

#[tokio::test]
async fn a_code_replayed_46_seconds_to_24_hours_later_is_refused() {
    let stage = stage().await;
    let phone = Phone::enrolled(&stage.portal, &stage.who).await;
    let made = stage.now();
    let text = phone.shows(made);
    // Thousands of moments, close together at first, up to a day.
    let mut later = 46_i64;
    let mut scans = Vec::new();
    while later <= 86_400 {
        scans.push(json!({"id": ScanId::from_raw(1_000_000 + later), "scanned_at": made.plus_seconds(later), "text": text}));
        later += 1 + later / 500;
    }
    stage.portal.app.clock.advance_minutes(24 * 60 + 1);
    let count = scans.len();
    assert!(count > 1000, "{count}");
    for batch in scans.chunks(200) {
        for answer in stage.portal.send::<SendScans>(&stage.kiosk, (), json!({"scans": batch})).await.done().answers {
            assert!(matches!(answer.outcome, ScanOutcome::Refused { refusal: ScanRefusal::Code { fault: Refusal::OldSlot { .. } } }), "{answer:?}");
        }
    }
    assert_eq!(stage.portal.number("SELECT count(*) FROM records").await, 0);
}

#[tokio::test]
async fn a_number_that_nobody_has_is_told() {
    let stage = stage().await;
    let number = domain::volunteer::VolunteerNumber::from_random(1);
    assert_eq!(stage.refusal(number.as_str(), stage.now()).await, ScanRefusal::UnknownVolunteer);
    // One wrong character makes it no number, and no code either.
    let mut typed = number.as_str().to_owned();
    typed.replace_range(0..1, if typed.starts_with('0') { "1" } else { "0" });
    assert_eq!(stage.refusal(&typed, stage.now()).await, ScanRefusal::Code { fault: Refusal::NotOurs });
}
