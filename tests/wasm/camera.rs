//! The camera's picture: which camera, what it can do, how aiming is helped, and how it comes back.

use crate::lens::{asked, broken_decoder, camera, dark_decoder, decoder, drawn_decoder, no_decoder, says};
use crate::published::storage;
use crate::server::answers;
use crate::stage::{Stage, after, until};
use leptos::prelude::*;
use portal::browser::camera::Facing;
use portal::components::Camera;
use portal::i18n::{self, Locale};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

type Read = Rc<RefCell<Vec<String>>>;

/// A camera's view with its settings, and what it reads.
fn view() -> (Stage, Read) {
    i18n::set_language(Locale::zh_CN);
    answers(&[]);
    let read = Read::default();
    let reading = StoredValue::new_local(Rc::clone(&read));
    let stage = Stage::of(move || {
        let camera = Camera::new(Facing::Environment, Callback::new(move |text| reading.with_value(|read| read.borrow_mut().push(text))));
        view! { {camera.picture("可以改用扫码枪。")} {camera.settings()} }
    });
    (stage, read)
}

fn forget_choice() {
    for key in ["camera-device", "camera-facing"] {
        storage().remove_item(key).unwrap();
    }
}

fn is_off(stage: &Stage) -> bool {
    stage.get(".camera").class_list().contains("is-off")
}

async fn on(stage: &Stage) {
    until("a picture", || !is_off(stage) && says("return camera.track?.readyState === 'live'").is_truthy()).await;
}

#[wasm_bindgen_test]
async fn a_code_is_read_again_and_again_and_aiming_is_helped() {
    forget_choice();
    let _camera = camera();
    decoder(Some("VOL2ABC"));
    let (stage, read) = view();
    until("reading", || read.borrow().len() > 2).await;
    assert_eq!(read.borrow()[0], "VOL2ABC");
    assert!(stage.get(".camera__aim").text_content().unwrap().contains("对准框内"));
    drop(stage);
    after(200).await;
    let count = read.borrow().len();
    after(300).await;
    assert_eq!(read.borrow().len(), count, "a camera that nobody looks at is off");
    assert_eq!(says("return camera.track.readyState").as_string().unwrap(), "ended");
}

#[wasm_bindgen_test]
async fn whoever_holds_a_code_into_the_dark_is_told() {
    let _camera = camera();
    dark_decoder();
    let (stage, _) = view();
    until("a word of darkness", || stage.get(".camera__aim").text_content().unwrap().contains("太暗")).await;
}

#[wasm_bindgen_test]
async fn where_frames_cannot_be_read_in_the_worker_they_are_drawn_for_it() {
    let _camera = camera();
    drawn_decoder("VOL2ABC");
    let (_stage, read) = view();
    until("reading", || !read.borrow().is_empty()).await;
    assert_eq!(read.borrow()[0], format!("VOL2ABC 640x480 {}", 640 * 480 * 4));
}

#[wasm_bindgen_test]
async fn the_chosen_camera_is_asked_for_again_and_a_front_camera_is_a_mirror() {
    forget_choice();
    let _camera = camera();
    says("camera.sources = [{ kind: 'audioinput', deviceId: 'm', label: 'mic' }, { kind: 'videoinput', deviceId: 'a', label: 'Back' }, { kind: 'videoinput', deviceId: 'b', label: 'Front' }];
        camera.is = { deviceId: 'a', facingMode: 'environment' };");
    decoder(None);
    let (stage, _) = view();
    until("a choice", || stage.all("#camera-source option").len() == 2).await;
    assert!(!stage.get(".camera").class_list().contains("is-mirrored"));
    assert_eq!(says("return camera.asked[0].facingMode.ideal").as_string().unwrap(), "environment");
    says("camera.is = { deviceId: 'b', facingMode: 'user' }; const select = document.querySelector('#camera-source'); select.value = 'b'; select.dispatchEvent(new Event('change', { bubbles: true }));");
    until("a mirror", || stage.get(".camera").class_list().contains("is-mirrored")).await;
    drop(stage);
    let (stage, _) = view();
    on(&stage).await;
    assert_eq!(says("const { deviceId, facingMode } = camera.asked.at(-1); return `${deviceId.ideal} ${facingMode.ideal}`").as_string().unwrap(), "b user");
    forget_choice();
}

#[wasm_bindgen_test]
async fn lamp_zoom_and_focus_are_there_where_the_camera_has_them() {
    let _camera = camera();
    decoder(None);
    let (stage, _) = view();
    on(&stage).await;
    assert!(stage.find("#camera-zoom").is_none() && stage.all(".camera-settings button").is_empty());
    drop(stage);
    says("camera.can = { torch: true, zoom: { min: 1, max: 4, step: 0.5 }, focusMode: ['continuous', 'single-shot'] }; camera.is = { zoom: 1 };");
    let (stage, _) = view();
    until("the settings", || stage.find("#camera-zoom").is_some()).await;
    assert_eq!(says("return camera.applied[0].focusMode").as_string().unwrap(), "continuous", "without being told to");
    for button in stage.all(".camera-settings button") {
        button.click();
    }
    says("const zoom = document.querySelector('#camera-zoom'); zoom.value = '2.5'; zoom.dispatchEvent(new Event('input', { bubbles: true }));");
    until("its doing", || says("return camera.applied.length").as_f64() == Some(5.0)).await;
    let applied = says("return camera.applied.slice(1).map((one) => JSON.stringify(one)).sort().join()").as_string().unwrap();
    assert_eq!(applied, r#"{"focusMode":"continuous"},{"focusMode":"single-shot"},{"torch":true},{"zoom":2.5}"#);
    until("a lamp that is told to be on", || stage.find("[aria-pressed='true']").is_some()).await;
}

#[wasm_bindgen_test]
async fn a_camera_that_is_unplugged_is_told_and_comes_back_by_itself() {
    let _camera = camera();
    decoder(None);
    let (stage, _) = view();
    on(&stage).await;
    says("camera.refusal = 'NotFoundError'; camera.track.dispatchEvent(new Event('ended'));");
    until("a fault", || is_off(&stage)).await;
    let words = stage.get(".camera").text_content().unwrap();
    assert!(words.contains("被拔掉了") && words.contains("可以改用扫码枪。") && words.contains("会自动再试"), "{words}");
    let before = asked();
    until("a try", || asked() > before).await;
    assert!(is_off(&stage));
    // Plugged in again, it is tried at once, however long the next wait would be.
    says("camera.refusal = null; navigator.mediaDevices.dispatchEvent(new Event('devicechange'));");
    on(&stage).await;
}

#[wasm_bindgen_test]
async fn a_camera_that_was_refused_is_not_asked_for_again_until_somebody_presses_the_button() {
    let _camera = camera();
    decoder(None);
    says("camera.refusal = 'NotAllowedError'");
    let (stage, _) = view();
    until("a fault", || stage.get(".camera").text_content().unwrap().contains("摄像头没有开启")).await;
    after(1_300).await;
    assert_eq!(asked(), 1);
    says("camera.refusal = null");
    stage.get(".camera button").click();
    on(&stage).await;
}

#[wasm_bindgen_test]
async fn a_decoder_that_breaks_is_started_anew() {
    let _camera = camera();
    broken_decoder();
    let (stage, read) = view();
    until("a fault", || stage.get(".camera").text_content().unwrap().contains("识别程序停了")).await;
    decoder(Some("VOL2ABC"));
    until("reading", || !read.borrow().is_empty()).await;
    assert!(!is_off(&stage));
    no_decoder();
}
