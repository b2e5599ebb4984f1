//! Staff mode and its PIN.

use crate::disk::Spoilt;
use crate::kiosk::{enrolled, page};
use crate::lens::says;
use crate::published::{keep_trust, storage};
use crate::server::answers;
use crate::stage::{Stage, after, type_into, until};
use portal::pages::kiosk;
use wasm_bindgen_test::wasm_bindgen_test;

const NO_CRYPTO: &str = "Object.defineProperty(crypto, 'subtle', { value: undefined, configurable: true }); return () => { delete crypto.subtle; };";
const TWO_MINUTES_ARE_SHORT: &str = "const { setTimeout } = window;
    window.setTimeout = (then, ms, ...told) => setTimeout.call(window, then, ms === 120000 ? 500 : ms, ...told);
    return () => { window.setTimeout = setTimeout; };";

fn forget_pin() {
    for key in ["kiosk-pin", "kiosk-pin-tries"] {
        storage().remove_item(key).unwrap();
    }
}

fn staff(stage: &Stage) -> String {
    stage.get(".kiosk__staff").text_content().unwrap()
}

fn is_open(stage: &Stage) -> bool {
    stage.get(".kiosk__staff").get_attribute("data-open").unwrap() == "true"
}

async fn press(stage: &Stage) {
    stage.get(".kiosk__staff button").click();
    after(20).await;
}

async fn enter(stage: &Stage, pin: &str, words: &str) {
    type_into(&stage.get("#pin"), pin);
    stage.get(".kiosk-pin button").click();
    after(0).await;
    let is_pending = || stage.find(".kiosk-pin .is-pending").is_some();
    until(words, || !is_pending() && staff(stage).contains(words)).await;
}

#[wasm_bindgen_test]
async fn staff_mode_opens_only_with_the_pin_that_was_set() {
    keep_trust(true);
    forget_pin();
    let stage = page().await;
    press(&stage).await;
    assert!(is_open(&stage) && staff(&stage).contains("还没有 PIN"), "{}", staff(&stage));
    for short in ["123", "12a4", "一二三四"] {
        enter(&stage, short, "PIN 是 4 到 8 位数字").await;
    }
    enter(&stage, "4310", "PIN 已保存").await;
    let kept = storage().get_item("kiosk-pin").unwrap().unwrap();
    assert!(kept.contains("\"rounds\":200000") && !kept.contains("4310"), "{kept}");
    press(&stage).await;
    assert!(!is_open(&stage));
    press(&stage).await;
    assert!(!is_open(&stage) && stage.all(".kiosk__staff a, .kiosk__staff button").len() == 2 && staff(&stage).contains("撤销这台终端"), "{}", staff(&stage));
    enter(&stage, "4311", "PIN 不对").await;
    enter(&stage, "4310", "工作人员模式").await;
    assert!(is_open(&stage));
    forget_pin();
}

#[wasm_bindgen_test]
async fn five_wrong_pins_cost_a_pause_that_a_reload_does_not_end() {
    keep_trust(true);
    forget_pin();
    let stage = page().await;
    press(&stage).await;
    enter(&stage, "2468", "PIN 已保存").await;
    press(&stage).await;
    press(&stage).await;
    for _ in 0..4 {
        enter(&stage, "0000", "PIN 不对").await;
    }
    enter(&stage, "0000", "错误次数太多").await;
    drop(stage);
    let stage = page().await;
    press(&stage).await;
    assert!(staff(&stage).contains("错误次数太多"), "{}", staff(&stage));
    enter(&stage, "2468", "错误次数太多").await;
    assert!(!is_open(&stage), "the right one does not count either");
    // Half a minute later it does.
    let tries = storage().get_item("kiosk-pin-tries").unwrap().unwrap();
    let mut tries: serde_json::Value = serde_json::from_str(&tries).unwrap();
    tries["last_ms"] = (tries["last_ms"].as_i64().unwrap() - 31_000).into();
    storage().set_item("kiosk-pin-tries", &tries.to_string()).unwrap();
    enter(&stage, "2468", "工作人员模式").await;
    assert!(is_open(&stage) && storage().get_item("kiosk-pin-tries").unwrap().is_none());
    forget_pin();
}

#[wasm_bindgen_test]
async fn a_browser_without_cryptography_says_that_there_is_no_pin() {
    keep_trust(true);
    forget_pin();
    let _without = Spoilt::by(NO_CRYPTO);
    let stage = page().await;
    press(&stage).await;
    assert!(is_open(&stage) && staff(&stage).contains("不能保存 PIN") && stage.find("#pin").is_none(), "{}", staff(&stage));
}

#[wasm_bindgen_test]
async fn staff_mode_that_nobody_touches_closes_after_two_minutes() {
    keep_trust(true);
    forget_pin();
    let _fast = Spoilt::by(TWO_MINUTES_ARE_SHORT);
    let stage = page().await;
    press(&stage).await;
    assert!(is_open(&stage));
    // Each touch begins them anew.
    for _ in 0..4 {
        after(200).await;
        says("dispatchEvent(new Event('pointerdown'))");
    }
    assert!(is_open(&stage));
    until("its end", || !is_open(&stage)).await;
}

#[wasm_bindgen_test]
async fn a_pin_may_be_chosen_at_enrolment_and_takes_the_place_of_a_forgotten_one() {
    storage().set_item("kiosk-pin", "of an earlier enrolment, which nobody knows").unwrap();
    enrolled();
    let state = storage().get_item("kiosk-state").unwrap().unwrap();
    storage().remove_item("kiosk-state").unwrap();
    let refused = r#"{"code":"not_enrolled","status":401,"title":"none","fields":[]}"#;
    answers(&[("GET /api/kiosk", 401, refused.into())]);
    let stage = Stage::of(kiosk::kiosk);
    until("the form", || stage.find("#pin").is_some()).await;
    answers(&[("POST /api/kiosk/enrolment", 201, state)]);
    type_into(&stage.get("#code"), "4K7A 29QX");
    type_into(&stage.get("#name"), "前台");
    type_into(&stage.get("#pin"), "97");
    stage.get("button[type=submit]").click();
    until("a refusal", || stage.text().contains("PIN 是 4 到 8 位数字")).await;
    type_into(&stage.get("#pin"), "97531");
    stage.get("button[type=submit]").click();
    until("the kiosk", || stage.find(".kiosk__staff").is_some()).await;
    press(&stage).await;
    enter(&stage, "97531", "工作人员模式").await;
    assert!(is_open(&stage));
    forget_pin();
}
