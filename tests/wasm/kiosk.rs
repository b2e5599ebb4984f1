//! A kiosk that cannot reach its server: what it says by itself, and what it keeps.

use crate::disk::{empty_disk, on_disk};
use crate::published::{keep_trust, shown, storage};
use crate::scanners::scan;
use crate::server::answers;
use crate::stage::{Stage, after, type_into};
use domain::check_in::Place;
use domain::ids::{DeviceId, StationId};
use domain::kiosk::KioskState;
use domain::time::Timestamp;
use portal::i18n::{self, Locale};
use portal::pages::kiosk;
use wasm_bindgen_test::wasm_bindgen_test;

/// The page of an enrolled kiosk, with nothing waiting.
pub async fn page() -> Stage {
    empty_disk().await;
    enrolled();
    answers(&[]);
    let stage = Stage::of(kiosk::kiosk);
    after(200).await;
    stage
}

/// Makes the device a kiosk of station 2 that cannot reach its server.
pub fn enrolled() {
    i18n::set_language(Locale::zh_CN);
    let state = KioskState {
        device: DeviceId::from_raw(1),
        place: Place::Station(StationId::from_raw(2)),
        place_name: "人民东路".into(),
        server_time: Timestamp::from_unix_ms(1_795_492_805_000),
        shifts: Vec::new(),
        present: 0,
        roster: Vec::new(),
        known: None,
    };
    storage().set_item("kiosk-state", &serde_json::to_string(&state).unwrap()).unwrap();
}

async fn said(stage: &Stage) -> String {
    after(200).await;
    stage.get(".kiosk-answer").text_content().unwrap()
}

#[wasm_bindgen_test]
async fn a_good_code_is_verified_noted_and_not_called_checked_in() {
    keep_trust(true);
    let stage = page().await;
    scan(&shown("live, in its slot"));
    let said = said(&stage).await;
    assert!(said.contains("已验证，已记下，待上传") && said.contains("张*") && said.contains("0000 01C3"), "{said}");
    assert!(!said.contains("成功"), "{said}");
    let waiting = on_disk().await.0;
    assert!(waiting.len() == 1 && !waiting[0].contains('张'), "the kiosk keeps the code, never a name: {waiting:?}");
}

#[wasm_bindgen_test]
async fn a_bad_code_is_refused_at_once_with_its_reason_and_still_noted() {
    keep_trust(true);
    let stage = page().await;
    for (vector, words) in [("a screenshot, a minute later", "可能是截图"), ("revoked", "已被撤销"), ("cut", "损坏"), ("of another city", "别的城市")] {
        scan(&shown(vector));
        let said = said(&stage).await;
        assert!(said.contains("没有签到") && said.contains(words), "{vector}: {said}");
    }
    assert_eq!(on_disk().await.0.len(), 4);
}

#[wasm_bindgen_test]
async fn a_list_that_is_too_old_asks_for_the_network() {
    keep_trust(true);
    let stage = page().await;
    scan(&shown("the status list is ten days old"));
    let said = said(&stage).await;
    assert!(said.contains("撤销名单太旧") && said.contains("联网"), "{said}");
}

#[wasm_bindgen_test]
async fn a_card_on_paper_needs_somebody_to_look() {
    keep_trust(true);
    for (answer, words, confirmed) in [("是本人", "已验证，已记下，待上传", true), ("不是本人", "没有确认是本人", false)] {
        let stage = page().await;
        scan(&shown("on paper"));
        assert!(said(&stage).await.contains("请核对本人"));
        assert!(on_disk().await.0.is_empty());
        let button = stage.all(".kiosk-answer__choice button").into_iter().find(|button| button.text_content().unwrap().trim() == answer).unwrap();
        button.click();
        let said = said(&stage).await;
        assert!(said.contains(words), "{said}");
        let waiting = on_disk().await.0;
        assert!(waiting[0].contains(&format!("\"face_confirmed\":{confirmed}")), "{waiting:?}");
    }
}

#[wasm_bindgen_test]
async fn a_number_is_tested_as_it_is_typed_and_noted() {
    keep_trust(true);
    let stage = page().await;
    let field = stage.get("#number");
    type_into(&field, "0000 01C4");
    after(20).await;
    assert!(stage.get(".kiosk-number").text_content().unwrap().contains("编号不对"));
    type_into(&field, "000001c3");
    after(20).await;
    assert!(stage.get(".kiosk-number").text_content().unwrap().contains("编号：0000 01C3"));
    stage.get(".kiosk-number button").click();
    let said = said(&stage).await;
    assert!(said.contains("编号 0000 01C3 已记下") && !said.contains("成功"), "{said}");
    assert!(on_disk().await.0[0].contains("\"text\":\"000001C3\""));
}
