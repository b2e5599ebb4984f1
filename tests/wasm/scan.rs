//! Reading a station's code with the own phone: what is said, what is kept, and what is never opened.

use crate::disk::Spoilt;
use crate::published::{shown, storage};
use crate::server::answers;
use crate::stage::{Stage, after};
use domain::api::attendance::PlaceScanned;
use domain::api::session::LoggedIn;
use domain::can::PersonKind;
use domain::check_in::ScanRefusal;
use domain::credential::Signature;
use domain::ids::{DeviceId, PersonId};
use domain::kiosk::ScanOutcome;
use domain::place_code::{Content, PlaceCode};
use domain::problem::{ErrorCode, Problem};
use domain::time::Interval;
use domain::volunteer::VolunteerNumber;
use portal::browser::{history, tab_storage};
use portal::city::{city, now};
use portal::i18n::{self, Locale};
use portal::navigation;
use portal::own_scans;
use portal::route::Route;
use portal::{router, session};
use wasm_bindgen_test::wasm_bindgen_test;

const SEND: &str = "POST /api/me/scans";

fn volunteer(id: i64) -> Option<LoggedIn> {
    Some(LoggedIn { person: PersonId::from_raw(id), kind: PersonKind::Volunteer, name: "王小明".into(), number: Some(VolunteerNumber::from_random(42)), grants: Vec::new(), unread: 0 })
}

/// A code made some seconds ago; the page does not know the kiosks' keys.
fn code(seconds_ago: i64) -> PlaceCode {
    PlaceCode { content: Content::of(DeviceId::from_raw(7), now().plus_seconds(-seconds_ago), &city().policy), signature: Signature::from([7; 64]) }
}

fn answer(outcome: ScanOutcome) -> (&'static str, u16, String) {
    (SEND, 200, serde_json::to_string(&PlaceScanned { station: Some("人民东路".into()), at: now(), outcome }).unwrap())
}

fn checked_in() -> (&'static str, u16, String) {
    answer(ScanOutcome::CheckedIn { name: "王*".into(), activity: "清扫公园".into(), shift: Interval { start: now(), end: now().plus_minutes(60) } })
}

/// Nobody is here, nothing is kept, and nothing is answered.
fn clean() {
    drop(Stage::of(|| ()));
    i18n::set_language(Locale::zh_CN);
    // All else stays: the clock is remembered there.
    for key in crate::published::kept("own-scan:") {
        storage().remove_item(&key).unwrap();
    }
    tab_storage::forget("held-scan");
    session::set(None);
    answers(&[]);
}

/// The page, opened with what another scanner read.
async fn opened(code: Option<String>) -> Stage {
    navigation::replace(&Route::Scan { code });
    let stage = Stage::of(|| router::view(router::WHOLE));
    after(300).await;
    stage
}

fn said(stage: &Stage) -> (String, String) {
    let panel = stage.get(".scan-answer");
    (panel.get_attribute("data-kind").unwrap(), panel.text_content().unwrap())
}

fn kept() -> usize {
    crate::published::kept("own-scan:").len()
}

#[wasm_bindgen_test]
async fn a_code_that_another_scanner_opened_checks_in_and_leaves_the_address() {
    clean();
    session::set(volunteer(1));
    answers(&[checked_in()]);
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    assert_eq!(kind, "in");
    assert!(words.contains("签到成功") && words.contains("清扫公园") && words.contains("人民东路") && words.contains("A 级"), "{words}");
    assert_eq!(history::address(), "/scan");
    assert_eq!(kept(), 0, "what the records tell is not kept");
    assert!(stage.find(".camera").is_none(), "the camera is off after an answer");
    stage.all("button").into_iter().find(|button| button.text_content().unwrap().contains("再扫一次")).unwrap().click();
    after(50).await;
    assert!(stage.find(".camera").is_some() && stage.find(".scan-answer").is_none());
    clean();
}

#[wasm_bindgen_test]
async fn what_is_no_code_of_this_site_is_refused_with_words_and_nothing_is_sent() {
    clean();
    session::set(volunteer(1));
    answers(&[checked_in()]);
    let card = shown("live, in its slot");
    let sticker = code(0).address("https://example.com");
    for (text, words) in [("https://example.com/pay", "没有打开它"), (sticker.as_str(), "没有打开它"), ("6901234567892", "没有打开它"), (card.as_str(), "这是志愿者码，不是站点码")] {
        let stage = opened(Some(text.to_owned())).await;
        let (kind, said) = said(&stage);
        assert!(kind == "refused" && said.contains(words), "{text}: {said}");
    }
    let stage = opened(Some(code(600).text())).await;
    assert!(said(&stage).1.contains("可能是照片"), "{}", said(&stage).1);
    drop(stage);
    let stage = opened(Some(code(-600).text())).await;
    assert!(said(&stage).1.contains("自动设置时间"), "{}", said(&stage).1);
    assert_eq!(kept(), 0);
    clean();
}

#[wasm_bindgen_test]
async fn without_network_a_scan_is_noted_and_never_called_done_and_sent_later() {
    clean();
    session::set(volunteer(1));
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    assert!(kind == "queued" && words.contains("还没有上传") && !words.contains("成功。"), "{words}");
    assert!(stage.text().contains("等待上传"));
    assert_eq!(kept(), 1);
    let entry = storage().get_item(&crate::published::kept("own-scan:")[0]).unwrap().unwrap();
    assert!(!entry.contains('王'), "no name is kept: {entry}");
    answers(&[checked_in()]);
    own_scans::deliver();
    after(300).await;
    assert_eq!(said(&stage).0, "in");
    assert_eq!(kept(), 0);
    clean();
}

#[wasm_bindgen_test]
async fn a_scan_waits_for_its_own_person_through_another_ones_session() {
    clean();
    session::set(volunteer(1));
    drop(opened(Some(code(0).text())).await);
    session::set(None);
    session::set(volunteer(2));
    answers(&[checked_in()]);
    own_scans::deliver();
    after(200).await;
    assert_eq!(kept(), 1, "nobody else's session sends it");
    session::set(None);
    session::set(volunteer(1));
    own_scans::deliver();
    after(200).await;
    assert_eq!(kept(), 0);
    clean();
}

#[wasm_bindgen_test]
async fn whoever_is_not_logged_in_logs_in_and_comes_back_to_the_code() {
    clean();
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    assert!(kind == "log-in" && words.contains("登录后会接着签到"), "{words}");
    let link = stage.get("main .actions a[href^='/login']").get_attribute("href").unwrap();
    assert_eq!(Route::parse(&link), Route::LogIn { next: Some("/scan".into()) });
    assert_eq!(kept(), 0, "it is of nobody yet");
    drop(stage);
    session::set(volunteer(1));
    answers(&[checked_in()]);
    let stage = opened(None).await;
    assert_eq!(said(&stage).0, "in");
    drop(stage);
    let stage = opened(None).await;
    assert!(stage.find(".scan-answer").is_none(), "once");
    drop(stage);
    clean();
}

#[wasm_bindgen_test]
async fn an_answer_that_should_be_read_stays_until_it_was() {
    clean();
    session::set(volunteer(1));
    answers(&[answer(ScanOutcome::Refused { refusal: ScanRefusal::NotSignedUp })]);
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    assert!(kind == "refused" && words.contains("没有报名的班次") && words.contains("请先在手机上报名"), "{words}");
    drop(stage);
    let stage = opened(None).await;
    assert!(stage.text().contains("没有报名的班次"), "{}", stage.text());
    stage.all("button").into_iter().find(|button| button.text_content().unwrap().contains("知道了")).unwrap().click();
    after(50).await;
    assert!(!stage.text().contains("没有报名的班次"));
    assert_eq!(kept(), 0);
    clean();
}

#[wasm_bindgen_test]
async fn a_server_that_takes_nothing_now_loses_nothing() {
    clean();
    session::set(volunteer(1));
    let busy = serde_json::to_string(&Problem::new(ErrorCode::TooManyRequests, "")).unwrap();
    answers(&[(SEND, 429, busy)]);
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    assert!(kind == "queued" && words.contains("还没有收到答复"), "{words}");
    assert_eq!(kept(), 1);
    clean();
}

#[wasm_bindgen_test]
async fn a_browser_that_keeps_nothing_says_so() {
    clean();
    session::set(volunteer(1));
    let full = Spoilt::by("const { setItem } = Storage.prototype; Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; return () => { Storage.prototype.setItem = setItem; };");
    let stage = opened(Some(code(0).text())).await;
    let (kind, words) = said(&stage);
    drop(full);
    assert!(kind == "refused" && words.contains("没能存好"), "{words}");
    // It is sent all the same, as long as the page is open.
    answers(&[checked_in()]);
    own_scans::deliver();
    after(200).await;
    assert_eq!(said(&stage).0, "in");
    clean();
}
