//! Calendar apps understand our calendars: parsers that other people wrote read them (tests/calendar).
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use axum::body::Body;
use axum::http::Request;
use domain::api::calendar::{MakeMyCalendar, activity_file};
use domain::api::sign_up::{CancelSignUp, JoinWaitlist, MakeSignUp};
use harness::{NOBODY, Portal, draft_of, people_in_one_write};
use serde_json::{Value, json};
use std::process::Command;

/// What an app understands of the calendar at `path`.
async fn understood(portal: &Portal, path: &str) -> Vec<Value> {
    let raw = portal.raw(NOBODY.mark(Request::builder().uri(path)).header("host", "portal.example").body(Body::empty()).unwrap()).await;
    assert_eq!(raw.status, 200, "{raw:?}");
    let file = portal.folder.path().join("read.ics");
    std::fs::write(&file, &raw.body).unwrap();
    let python = std::env::var("PORTAL_CALENDAR_PYTHON").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/calendar/read.py");
    let said = Command::new(python).arg(script).arg(&file).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

#[tokio::test]
#[ignore = "needs Python with packages, which PORTAL_CALENDAR_PYTHON names: cargo xtask test calendar"]
async fn parsers_of_others_understand_a_feed_and_how_it_changes() {
    let portal = Portal::sqlite().await;
    let title = "清扫, 公园; “春风\\行动” 志愿者们一起把步道、草坪和湖边都打扫干净，欢迎大家带上家人朋友参加";
    let mut body = draft_of(portal.team("431002").await, "431002", None, portal.app.now().plus_minutes(100 * 60), 1);
    body["draft"]["title"] = json!(title);
    body["draft"]["map_position"] = json!({"latitude_e7": 257_712_345, "longitude_e7": 1_130_123_456});
    let (open, people) = (portal.shown_from(body).await, people_in_one_write(&portal, 2).await);
    let first = portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
    let second = portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
    let mut feeds = Vec::new();
    for who in &people {
        feeds.push(portal.send::<MakeMyCalendar>(who, (), ()).await.done().feed.unwrap().path);
    }
    let own = understood(&portal, &feeds[0]).await;
    assert_eq!(own.len(), 1);
    let entry = &own[0];
    assert_eq!((&entry["summary"], &entry["location"], &entry["status"], &entry["sequence"]), (&json!(title), &json!("人民公园"), &json!("CONFIRMED"), &json!(0)));
    // Calendars count in seconds.
    let start = open.starts_at.unix_ms() / 1000 * 1000;
    assert_eq!((&entry["start"], &entry["end"], &entry["geo"]), (&json!(start), &json!(start + 120 * 60_000), &json!([25.771_234_5, 113.012_345_6])));
    assert_eq!((&entry["uid"], &entry["url"]), (&json!(format!("{}@4310.volunteer-portal", first.id)), &json!(format!("http://portal.example/activities/{}", open.id))));
    assert_eq!(understood(&portal, &feeds[1]).await[0]["status"], "TENTATIVE");

    portal.send::<CancelSignUp>(&people[0], first.id, ()).await.done();
    let after = understood(&portal, &feeds[0]).await;
    assert_eq!((&after[0]["uid"], &after[0]["status"], &after[0]["sequence"]), (&entry["uid"], &json!("CANCELLED"), &json!(1)));
    assert!(after[0]["stamp"].as_i64() >= entry["stamp"].as_i64());
    let waits = understood(&portal, &feeds[1]).await;
    assert_eq!((&waits[0]["uid"], &waits[0]["status"], &waits[0]["sequence"]), (&json!(format!("{}@4310.volunteer-portal", second.id)), &json!("TENTATIVE"), &json!(1)));
    assert_eq!(understood(&portal, &activity_file(open.id)).await[0]["summary"], title);
}
