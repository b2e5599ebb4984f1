//! The kiosk's key, and the file it signs when the network does not come back.

use crate::disk::{Spoilt, empty_disk};
use crate::published::storage;
use crate::queue::{code, fresh, serve, server, start};
use crate::scanners::scan;
use crate::stage::{Stage, after, type_into};
use domain::credential::PublicKey;
use domain::scan_file::{ScanFile, ScanFileContent};
use portal::browser::device_key::DeviceKey;
use portal::pages::kiosk;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const KEY: &str = "kiosk-key";
/// Keeps what would be downloaded in the window instead.
const DOWNLOADS: &str = "const { createObjectURL } = URL, { click } = HTMLAnchorElement.prototype;
    URL.createObjectURL = (blob) => { blob.text().then((text) => { window.savedText = text; }); return '#'; };
    HTMLAnchorElement.prototype.click = function () { window.savedName = this.download; };
    return () => { URL.createObjectURL = createObjectURL; HTMLAnchorElement.prototype.click = click; };";

fn of_window(name: &str) -> String {
    js_sys::Reflect::get(&web_sys::window().unwrap(), &JsValue::from_str(name)).unwrap().as_string().unwrap()
}

/// Presses the button; the file's name and the file.
async fn save(stage: &Stage) -> (String, ScanFile) {
    let caught = Spoilt::by(DOWNLOADS);
    stage.get(".kiosk__staff button").click();
    after(20).await;
    stage.all(".kiosk__staff button").into_iter().find(|button| button.text_content().unwrap().contains("导出")).unwrap().click();
    after(400).await;
    drop(caught);
    (of_window("savedName"), serde_json::from_str(&of_window("savedText")).unwrap())
}

async fn public_key() -> PublicKey {
    PublicKey::from_uncompressed(DeviceKey::find(KEY).await.unwrap().unwrap().key.point()).unwrap()
}

#[wasm_bindgen_test]
async fn the_file_holds_what_waits_and_what_was_answered_in_order_and_is_signed() {
    DeviceKey::make().await.unwrap().keep(KEY, "").await.unwrap();
    let stage = fresh().await;
    for n in 0..2 {
        scan(&code(n));
        after(20).await;
    }
    serve(0);
    drop(stage);
    drop(start().await);
    after(300).await;
    assert_eq!(server("server.kept.size"), 2);
    crate::server::answers(&[]);
    let stage = start().await;
    scan(&code(2));
    after(300).await;
    let (name, file) = save(&stage).await;
    assert!(name.starts_with("kiosk-人民东路-20") && name.ends_with(".json"), "{name}");
    assert!(file.is_signed_by(&public_key().await));
    let content: ScanFileContent = serde_json::from_str(&file.content).unwrap();
    let texts: Vec<&str> = content.scans.iter().map(|scan| scan.text.as_str()).collect();
    assert_eq!(texts, [code(0), code(1), code(2)]);
    assert_eq!((content.device.raw(), content.station.raw()), (1, 2));
    assert!(stage.get(".kiosk__staff").text_content().unwrap().contains("已导出 3 次扫码"));
}

#[wasm_bindgen_test]
async fn a_browser_without_keys_saves_the_file_and_says_that_it_is_not_signed() {
    DeviceKey::forget(KEY).await;
    let stage = fresh().await;
    scan(&code(7));
    after(300).await;
    let (_, file) = save(&stage).await;
    assert_eq!(file.signature, None);
    assert!(stage.get(".kiosk__staff").text_content().unwrap().contains("不能签名"));
}

#[wasm_bindgen_test]
async fn a_kiosk_gives_its_key_when_it_enrols_and_keeps_it() {
    DeviceKey::forget(KEY).await;
    empty_disk().await;
    storage().remove_item("kiosk-state").unwrap();
    let refused = r#"{"code":"not_enrolled","status":401,"title":"none","fields":[]}"#;
    crate::server::answers(&[("GET /api/kiosk", 401, refused.into()), ("POST /api/kiosk/enrolment", 201, "{}".into())]);
    let stage = Stage::of(kiosk::kiosk);
    after(300).await;
    type_into(&stage.get("#code"), "4K7A 29QX");
    type_into(&stage.get("#name"), "前台");
    let asked = Spoilt::by("const { fetch } = window; window.fetch = (url, init) => { window.savedText = init.body; return fetch(url, init); }; return () => { window.fetch = fetch; };");
    stage.get("button[type=submit]").click();
    after(400).await;
    drop(asked);
    let sent: serde_json::Value = serde_json::from_str(&of_window("savedText")).unwrap();
    assert_eq!(sent["public_key"], serde_json::to_value(public_key().await).unwrap());
}
