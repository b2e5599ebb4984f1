//! Calendars as files: the feed, one sign-up, an activity's shifts.

use crate::harness::{NOBODY, Portal, Raw, Who, people_in_one_write};
use axum::body::Body;
use axum::http::Request;
use domain::api::activity::CancelActivity;
use domain::api::calendar::{EndMyCalendar, GetMyCalendar, MakeMyCalendar, activity_file, sign_up_file};
use domain::api::sign_up::{CancelSignUp, JoinWaitlist, MakeSignUp};
use domain::ids::{ActivityId, SignUpId};
use domain::problem::ErrorCode;

async fn get(portal: &Portal, who: &Who, path: &str, known: Option<&str>) -> Raw {
    let mut builder = who.mark(Request::builder().uri(path)).header("host", "portal.example");
    if let Some(tag) = known {
        builder = builder.header("if-none-match", tag);
    }
    portal.raw(builder.body(Body::empty()).unwrap()).await
}

/// The file at `path`, its lines unfolded.
async fn file(portal: &Portal, who: &Who, path: &str) -> String {
    let raw = get(portal, who, path, None).await;
    assert_eq!((raw.status, raw.headers["content-type"].to_str().unwrap()), (200, "text/calendar; charset=utf-8"), "{raw:?}");
    String::from_utf8(raw.body.to_vec()).unwrap().replace("\r\n ", "")
}

/// The value of each line with this name.
fn values<'f>(file: &'f str, name: &str) -> Vec<&'f str> {
    file.split("\r\n").filter_map(|line| line.split_once(':')).filter(|(own, _)| *own == name).map(|(_, value)| value).collect()
}

#[tokio::test]
async fn a_feed_follows_its_sign_up_under_one_name_and_keeps_it_when_it_is_cancelled() {
    let portal = Portal::sqlite().await;
    let (open, people) = (portal.open_activity(1).await, people_in_one_write(&portal, 2).await);
    let first = portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
    let second = portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
    let feed = portal.send::<MakeMyCalendar>(&people[1], (), ()).await.done().feed.unwrap().path;
    let waiting = file(&portal, &NOBODY, &feed).await;
    assert_eq!((values(&waiting, "STATUS"), values(&waiting, "SEQUENCE")), (vec!["TENTATIVE"], vec!["0"]), "{waiting}");
    assert_eq!(values(&waiting, "UID"), [format!("{}@4310.volunteer-portal", second.id)]);
    assert_eq!((values(&waiting, "SUMMARY"), values(&waiting, "LOCATION")), (vec!["清扫公园"], vec!["人民公园"]));
    assert_eq!(values(&waiting, "URL"), [format!("http://portal.example/activities/{}", open.id)]);
    assert_eq!(file(&portal, &NOBODY, &feed).await, waiting, "the same is told with the same sequence");

    portal.send::<CancelSignUp>(&people[0], first.id, ()).await.done();
    let offered = file(&portal, &NOBODY, &format!("{feed}?lang=en")).await;
    assert_eq!((values(&offered, "STATUS"), values(&offered, "SEQUENCE"), values(&offered, "X-WR-CALNAME")), (vec!["TENTATIVE"], vec!["1"], vec!["My volunteering"]));

    portal.sql("UPDATE shifts SET starts_at = starts_at + 3600000, ends_at = ends_at + 3600000").await;
    let moved = file(&portal, &NOBODY, &feed).await;
    assert_eq!(values(&moved, "SEQUENCE"), ["2"]);
    assert_ne!(values(&moved, "DTSTART"), values(&offered, "DTSTART"));

    portal.send::<CancelActivity>(&portal.administrator("4310").await, open.id, serde_json::json!({"reason": "暴雨"})).await.done();
    let over = file(&portal, &NOBODY, &feed).await;
    assert_eq!((values(&over, "STATUS"), values(&over, "SEQUENCE"), values(&over, "UID")), (vec!["CANCELLED"], vec!["3"], values(&waiting, "UID")));
    assert_eq!(portal.number("SELECT count(*) FROM calendar_entries").await, 1);
}

#[tokio::test]
async fn an_address_works_until_it_is_made_anew_or_ended_and_shows_one_persons_sign_ups() {
    let portal = Portal::sqlite().await;
    let (who, other, open) = (portal.volunteer().await, portal.volunteer().await, portal.open_activity(2).await);
    assert_eq!(portal.read::<GetMyCalendar>(&who, (), "").await.done().feed, None);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let feed = portal.send::<MakeMyCalendar>(&who, (), ()).await.done();
    assert_eq!(portal.read::<GetMyCalendar>(&who, (), "").await.done(), feed, "it is shown again");
    let first = feed.feed.unwrap().path;
    let others = portal.send::<MakeMyCalendar>(&other, (), ()).await.done().feed.unwrap().path;
    assert!(values(&file(&portal, &NOBODY, &others).await, "UID").is_empty());
    let second = portal.send::<MakeMyCalendar>(&who, (), ()).await.done().feed.unwrap().path;
    assert_ne!(first, second);
    assert_eq!(values(&file(&portal, &NOBODY, &second).await, "UID").len(), 1);
    portal.send::<EndMyCalendar>(&other, (), ()).await.done();
    for gone in [first.as_str(), others.as_str(), "/api/calendars/x.ics", "/api/calendars/.ics", "/api/calendars/%ff.ics", second.trim_end_matches(".ics")] {
        assert_eq!(get(&portal, &NOBODY, gone, None).await.problem().code, ErrorCode::NotFound, "{gone}");
    }
}

#[tokio::test]
async fn an_unchanged_calendar_is_not_sent_again_and_nobody_else_keeps_it() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(2).await);
    let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let feed = portal.send::<MakeMyCalendar>(&who, (), ()).await.done().feed.unwrap().path;
    for path in [feed, sign_up_file(made.id), activity_file(open.id)] {
        let first = get(&portal, &who, &path, None).await;
        assert_eq!((first.status, first.headers["cache-control"].to_str().unwrap()), (200, "private, no-cache"), "{path}");
        let again = get(&portal, &who, &path, first.headers["etag"].to_str().ok()).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
    }
}

#[tokio::test]
async fn one_sign_up_is_a_file_for_its_person_alone() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(2).await);
    let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let own = file(&portal, &who, &sign_up_file(made.id)).await;
    assert_eq!((values(&own, "STATUS"), values(&own, "UID").len()), (vec!["CONFIRMED"], 1));
    let code = async |who: &Who, id| get(&portal, who, &sign_up_file(id), None).await.problem().code;
    assert_eq!(code(&portal.volunteer().await, made.id).await, ErrorCode::NotFound);
    assert_eq!(code(&who, SignUpId::from_raw(1)).await, ErrorCode::NotFound);
    assert_eq!(code(&NOBODY, made.id).await, ErrorCode::NotLoggedIn);
    assert_eq!(code(&portal.administrator("4310").await, made.id).await, ErrorCode::Forbidden);
    assert_eq!(get(&portal, &who, "/api/sign-ups/nonsense/calendar.ics", None).await.problem().code, ErrorCode::NotFound);
}

#[tokio::test]
async fn everybody_gets_the_shifts_of_what_is_published() {
    let portal = Portal::sqlite().await;
    let (open, team) = (portal.open_activity(2).await, portal.team("431002").await);
    let shifts = file(&portal, &NOBODY, &activity_file(open.id)).await;
    assert_eq!((values(&shifts, "STATUS"), values(&shifts, "UID")), (vec!["CONFIRMED"], vec![format!("{}@4310.volunteer-portal", open.shift).as_str()]));
    let draft = portal.draft(team, "431002", None, 60, 1).await;
    for hidden in [draft.id, ActivityId::from_raw(1)] {
        assert_eq!(get(&portal, &NOBODY, &activity_file(hidden), None).await.problem().code, ErrorCode::NotFound);
    }
}
