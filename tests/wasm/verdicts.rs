//! The verify page: each kind of code gets its own words, and what to do next.

use crate::published::{keep_trust, shown, storage};
use crate::server::answers;
use crate::stage::{Stage, after, type_into};
use portal::i18n::{self, Locale};
use portal::pages::public;
use wasm_bindgen_test::wasm_bindgen_test;

async fn page() -> Stage {
    i18n::set_language(Locale::zh_CN);
    answers(&[]);
    let stage = Stage::of(public::verify);
    after(20).await;
    stage
}

/// What the page says of `text`: the kind of its panel, and the words.
async fn said(stage: &Stage, text: &str) -> (String, String) {
    type_into(&stage.get("#text"), text);
    stage.get(".verify__typed button").click();
    after(20).await;
    let panel = stage.get(".verdict");
    (panel.get_attribute("data-kind").unwrap(), panel.text_content().unwrap())
}

#[wasm_bindgen_test]
async fn every_code_gets_its_own_verdict() {
    keep_trust(true);
    let stage = page().await;
    for (vector, kind, words) in [
        ("live, in its slot", "good", &["有效", "张*", "0000 01C3", "三星志愿者", "手机里的电子证", "没有被撤销"][..]),
        ("proofs made beforehand", "good", &["有效", "不如手机里的密钥可靠"]),
        ("on paper", "careful", &["请核对本人", "张*", "纸质卡"]),
        ("the status list is ten days old", "careful", &["不能确认是否已撤销", "太旧了", "联网"]),
        ("a screenshot, a minute later", "bad", &["1分钟 前的", "可能是截图", "实时更新"]),
        ("the phone's clock is fast", "bad", &["比这台设备快", "自动设置时间"]),
        ("expired two minutes ago", "bad", &["已过期 2分钟", "续期"]),
        ("issued in the future", "bad", &["再过 1分钟 才签发"]),
        ("revoked", "bad", &["已被撤销"]),
        ("of another city", "bad", &["别的城市"]),
        ("signed with a key nobody knows", "bad", &["公钥不在这台设备上", "联网"]),
        ("cut", "bad", &["损坏", "改动"]),
        ("an address", "bad", &["不是志愿者码"]),
    ] {
        let text = shown(vector);
        let (found, said) = said(&stage, &text).await;
        assert_eq!(found, kind, "{vector}: {said}");
        for word in words {
            assert!(said.contains(word), "{vector} lacks {word}: {said}");
        }
        assert!(said.contains("查验时间"), "{vector}: {said}");
    }
}

#[wasm_bindgen_test]
async fn a_number_alone_is_no_proof() {
    keep_trust(true);
    let (kind, said) = said(&page().await, "0000-01c3").await;
    assert_eq!(kind, "bad");
    assert!(said.contains("只有编号") && said.contains("0000 01C3"), "{said}");
    assert!(!said.contains("姓名"), "{said}");
}

#[wasm_bindgen_test]
async fn without_a_list_a_code_is_not_called_valid_and_without_keys_nothing_is() {
    keep_trust(false);
    let stage = page().await;
    let (kind, words) = said(&stage, &shown("live, in its slot")).await;
    assert_eq!(kind, "careful");
    assert!(words.contains("还没有撤销名单"), "{words}");
    assert!(stage.get(".verify__basis").text_content().unwrap().contains("撤销名单：还没有"), "{}", stage.text());
    drop(stage);
    storage().remove_item("volunteer-keys").unwrap();
    let (kind, words) = said(&page().await, &shown("live, in its slot")).await;
    assert_eq!(kind, "bad");
    assert!(words.contains("还没有本市的公钥"), "{words}");
}

#[wasm_bindgen_test]
async fn what_cannot_be_fetched_costs_nothing_that_is_there() {
    keep_trust(true);
    let stage = page().await;
    after(50).await;
    assert!(stage.get(".verify__basis").text_content().unwrap().contains("未联网"), "{}", stage.text());
    assert_eq!(said(&stage, &shown("live, in its slot")).await.0, "good");
}

#[wasm_bindgen_test]
async fn verdicts_are_said_in_english_too_and_heard() {
    keep_trust(true);
    i18n::set_language(Locale::en);
    let stage = Stage::of(public::verify);
    after(20).await;
    let (_, words) = said(&stage, &shown("a screenshot, a minute later")).await;
    assert!(words.contains("1 minute old") && words.contains("screenshot"), "{words}");
    assert!(stage.find("[role='status'] .verdict").is_some());
    drop(stage);
    i18n::set_language(Locale::zh_CN);
}
