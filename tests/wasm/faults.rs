//! What goes wrong with a kiosk: it is said large, with one next step, and nothing is lost.

use crate::disk::{Spoilt, on_disk};
use crate::kiosk::page;
use crate::lens::{asked, camera, decoder, no_decoder, says};
use crate::published::{keep_trust, shown, storage};
use crate::scanners::scan;
use crate::stage::{Stage, until};
use wasm_bindgen_test::wasm_bindgen_test;

const NUMBER: &str = "000001C3";
/// The disk and the storage take nothing.
const FULL: &str = "const { add } = IDBObjectStore.prototype, { setItem } = Storage.prototype;
    IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    return () => { IDBObjectStore.prototype.add = add; Storage.prototype.setItem = setItem; };";
const WAKE: &str = "window.awake = { asked: 0, released: 0 };
    Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request: async () => { awake.asked++; return { release: async () => { awake.released++; } }; } } });
    return () => { delete navigator.wakeLock; };";
const DAY_MS: i64 = 86_400_000;

fn panel(stage: &Stage) -> (String, String) {
    let panel = stage.get(".kiosk-answer");
    (panel.get_attribute("data-kind").unwrap(), panel.text_content().unwrap())
}

/// Puts the clock `ms` off the instant of the vectors.
fn put_clock(ms: i64) {
    shown("live, in its slot");
    let device = portal::browser::clock::device_now_ms();
    portal::city::hear_clock(portal::city::now().unix_ms() + ms, device, device);
}

async fn out_of_order(stage: &Stage, words: &[&str]) {
    until("out of order", || panel(stage).0 == "out-of-order").await;
    let said = panel(stage).1;
    for word in words.iter().chain(&["暂停使用", "请工作人员"]) {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
}

#[wasm_bindgen_test]
async fn a_full_device_is_out_of_order_and_keeps_what_it_can() {
    keep_trust(true);
    put_clock(0);
    let stage = page().await;
    let full = Spoilt::by(FULL);
    scan(NUMBER);
    until("a warning", || panel(&stage).1.contains("没能存好")).await;
    out_of_order(&stage, &["存不下", "不要关闭本页"]).await;
    assert!(stage.get(".kiosk__notes").text_content().unwrap().contains("1 次扫码只在内存里"));
    // There is room again: it is on the disk as soon as anything is looked at.
    drop((full, stage));
    let stage = crate::queue::start().await;
    until("its place", || panel(&stage).0 == "waiting" && stage.get(".kiosk__notes").text_content().unwrap().contains("1 次扫码待上传")).await;
    assert_eq!(on_disk().await.0.len(), 1);
}

#[wasm_bindgen_test]
async fn without_keys_and_network_it_is_out_of_order_and_scans_are_noted() {
    keep_trust(true);
    put_clock(0);
    storage().remove_item("volunteer-keys").unwrap();
    let stage = page().await;
    out_of_order(&stage, &["没有本市的公钥", "联网"]).await;
    scan(NUMBER);
    until("its note", || panel(&stage).1.contains("已记下")).await;
    assert_eq!(on_disk().await.0.len(), 1);
}

#[wasm_bindgen_test]
async fn with_an_old_list_or_none_and_no_network_it_is_out_of_order() {
    keep_trust(false);
    put_clock(0);
    let stage = page().await;
    out_of_order(&stage, &["撤销名单太旧或没有"]).await;
    drop(stage);
    keep_trust(true);
    put_clock(8 * DAY_MS);
    let stage = page().await;
    out_of_order(&stage, &["撤销名单太旧或没有"]).await;
    assert!(stage.get(".kiosk__notes").text_content().unwrap().contains("撤销名单是"), "the banner tells how old");
    put_clock(0);
}

#[wasm_bindgen_test]
async fn a_clock_that_is_a_day_slow_is_proved_by_the_list_and_said() {
    keep_trust(true);
    put_clock(-DAY_MS);
    let stage = page().await;
    out_of_order(&stage, &["时间慢了", "自动设置时间"]).await;
    assert!(stage.get(".kiosk__notes").text_content().unwrap().contains("这台设备的时间"));
    scan(&shown("live, in its slot"));
    until("an answer", || !matches!(panel(&stage).0.as_str(), "out-of-order" | "reading")).await;
    assert_eq!(on_disk().await.0.len(), 1, "what is scanned is noted all the same");
    put_clock(0);
}

#[wasm_bindgen_test]
async fn without_a_camera_the_panel_says_what_goes_on_working() {
    keep_trust(true);
    put_clock(0);
    let _camera = camera();
    decoder(None);
    says("camera.refusal = 'NotAllowedError'");
    let stage = page().await;
    until("other words", || panel(&stage).1.contains("摄像头用不了：可以用扫码枪，或在下面输入编号")).await;
    assert!(stage.get(".camera").text_content().unwrap().contains("摄像头没有开启"));
    scan(NUMBER);
    until("its note", || panel(&stage).1.contains("已记下")).await;
    says("camera.refusal = null");
    stage.get(".camera button").click();
    until("the camera", || asked() == 2 && !stage.get(".camera").class_list().contains("is-off")).await;
    until("the usual words", || panel(&stage).1.contains("对准摄像头")).await;
    no_decoder();
}

#[wasm_bindgen_test]
async fn the_banner_tells_what_waits() {
    keep_trust(true);
    put_clock(0);
    let stage = page().await;
    assert!(!stage.get(".kiosk__notes").text_content().unwrap().contains("待上传"));
    scan(NUMBER);
    until("a note", || stage.get(".kiosk__notes").text_content().unwrap().contains("1 次扫码待上传")).await;
}

#[wasm_bindgen_test]
async fn the_screen_is_kept_on_again_after_the_page_was_away() {
    keep_trust(true);
    let _wake = Spoilt::by(WAKE);
    let count = |name: &str| says(&format!("return awake.{name}")).as_f64().unwrap() as u32;
    let stage = page().await;
    assert_eq!((count("asked"), count("released")), (1, 0));
    says("document.dispatchEvent(new Event('visibilitychange'))");
    until("another wish", || count("asked") == 2).await;
    drop(stage);
    until("an end", || count("released") == 2).await;
}
