//! "My sign-ups": a place that is held is confirmed with one tap, and giving one back says first what follows.

use crate::server::answers;
use crate::stage::{Stage, focused, until};
use domain::api::Page;
use domain::ids::{ActivityId, ShiftId, SignUpId};
use domain::sign_up::{SignUp, SignUpStatus, WardPlace};
use domain::time::Interval;
use portal::city;
use portal::i18n::{self, Locale};
use portal::pages::account;
use wasm_bindgen_test::wasm_bindgen_test;

const LIST: &str = "GET /api/me/sign-ups?size=50";

/// A sign-up for a shift that begins in `minutes`.
fn sign_up(status: SignUpStatus, minutes: i64) -> SignUp {
    let start = city::now().plus_minutes(minutes);
    SignUp {
        id: SignUpId::from_raw(1), activity: ActivityId::from_raw(2), activity_title: "清扫公园".into(), shift: ShiftId::from_raw(3), position_name: "清扫".into(), place: "人民公园".into(),
        time: Interval { start, end: start.plus_minutes(120) }, status, signed_up_at: start.plus_minutes(-10_000), place_in_line: None,
        offer_until: (status == SignUpStatus::Offered).then(|| start.plus_minutes(-60)), ending: None, reason: None,
        companions: Vec::new(), by_team: None, seeks_stand_in: false, moved: false, wards: Vec::new(), guardian: None,
    }
}

fn listed(one: &SignUp) -> String {
    serde_json::to_string(&Page { items: vec![one.clone()], next: None }).unwrap()
}

async fn page(one: &SignUp) -> Stage {
    answers(&[(LIST, 200, listed(one))]);
    let stage = Stage::of(account::my_sign_ups);
    until("the list", || stage.text().contains("清扫公园")).await;
    stage
}

fn button(stage: &Stage, words: &str) -> web_sys::HtmlElement {
    stage.all("button").into_iter().find(|button| button.text_content().unwrap().contains(words)).unwrap()
}

/// Only a mounted page knows its city.
fn in_chinese() {
    drop(Stage::of(|| ()));
    i18n::set_language(Locale::zh_CN);
}

#[wasm_bindgen_test]
async fn a_place_that_is_held_is_confirmed_with_one_tap() {
    in_chinese();
    let stage = page(&sign_up(SignUpStatus::Offered, 24 * 60)).await;
    assert!(stage.text().contains("有名额等您确认") && stage.text().contains("为您保留到"), "{}", stage.text());
    let now = sign_up(SignUpStatus::Confirmed, 24 * 60);
    let accept = format!("POST /api/sign-ups/{}/acceptance", now.id);
    answers(&[(LIST, 200, listed(&now)), (accept.as_str(), 200, serde_json::to_string(&now).unwrap())]);
    button(&stage, "确认参加").click();
    until("the place", || stage.text().contains("已报名")).await;
    until("the focus", || focused() == format!("sign-up-{}", now.id)).await;
    assert!(!stage.text().contains("有名额等您确认"));
}

#[wasm_bindgen_test]
async fn an_offer_that_is_over_says_so_where_it_was_tapped() {
    in_chinese();
    let one = sign_up(SignUpStatus::Offered, 24 * 60);
    let stage = page(&one).await;
    let accept = format!("POST /api/sign-ups/{}/acceptance", one.id);
    let over = r#"{"code":"sign_up_refused","status":409,"title":"no","refusal":{"reason":"offer_over"}}"#;
    answers(&[(LIST, 200, listed(&one)), (accept.as_str(), 409, over.to_owned())]);
    button(&stage, "确认参加").click();
    until("the reason", || stage.find("[role='alert']").is_some_and(|alert| alert.text_content().unwrap().contains("确认的时间已过"))).await;
}

#[wasm_bindgen_test]
async fn giving_a_place_back_says_first_what_follows() {
    in_chinese();
    let in_time = page(&sign_up(SignUpStatus::Confirmed, 24 * 60)).await;
    assert!(in_time.text().contains("之前取消不留记录"), "{}", in_time.text());
    drop(in_time);
    let late = page(&sign_up(SignUpStatus::Confirmed, 60)).await;
    assert!(late.text().contains("现在取消会记为“临时取消”"), "{}", late.text());
    button(&late, "我来不了").click();
    until("the question", || late.find("dialog[open]").is_some_and(|question| question.text_content().unwrap().contains("现在取消会记为“临时取消”"))).await;
}

#[wasm_bindgen_test]
async fn a_shift_that_was_moved_may_be_left_without_being_late() {
    in_chinese();
    let moved = SignUp { moved: true, ..sign_up(SignUpStatus::Confirmed, 60) };
    let stage = page(&moved).await;
    assert!(stage.text().contains("不记为“临时取消”") && !stage.text().contains("现在取消会记为"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn a_guardian_reads_first_which_children_go_too() {
    in_chinese();
    let ward = |id, name: &str, goes_too| WardPlace { sign_up: SignUpId::from_raw(id), name: name.into(), goes_too };
    let party = SignUp { wards: vec![ward(8, "李小明", true), ward(9, "李大明", false)], ..sign_up(SignUpStatus::Confirmed, 24 * 60) };
    let stage = page(&party).await;
    button(&stage, "我来不了").click();
    let says = |words: &str| stage.find("dialog[open]").is_some_and(|question| question.text_content().unwrap().contains(words));
    until("the question", || says("李小明 必须有监护人同场") && says("李大明 的名额保留")).await;
}
