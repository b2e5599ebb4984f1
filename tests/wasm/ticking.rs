//! A leader's phone: the list to tick, what is kept of it, and what is forgotten.

use crate::disk::{empty_disk, on_disk};
use crate::published::{keep_trust, kept, storage};
use crate::server::answers;
use crate::stage::{Stage, after, document, type_into};
use domain::api::session::LoggedIn;
use domain::can::PersonKind;
use domain::check_in::Place;
use domain::ids::{ActivityId, DeviceId, PersonId, ShiftId};
use domain::kiosk::{Expected, KioskShift, KioskState, Listed};
use domain::time::{Interval, Timestamp};
use domain::volunteer::VolunteerNumber;
use portal::i18n::{self, Locale};
use portal::pages::kiosk;
use portal::{city, session};
use serde_json::Value;
use wasm_bindgen_test::wasm_bindgen_test;

const ACTIVITY: ActivityId = ActivityId::from_raw(5);

fn number(n: u64) -> VolunteerNumber {
    VolunteerNumber::from_random(n)
}

fn person(n: u64, name: &str, came: Option<Timestamp>) -> Expected {
    let listed = Listed { name: name.into(), is_self: n == 0, checked_in_at: came, checked_out_at: None, credited_minutes: 0 };
    Expected { number: number(n), shift: ShiftId::from_raw(1), present: came.is_some(), listed: Some(listed) }
}

/// What the phone keeps of an activity that has begun ten minutes ago, with so many people beside the leader and one who is in.
fn remembered(people: u64) {
    i18n::set_language(Locale::zh_CN);
    let now = city::now();
    let time = Interval { start: now.plus_minutes(-10), end: now.plus_minutes(110) };
    let others = (2..2 + people).map(|n| person(n, &format!("志愿者{n}"), None));
    let state = KioskState {
        device: DeviceId::from_raw(3),
        place: Place::Activity(ACTIVITY),
        place_name: "清扫公园".into(),
        server_time: now,
        shifts: vec![KioskShift { id: ShiftId::from_raw(1), activity: "清扫公园".into(), position: "清扫".into(), time, expected: 3, present: 1 }],
        present: 1,
        roster: [person(0, "王队长", None), person(1, "周春雨", Some(now.plus_minutes(-8)))].into_iter().chain(others).collect(),
        known: None,
    };
    storage().set_item(&format!("own:scanner-state:{ACTIVITY}"), &serde_json::to_string(&state).unwrap()).unwrap();
}

/// The scanner as it opens without network, on an empty disk.
async fn page(people: u64) -> Stage {
    keep_trust(true);
    empty_disk().await;
    // Only a mounted page knows its city.
    drop(Stage::of(|| ()));
    remembered(people);
    answers(&[]);
    start().await
}

async fn start() -> Stage {
    let stage = Stage::of(|| kiosk::scanner(ACTIVITY));
    after(300).await;
    stage
}

fn row(stage: &Stage, name: &str) -> web_sys::HtmlElement {
    stage.all(".ticking__person").into_iter().find(|row| row.text_content().unwrap().contains(name)).unwrap()
}

fn text(stage: &Stage, name: &str) -> String {
    row(stage, name).text_content().unwrap()
}

fn tick(stage: &Stage, name: &str) {
    use wasm_bindgen::JsCast;
    let button = row(stage, name).query_selector("button").unwrap().unwrap().unchecked_into::<web_sys::HtmlElement>();
    button.focus().unwrap();
    button.click();
}

#[wasm_bindgen_test]
async fn a_tick_without_network_is_noted_kept_and_never_called_checked_in() {
    let stage = page(1).await;
    assert!(stage.text().contains("清扫公园") && text(&stage, "志愿者2").contains("未到"));
    tick(&stage, "志愿者2");
    after(300).await;
    let shown = text(&stage, "志愿者2");
    assert!(shown.contains("已记下签到") && shown.contains("待上传") && shown.contains('离'), "{shown}");
    assert!(!stage.text().contains("签到成功"), "{}", stage.text());
    assert_eq!(document().active_element().unwrap().get_attribute("aria-label").as_deref(), Some("志愿者2 离，签退"), "the focus stays on the button, which means the other thing now");
    let entry: Value = serde_json::from_str(&on_disk().await.0[0]).unwrap();
    assert_eq!((&entry["activity"], &entry["scan"]["text"], &entry["scan"]["chosen"]), (&ACTIVITY.to_string().into(), &number(2).to_string().into(), &ShiftId::from_raw(1).to_string().into()));
    assert!(!entry.to_string().contains("志愿者"), "no name among the scans");
    drop(stage);
    let stage = start().await;
    assert!(text(&stage, "志愿者2").contains("已记下签到"), "after a reload too");
    tick(&stage, "周春雨");
    after(300).await;
    assert!(text(&stage, "周春雨").contains("已记下签退"), "{}", text(&stage, "周春雨"));
}

#[wasm_bindgen_test]
async fn a_leaders_own_line_has_no_button_and_says_who_helps() {
    let stage = page(0).await;
    let own = row(&stage, "王队长");
    assert!(own.query_selector("button").unwrap().is_none());
    assert!(own.text_content().unwrap().contains("另一位负责人"));
}

#[wasm_bindgen_test]
async fn a_long_list_can_be_searched() {
    let stage = page(5).await;
    assert!(stage.find("#find").is_none());
    drop(stage);
    let stage = page(30).await;
    assert_eq!(stage.all(".ticking__person").len(), 32);
    type_into(&stage.get("#find"), "周春");
    after(50).await;
    assert_eq!(stage.all(".ticking__person").len(), 1);
    let grouped = number(7).to_string().to_lowercase();
    type_into(&stage.get("#find"), &grouped);
    after(50).await;
    assert!(stage.all(".ticking__person").len() == 1 && stage.text().contains("志愿者7"));
}

#[wasm_bindgen_test]
async fn logging_out_forgets_the_names_and_keeps_the_scans() {
    let somebody = LoggedIn { person: PersonId::from_raw(1), kind: PersonKind::Volunteer, name: "王队长".into(), number: None, grants: Vec::new(), unread: 0 };
    session::set(Some(somebody));
    let stage = page(1).await;
    tick(&stage, "志愿者2");
    after(300).await;
    drop(stage);
    session::set(None);
    assert_eq!(kept("own:"), Vec::<String>::new());
    let refused = r#"{"code":"not_logged_in","status":401,"title":"none","fields":[]}"#;
    answers(&[(&format!("POST /api/activities/{ACTIVITY}/scanners"), 401, refused.into())]);
    let stage = start().await;
    assert!(stage.text().contains("1 次扫码还没有上传") && !stage.text().contains("志愿者2"), "{}", stage.text());
    let link = stage.all("a").into_iter().find(|a| a.text_content().unwrap().trim() == "登录").unwrap();
    assert!(link.get_attribute("href").unwrap().starts_with("/login?next="));
    assert_eq!(on_disk().await.0.len(), 1);
    empty_disk().await;
}
