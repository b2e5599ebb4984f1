//! Kiosks: enrolment, scans, revoking.

use crate::harness::{NOBODY, Phone, Portal, Who};
use axum::body::Body;
use axum::http::{Request, header};
use domain::api::account::ListMyRecords;
use domain::api::kiosk::{EnrolKiosk, GetKiosk, ListKiosks, MakeEnrolmentCode, RevokeKiosk, SendScans};
use domain::api::sign_up::MakeSignUp;
use domain::can::Role;
use domain::check_in::{Place, ScanRefusal};
use domain::credential::Refusal;
use domain::ids::{DeviceId, ScanId, StationId};
use domain::kiosk::ScanOutcome;
use domain::problem::{ErrorCode, FieldCode};
use serde_json::{Value, json};
use server::http::Limits;
use std::num::NonZeroU32;

const NOWHERE: StationId = StationId::from_raw(1);

fn scan(id: i64, at: domain::time::Timestamp, text: &str) -> Value {
    json!({"id": ScanId::from_raw(id), "scanned_at": at, "text": text})
}

/// What one scan of `text`, read now, came to.
async fn outcome(portal: &Portal, kiosk: &Who, id: i64, text: &str) -> ScanOutcome {
    let answers = portal.send::<SendScans>(kiosk, (), json!({"scans": [scan(id, portal.app.now(), text)]})).await.done();
    answers.answers.into_iter().next().unwrap().outcome
}

#[tokio::test]
async fn a_kiosk_is_enrolled_with_a_code_that_is_good_once() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let keeper = portal.staff(Role::StationKeeper { station }).await;
    let code = portal.send::<MakeEnrolmentCode>(&keeper, station, ()).await.done().code;
    let enrol = |code: String| portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": code, "name": "前台"}));
    portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": code, "name": ""})).await.wrong("name");
    let enrolled = enrol(code.to_lowercase()).await;
    let cookie = enrolled.raw.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let kiosk = Who { cookie: Some(cookie), ..Who::nobody() };
    assert_eq!((enrolled.done().place, portal.read::<GetKiosk>(&kiosk, (), "").await.done().device), (Place::Station(station), enrolled.done().device));
    enrol(code).await.refused(ErrorCode::CodeExpired);
    for wrong in ["", "12", "AAAAAAAA", "二维码二维码二维"] {
        enrol(wrong.into()).await.refused(ErrorCode::CodeWrong);
    }
    let late = portal.send::<MakeEnrolmentCode>(&keeper, station, ()).await.done().code;
    portal.app.clock.advance_minutes(31);
    enrol(late).await.refused(ErrorCode::CodeExpired);
}

#[tokio::test]
async fn codes_are_made_for_ones_own_station() {
    let portal = Portal::sqlite().await;
    let (station, other) = (portal.station("431002").await, portal.station("431003").await);
    let keeper = portal.staff(Role::StationKeeper { station }).await;
    portal.send::<MakeEnrolmentCode>(&keeper, other, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<MakeEnrolmentCode>(&portal.volunteer().await, station, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<MakeEnrolmentCode>(&NOBODY, station, ()).await.refused(ErrorCode::NotLoggedIn);
    portal.send::<MakeEnrolmentCode>(&keeper, NOWHERE, ()).await.refused(ErrorCode::NotFound);
    portal.read::<ListKiosks>(&keeper, NOWHERE, "").await.refused(ErrorCode::NotFound);
    portal.read::<ListKiosks>(&keeper, other, "").await.refused(ErrorCode::Forbidden);
}

#[tokio::test]
async fn one_address_cannot_guess_codes_without_end() {
    let portal = Portal::sqlite_with(|parts| parts.limits = Limits::new(NonZeroU32::MIN)).await;
    let guess = || portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": "AAAAAAAA", "name": "前台"}));
    guess().await.refused(ErrorCode::CodeWrong);
    guess().await.refused(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn behind_a_proxy_each_address_has_its_own_guesses() {
    for behind_proxy in [true, false] {
        let portal = Portal::sqlite_with(|parts| parts.limits = Limits::new(NonZeroU32::MIN).behind_proxy(behind_proxy)).await;
        let guess = |forwarded_for: &'static str| {
            let builder = Request::post("/api/kiosk/enrolment").header(header::CONTENT_TYPE, "application/json").header("x-forwarded-for", forwarded_for);
            portal.raw(builder.body(Body::from(r#"{"code":"AAAAAAAA","name":"前台"}"#)).unwrap())
        };
        guess("203.0.113.7").await.problem();
        let other = if behind_proxy { ErrorCode::CodeWrong } else { ErrorCode::TooManyRequests };
        assert_eq!(guess("203.0.113.8").await.problem().code, other);
        assert_eq!(guess("198.51.100.1, 203.0.113.7").await.problem().code, ErrorCode::TooManyRequests);
    }
}

#[tokio::test]
async fn a_revoked_kiosk_is_none() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let (kiosk, keeper) = (portal.kiosk(station).await, portal.staff(Role::StationKeeper { station }).await);
    portal.read::<GetKiosk>(&kiosk, (), "").await.done();
    portal.send::<RevokeKiosk>(&portal.administrator("431003").await, kiosk.device, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<RevokeKiosk>(&keeper, kiosk.device, ()).await.done();
    portal.send::<RevokeKiosk>(&keeper, kiosk.device, ()).await.done();
    portal.send::<RevokeKiosk>(&keeper, DeviceId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    assert!(portal.read::<ListKiosks>(&keeper, station, "").await.done().kiosks[0].revoked);
    portal.read::<GetKiosk>(&kiosk, (), "").await.refused(ErrorCode::NotEnrolled);
    portal.send::<SendScans>(&kiosk, (), json!({"scans": []})).await.refused(ErrorCode::NotEnrolled);
}

#[tokio::test]
async fn a_kiosk_that_asks_was_seen_once_a_minute() {
    let portal = Portal::sqlite().await;
    let kiosk = portal.kiosk(portal.station("431002").await).await;
    let seen = || portal.number("SELECT last_seen_at FROM kiosks");
    let enrolled = seen().await;
    portal.read::<GetKiosk>(&kiosk, (), "").await.done();
    assert_eq!(seen().await, enrolled);
    portal.app.clock.advance_minutes(1);
    portal.read::<GetKiosk>(&kiosk, (), "").await.done();
    assert!((60_000..70_000).contains(&(seen().await - enrolled)));
}

#[tokio::test]
async fn a_shift_after_midnight_is_listed_once_its_check_in_is_open() {
    let portal = Portal::sqlite().await;
    // A quarter to midnight.
    portal.app.clock.advance_minutes(48 * 60 - 15 - portal.app.zone.minute_of_day(portal.app.now()));
    let (station, team) = (portal.station("431002").await, portal.team("431002").await);
    let kiosk = portal.kiosk(station).await;
    portal.activity(team, "431002", Some(station), 30, 3).await;
    portal.activity(team, "431002", Some(station), 120, 3).await;
    assert_eq!(portal.read::<GetKiosk>(&kiosk, (), "").await.done().shifts.len(), 1);
}

#[tokio::test]
async fn the_cookie_of_a_kiosk_in_use_never_ends() {
    let portal = Portal::sqlite().await;
    let kiosk = portal.kiosk(portal.station("431002").await).await;
    assert!(!portal.read::<GetKiosk>(&kiosk, (), "").await.raw.headers.contains_key(header::SET_COOKIE));
    portal.app.clock.advance_minutes(31 * 24 * 60);
    let later = portal.read::<GetKiosk>(&kiosk, (), "").await;
    let cookie = later.raw.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with(kiosk.cookie.as_deref().unwrap()) && cookie.contains("Max-Age=34560000") && cookie.contains("HttpOnly"), "{cookie}");
}

#[tokio::test]
async fn enrolment_codes_are_forgotten_days_after_their_end() {
    let portal = Portal::sqlite().await;
    let station = portal.station("431002").await;
    let codes = || portal.number("SELECT count(*) FROM kiosk_codes");
    let keeper = portal.staff(Role::StationKeeper { station }).await;
    let used = portal.send::<MakeEnrolmentCode>(&keeper, station, ()).await.done().code;
    portal.send::<EnrolKiosk>(&NOBODY, (), json!({"code": used, "name": "前台"})).await.done();
    portal.send::<MakeEnrolmentCode>(&keeper, station, ()).await.done();
    server::jobs::forget(&portal.app).await.unwrap();
    assert_eq!(codes().await, 2);
    portal.app.clock.advance_minutes(3 * 24 * 60);
    let fresh = portal.staff(Role::StationKeeper { station }).await;
    portal.send::<MakeEnrolmentCode>(&fresh, station, ()).await.done();
    server::jobs::forget(&portal.app).await.unwrap();
    assert_eq!(codes().await, 1);
}

#[tokio::test]
async fn one_scan_in_and_one_scan_out_make_an_hour() {
    let portal = Portal::sqlite().await;
    let (who, station, team) = (portal.volunteer().await, portal.station("431002").await, portal.team("431002").await);
    let (kiosk, activity) = (portal.kiosk(station).await, portal.activity(team, "431002", Some(station), 10, 3).await);
    portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
    portal.app.clock.advance_minutes(10);
    let phone = Phone::enrolled(&portal, &who).await;
    let code = phone.shows(portal.app.now());
    assert!(matches!(outcome(&portal, &kiosk, 1, &code).await, ScanOutcome::CheckedIn { .. }));
    // The same scan again is the same fact; another one at once is a nervous hand.
    assert!(matches!(outcome(&portal, &kiosk, 1, &code).await, ScanOutcome::CheckedIn { .. }));
    assert!(matches!(outcome(&portal, &kiosk, 2, &code).await, ScanOutcome::Refused { .. }));
    portal.app.clock.advance_minutes(61);
    let out = outcome(&portal, &kiosk, 3, &phone.shows(portal.app.now())).await;
    assert!(matches!(out, ScanOutcome::CheckedOut { credited_minutes: 60..=61, capped: false, .. }), "{out:?}");
    let mine = portal.read::<ListMyRecords>(&who, (), "").await.done();
    assert!((60..=61).contains(&mine.totals.credited_minutes), "{mine:?}");
}

#[tokio::test]
async fn a_code_that_proves_nothing_changes_nothing() {
    let portal = Portal::sqlite().await;
    let (who, kiosk, foreign) = (portal.volunteer().await, portal.kiosk(portal.station("431002").await).await, Portal::sqlite().await);
    let refused = |outcome: ScanOutcome| if let ScanOutcome::Refused { refusal } = outcome { refusal } else { panic!("{outcome:?}") };
    let code = Phone::enrolled(&portal, &who).await.shows(portal.app.now());
    let theirs = Phone::enrolled(&foreign, &foreign.volunteer().await).await.shows(portal.app.now());
    let fault = |fault| ScanRefusal::Code { fault };
    assert_eq!(refused(outcome(&portal, &kiosk, 1, "https://example.org").await), fault(Refusal::NotOurs));
    assert_eq!(refused(outcome(&portal, &kiosk, 2, &theirs).await), fault(Refusal::UnknownKey));
    portal.app.clock.advance_minutes(5);
    assert!(matches!(refused(outcome(&portal, &kiosk, 3, &code).await), ScanRefusal::Code { fault: Refusal::OldSlot { seconds: 270..=300 } }));
    let tomorrow = portal.app.now().plus_minutes(24 * 60);
    let ahead = portal.send::<SendScans>(&kiosk, (), json!({"scans": [scan(4, tomorrow, &code)]})).await.done();
    assert_eq!(refused(ahead.answers[0].outcome.clone()), ScanRefusal::ClockWrong);
    assert_eq!(portal.number("SELECT count(*) FROM scans").await, 4, "each is kept as a fact");
}

#[tokio::test]
async fn a_batch_has_bounds() {
    let portal = Portal::sqlite().await;
    let (kiosk, now) = (portal.kiosk(portal.station("431002").await).await, portal.app.now());
    let many: Vec<Value> = (0..201).map(|n| scan(n, now, "x")).collect();
    assert_eq!(portal.send::<SendScans>(&kiosk, (), json!({"scans": many})).await.wrong("scans").fields[0].code, FieldCode::OutOfRange);
    let long = json!({"scans": [scan(1, now, "x"), scan(2, now, &"x".repeat(513))]});
    assert_eq!(portal.send::<SendScans>(&kiosk, (), long).await.wrong("scans[1].text").fields[0].code, FieldCode::TooLong { max: 512 });
    portal.send::<SendScans>(&kiosk, (), json!({"scans": [{"id": "x", "scanned_at": now, "text": "x"}]})).await.wrong("scans[0].id");
    // Instants at the ends of the range break nothing.
    for at in [i64::MIN, i64::MAX, 0] {
        portal.send::<SendScans>(&kiosk, (), json!({"scans": [{"id": ScanId::from_raw(at & 7), "scanned_at": at, "text": "x"}]})).await.done();
    }
}
