//! "How I am told": what is chosen is sent as it stands on the page, and an address is confirmed by its code.

use crate::server::answers;
use crate::stage::{Stage, type_into, until};
use domain::api::notice::{MyNotices, NoticeWishes};
use domain::api::session::CodeSent;
use domain::notice::{QuietHours, Tongue};
use portal::city;
use portal::i18n::{self, Locale};
use portal::pages::account;
use wasm_bindgen_test::wasm_bindgen_test;

const SETTINGS: &str = "GET /api/me/notices";

fn notices(email: Option<&str>) -> MyNotices {
    let wishes = NoticeWishes { language: Tongue::Chinese, by_sms: true, by_email: true, quiet: QuietHours { from: 22 * 60, until: 7 * 60 } };
    MyNotices { wishes, phone: Some("138******00".into()), push_key: None, push_browsers: 0, sends_email: true, email: email.map(str::to_owned) }
}

fn json(notices: &MyNotices) -> String {
    serde_json::to_string(notices).unwrap()
}

async fn page() -> Stage {
    drop(Stage::of(|| ()));
    i18n::set_language(Locale::zh_CN);
    answers(&[(SETTINGS, 200, json(&notices(None)))]);
    let stage = Stage::of(account::my_notices);
    until("the settings", || stage.text().contains("免打扰时段")).await;
    stage
}

fn value(stage: &Stage, selector: &str) -> String {
    let input: web_sys::HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(stage.get(selector));
    input.value()
}

#[wasm_bindgen_test]
async fn what_is_set_is_shown_and_a_time_that_is_missing_is_named() {
    let stage = page().await;
    assert_eq!((value(&stage, "#quiet-from"), value(&stage, "#quiet-until")), ("22:00".to_owned(), "07:00".to_owned()));
    assert!(stage.text().contains("138******00") && stage.text().contains("本市没有开通弹出通知"), "{}", stage.text());
    type_into(&stage.get("#quiet-from"), "");
    stage.all("button[type='submit']")[0].click();
    until("the fault", || stage.find("#quiet-from-error").is_some()).await;
    answers(&[("PUT /api/me/notices", 200, json(&notices(None)))]);
    type_into(&stage.get("#quiet-from"), "21:00");
    stage.all("button[type='submit']")[0].click();
    until("the answer", || stage.find("#quiet-from-error").is_none() && stage.find(".is-pending").is_none()).await;
}

#[wasm_bindgen_test]
async fn an_address_is_confirmed_by_the_code_that_came_there() {
    let stage = page().await;
    type_into(&stage.get("#email"), "zhang");
    stage.all("button[type='submit']")[1].click();
    until("the fault", || stage.find("#email-error").is_some()).await;
    let now = city::now();
    let sent = CodeSent { expires_at: now.plus_minutes(5), next_at: now.plus_minutes(1), demo_code: None };
    answers(&[("POST /api/me/email/codes", 200, serde_json::to_string(&sent).unwrap())]);
    type_into(&stage.get("#email"), "zhang@mail.example");
    stage.all("button[type='submit']")[1].click();
    until("the code's field", || stage.find("#code").is_some()).await;
    answers(&[("PUT /api/me/email", 200, json(&notices(Some("z***@mail.example"))))]);
    type_into(&stage.get("#code"), "123456");
    stage.all("button[type='submit']")[1].click();
    until("the address", || stage.text().contains("已确认：z***@mail.example")).await;
    assert!(stage.find("#by-email").is_some());
}
