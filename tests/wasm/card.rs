//! The volunteer ID: what this phone keeps, what its screen says, and where the card is if not here.

use crate::server::answers;
use crate::stage::{Stage, after};
use domain::api::card::{CardPhone, EvidenceKind, IssuedCredential, MyCard, SlotBook};
use domain::api::session::LoggedIn;
use domain::can::PersonKind;
use domain::credential::{Bytes, Class, PublicKey, Signature, Slot, es256};
use domain::ids::PersonId;
use domain::problem::{ErrorCode, Problem};
use domain::volunteer::VolunteerNumber;
use leptos::prelude::*;
use portal::browser::device_key::DeviceKey;
use portal::card::{Card, Face, Means, store};
use portal::city::now;
use portal::navigation;
use portal::route::Route;
use portal::{router, session};
use wasm_bindgen_test::wasm_bindgen_test;

const DAY: i64 = 86_400;

fn face() -> Face {
    Face { person: PersonId::from_raw(1), number: VolunteerNumber::from_random(42), name: "王小明".into(), star: 2, team: Some("北湖社区服务队".into()) }
}

fn volunteer() -> Option<LoggedIn> {
    let face = face();
    Some(LoggedIn { person: face.person, kind: PersonKind::Volunteer, name: face.name, number: Some(face.number), grants: Vec::new(), unread: 0 })
}

fn mine(phone: Option<CardPhone>) -> MyCard {
    let face = face();
    MyCard { number: face.number, name: face.name, star: face.star, team: face.team, phone, paper: None, evidence: EvidenceKind::Name }
}

fn phone(key: Option<PublicKey>, here: bool) -> CardPhone {
    let device = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36".to_owned();
    CardPhone { key, class: Class::Device, device, enrolled_at: now().plus_seconds(-3 * DAY), here }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn refusal(code: ErrorCode) -> (u16, String) {
    (code.status(), json(&Problem::new(code, "")))
}

/// A card of the strong kind that was issued `age` and ends `left` seconds from now.
async fn with_key(age: i64, left: i64) -> (Card, PublicKey) {
    let key = DeviceKey::make().await.unwrap_or_else(|_| panic!("this browser makes keys"));
    let public = PublicKey::from_uncompressed(key.point()).unwrap();
    let issued = IssuedCredential { credential: Bytes(vec![1; 200]), issued_at: now().plus_seconds(-age), expires_at: now().plus_seconds(left) };
    (Card { face: face(), means: Means::Key { key, issued } }, public)
}

/// The card page before anybody was asked who is there.
async fn page(who: Option<LoggedIn>) -> Stage {
    navigation::replace(&Route::Card);
    session::set(who);
    let stage = Stage::of(|| router::view(router::WHOLE));
    after(300).await;
    stage
}

async fn clean() {
    session::set(None);
    store::forget().await;
    answers(&[]);
}

/// The city is learnt by the first stage; cards are made by its clock.
fn city() {
    drop(Stage::of(|| ()));
}

#[wasm_bindgen_test]
async fn a_key_signs_what_its_public_half_confirms_also_after_it_was_kept() {
    city();
    let (card, public) = with_key(0, DAY).await;
    assert!(store::keep(&card).await);
    let Some(Card { means: Means::Key { key, .. }, face: found }) = store::find().await else { panic!("the card is kept") };
    assert_eq!(found, face());
    let signature = key.sign(b"a slot").await.unwrap_or_else(|_| panic!("it signs"));
    assert!(es256::holds(&public, b"a slot", &Signature::from_bytes(&signature).unwrap()));
    store::forget().await;
    assert!(store::find().await.is_none());
}

#[wasm_bindgen_test]
async fn a_kept_card_is_shown_while_nobody_can_be_asked() {
    clean().await;
    city();
    let (card, _) = with_key(0, 30 * DAY).await;
    store::keep(&card).await;
    let stage = page(volunteer()).await;
    let text = stage.text();
    assert!(text.contains("王小明") && text.contains("北湖社区服务队") && text.contains(&face().number.grouped()), "{text}");
    assert!(text.contains("离线可用至") && text.contains("服务期间的保险由本市统一安排"), "{text}");
    let picture = stage.get("svg[role=img]");
    assert_eq!(picture.get_attribute("aria-label").as_deref(), Some("志愿者二维码"));
    assert!(stage.get(".qr__dark").get_attribute("d").unwrap().len() > 1000);
    assert!(!text.contains("此浏览器不能保存密钥"));
    clean().await;
}

#[wasm_bindgen_test]
async fn whoever_is_logged_out_and_keeps_no_card_is_led_to_logging_in() {
    clean().await;
    let _stage = page(None).await;
    assert_eq!(navigation::current().get_untracked(), Route::LogIn { next: Some(Route::Card.href()) });
}

#[wasm_bindgen_test]
async fn proofs_made_beforehand_are_shown_as_the_weaker_kind() {
    clean().await;
    city();
    let book = SlotBook { credential: Bytes(vec![1; 200]), first: Slot::at(now()), proofs: Bytes(vec![7; 64 * 60]), issued_at: now(), expires_at: Slot::at(now()).plus(60).begin() };
    store::keep(&Card { face: face(), means: Means::Book(book) }).await;
    let stage = page(volunteer()).await;
    assert!(stage.text().contains("此浏览器不能保存密钥，证只能离线用几个小时"), "{}", stage.text());
    assert!(stage.find(".qr__dark").is_some());
    clean().await;
}

#[wasm_bindgen_test]
async fn a_card_that_is_over_says_what_helps_and_shows_no_code() {
    clean().await;
    city();
    let (card, _) = with_key(31 * DAY, -60).await;
    store::keep(&card).await;
    let stage = page(volunteer()).await;
    assert!(stage.text().contains("这个证需要联网更新一次") && stage.text().contains("您的服务时长都在"), "{}", stage.text());
    assert!(stage.find(".qr").is_none());
    clean().await;
}

#[wasm_bindgen_test]
async fn a_phone_whose_clock_is_wrong_is_told_by_how_much() {
    clean().await;
    city();
    let (card, _) = with_key(0, DAY).await;
    store::keep(&card).await;
    let stage = page(volunteer()).await;
    let asked = portal::browser::clock::device_now_ms();
    portal::city::hear_clock(asked + 300_000, asked, asked);
    after(1_200).await;
    assert!(stage.text().contains("这台手机的时间慢了 5 分钟"), "{}", stage.text());
    portal::city::hear_clock(asked, asked, asked);
    after(1_200).await;
    assert!(!stage.text().contains("这台手机的时间"), "{}", stage.text());
    clean().await;
}

#[wasm_bindgen_test]
async fn a_card_on_another_phone_is_not_taken_without_asking() {
    clean().await;
    city();
    let (_, other) = with_key(0, DAY).await;
    answers(&[("GET /api/me/card", 200, json(&mine(Some(phone(Some(other), false)))))]);
    let stage = page(volunteer()).await;
    let text = stage.text();
    assert!(text.contains("证在另一台设备上") && text.contains("Chrome · Android") && text.contains("把证移到这台手机") && text.contains("手机丢了？挂失"), "{text}");
    clean().await;
}

#[wasm_bindgen_test]
async fn cleared_storage_loses_no_hours_and_says_so() {
    clean().await;
    city();
    let (_, lost) = with_key(0, DAY).await;
    answers(&[("GET /api/me/card", 200, json(&mine(Some(phone(Some(lost), true)))))]);
    let stage = page(volunteer()).await;
    let text = stage.text();
    assert!(text.contains("这台手机上的证被浏览器清除了") && text.contains("您的服务时长、星级和志愿者编号都在"), "{text}");
    assert!(!text.contains("手机丢了？挂失"));
    clean().await;
}

#[wasm_bindgen_test]
async fn a_first_card_is_enrolled_without_a_word() {
    clean().await;
    city();
    let issued = IssuedCredential { credential: Bytes(vec![1; 200]), issued_at: now(), expires_at: now().plus_seconds(30 * DAY) };
    answers(&[("GET /api/me/card", 200, json(&mine(None))), ("PUT /api/me/card/phone", 200, json(&issued))]);
    let stage = page(volunteer()).await;
    after(300).await;
    assert!(stage.find(".qr__dark").is_some(), "{}", stage.text());
    assert!(store::find().await.is_some());
    clean().await;
}

#[wasm_bindgen_test]
async fn only_a_refused_renewal_takes_a_card_away() {
    clean().await;
    city();
    let (card, _) = with_key(0, 30 * DAY).await;
    let (_, other) = with_key(0, DAY).await;
    store::keep(&card).await;
    let told = ("GET /api/me/card", 200, json(&mine(Some(phone(Some(other), false)))));
    // An answer that the browser has kept says that it is elsewhere; nobody confirms it.
    answers(std::slice::from_ref(&told));
    let stage = page(volunteer()).await;
    assert!(stage.find(".qr__dark").is_some() && store::find().await.is_some());
    drop(stage);
    let (status, gone) = refusal(ErrorCode::CardGone);
    answers(&[told, ("POST /api/me/card/renewal", status, gone)]);
    let stage = page(volunteer()).await;
    after(300).await;
    assert!(stage.text().contains("证已移到另一台设备") && stage.find(".qr").is_none(), "{}", stage.text());
    assert!(store::find().await.is_none());
    clean().await;
}

#[wasm_bindgen_test]
async fn a_card_of_somebody_else_is_not_shown() {
    clean().await;
    city();
    let (mut card, _) = with_key(0, 30 * DAY).await;
    card.face.person = PersonId::from_raw(2);
    card.face.name = "李大明".into();
    store::keep(&card).await;
    let (_, other) = with_key(0, DAY).await;
    answers(&[("GET /api/me/card", 200, json(&mine(Some(phone(Some(other), false)))))]);
    let stage = page(volunteer()).await;
    assert!(store::find().await.is_none(), "nor is their key used");
    assert!(!stage.text().contains("李大明") && stage.text().contains("证在另一台设备上"), "{}", stage.text());
    clean().await;
}
