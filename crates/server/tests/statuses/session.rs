//! Logging in and out, and joining.

use crate::harness::{NOBODY, Portal};
use anyhow::bail;
use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, header};
use domain::api::account::GetProfile;
use domain::api::attendance::GetBoard;
use domain::api::session::{CodeLoginOutcome, EndAllSessions, EndSession, GetWhoAmI, Join, ListSessions, LogIn, LogInStaff, LogOut, SendCode};
use domain::api::{Endpoint, PathArgs, UNATTENDED};
use domain::can::{PersonKind, Role};
use domain::check_in::Place;
use domain::ids::SessionId;
use domain::notice::DeliveryFault;
use domain::problem::{ErrorCode, FieldCode};
use domain::text::Phone;
use futures::future::BoxFuture;
use serde_json::{Value, json};
use server::gateways::SmsGateway;
use server::http::Limits;
use server::store::staff;
use std::num::NonZeroU32;

const PHONE: &str = "13800138000";

async fn code(portal: &Portal) -> String {
    portal.send::<SendCode>(&NOBODY, (), json!({"phone": PHONE})).await.done().demo_code.unwrap()
}

async fn ticket(portal: &Portal) -> String {
    let code = code(portal).await;
    match portal.send::<LogIn>(&NOBODY, (), json!({"phone": PHONE, "code": code})).await.done() {
        CodeLoginOutcome::MayJoin { ticket, .. } => ticket,
        CodeLoginOutcome::LoggedIn { .. } => panic!("nobody has joined yet"),
    }
}

fn joining(ticket: &str) -> Value {
    json!({"ticket": ticket, "name": "张三", "division": "431002", "consent": "2026-1"})
}

/// A portal that lets one address guess once a minute.
async fn narrow() -> Portal {
    Portal::sqlite_with(|parts| parts.limits = Limits::new(NonZeroU32::MIN)).await
}

#[tokio::test]
async fn a_phone_joins_and_logs_in_again() {
    let portal = Portal::sqlite().await;
    let ticket = ticket(&portal).await;
    let joined = portal.send::<Join>(&NOBODY, (), joining(&ticket)).await;
    let cookie = joined.raw.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert_eq!((joined.done().kind, joined.done().unread), (PersonKind::Volunteer, 1));
    // The ticket again leads to the same account, not to a second one.
    assert_eq!(portal.send::<Join>(&NOBODY, (), self::joining(&ticket)).await.done().person, joined.done().person);
    portal.app.clock.advance_minutes(2);
    let code = code(&portal).await;
    let CodeLoginOutcome::LoggedIn { viewer } = portal.send::<LogIn>(&NOBODY, (), json!({"phone": "+86 138-0013-8000", "code": code})).await.done() else { panic!("the phone is known") };
    assert_eq!(viewer.person, joined.done().person);
}

#[tokio::test]
async fn a_list_that_renews_itself_keeps_no_unused_session_alive() {
    let portal = Portal::sqlite().await;
    let (station, administrator) = (portal.station("431002").await, portal.administrator("4310").await);
    let idle_minutes = portal.app.policy().sessions.staff_idle_minutes;
    let look = |builder: Builder| {
        let request = administrator.mark(builder).uri(Place::Station(station).fill(GetBoard::PATTERN)).body(Body::empty()).unwrap();
        async { portal.raw(request).await.status }
    };
    // Somebody who looks stays; what looks by itself does not.
    for _ in 0..4 {
        portal.app.clock.advance_minutes(idle_minutes / 2);
        assert_eq!(look(Request::builder()).await, 200);
    }
    let mut last = 200;
    for _ in 0..4 {
        portal.app.clock.advance_minutes(idle_minutes / 2);
        last = look(Request::builder().header(UNATTENDED, "1")).await;
    }
    assert_eq!(last, 401);
}

#[tokio::test]
async fn a_code_is_asked_for_in_peace() {
    let portal = Portal::sqlite().await;
    portal.send::<SendCode>(&NOBODY, (), json!({"phone": "12800138000"})).await.wrong("phone");
    code(&portal).await;
    let soon = portal.send::<SendCode>(&NOBODY, (), json!({"phone": PHONE})).await;
    let wait = soon.refused(ErrorCode::CodeTooSoon).retry_after_seconds.unwrap();
    assert!((50..=61).contains(&wait) && soon.raw.headers[header::RETRY_AFTER] == wait.to_string().as_str());
    portal.app.clock.advance_minutes(1);
    code(&portal).await;
}

#[tokio::test]
async fn a_phone_gets_five_codes_a_day() {
    let portal = Portal::sqlite().await;
    // An hour after midnight, so that no day ends in between.
    portal.app.clock.advance_minutes(25 * 60 - portal.app.zone.minute_of_day(portal.app.now()));
    for _ in 0..5 {
        code(&portal).await;
        // As if each had been sent at the first moment of the day.
        let midnight = portal.app.zone.start_of(portal.app.zone.day_of(portal.app.now())).unix_ms();
        portal.sql(&format!("UPDATE sms_codes SET sent_at = {midnight}")).await;
        portal.app.clock.advance_minutes(1);
    }
    let refused = portal.send::<SendCode>(&NOBODY, (), json!({"phone": PHONE})).await.refused(ErrorCode::CodeDailyLimit);
    assert!(refused.retry_after_seconds.is_some());
}

#[tokio::test]
async fn one_address_cannot_ask_or_guess_without_end() {
    let portal = narrow().await;
    code(&portal).await;
    portal.send::<SendCode>(&NOBODY, (), json!({"phone": "13900139000"})).await.refused(ErrorCode::TooManyRequests);
    let guess = json!({"phone": PHONE, "code": "000000"});
    portal.send::<LogIn>(&NOBODY, (), &guess).await.refused(ErrorCode::CodeWrong);
    portal.send::<LogIn>(&NOBODY, (), &guess).await.refused(ErrorCode::TooManyRequests);
    portal.send::<LogInStaff>(&NOBODY, (), json!({"login": "x", "password": "y"})).await.refused(ErrorCode::TooManyRequests);
}

struct NoGateway;

impl SmsGateway for NoGateway {
    fn send_code<'a>(&'a self, _: &'a Phone, _: &'a str) -> BoxFuture<'a, anyhow::Result<()>> {
        Box::pin(async { bail!("no route") })
    }

    fn sends_texts(&self) -> bool {
        false
    }

    fn send_text<'a>(&'a self, _: &'a Phone, _: &'a str) -> BoxFuture<'a, Result<(), DeliveryFault>> {
        Box::pin(async { Err(DeliveryFault::Ended) })
    }
}

#[tokio::test]
async fn a_gateway_that_fails_is_told() {
    let portal = Portal::sqlite_with(|parts| parts.sms = Box::new(NoGateway)).await;
    portal.send::<SendCode>(&NOBODY, (), json!({"phone": PHONE})).await.refused(ErrorCode::SmsUnavailable);
}

#[tokio::test]
async fn a_wrong_code_counts_and_five_end_it() {
    let portal = Portal::sqlite().await;
    let guess = |code: &str| json!({"phone": PHONE, "code": code});
    portal.send::<LogIn>(&NOBODY, (), guess("123456")).await.refused(ErrorCode::CodeExpired);
    portal.send::<LogIn>(&NOBODY, (), guess("12345")).await.wrong("code");
    let right = code(&portal).await;
    let wrong = if right == "111111" { "222222" } else { "111111" };
    for left in (0..5).rev() {
        let problem = portal.send::<LogIn>(&NOBODY, (), guess(wrong)).await.refused(ErrorCode::CodeWrong);
        assert_eq!(problem.tries_left, Some(left));
    }
    portal.send::<LogIn>(&NOBODY, (), guess(&right)).await.refused(ErrorCode::CodeExpired);
}

#[tokio::test]
async fn a_code_is_good_once_and_for_five_minutes() {
    let portal = Portal::sqlite().await;
    let first = code(&portal).await;
    portal.app.clock.advance_minutes(5);
    portal.send::<LogIn>(&NOBODY, (), json!({"phone": PHONE, "code": first})).await.refused(ErrorCode::CodeExpired);
    let second = code(&portal).await;
    portal.send::<LogIn>(&NOBODY, (), json!({"phone": PHONE, "code": second})).await.done();
    portal.send::<LogIn>(&NOBODY, (), json!({"phone": PHONE, "code": second})).await.refused(ErrorCode::CodeExpired);
}

#[tokio::test]
async fn joining_needs_a_fresh_ticket_a_name_and_the_notice_in_force() {
    let portal = Portal::sqlite().await;
    let ticket = ticket(&portal).await;
    let join = |change: fn(&mut Value)| {
        let mut body = joining(&ticket);
        change(&mut body);
        portal.send::<Join>(&NOBODY, (), body)
    };
    join(|b| b["ticket"] = json!("forged.ticket")).await.refused(ErrorCode::TicketExpired);
    join(|b| b["ticket"] = json!("")).await.refused(ErrorCode::TicketExpired);
    assert_eq!(join(|b| b["name"] = json!("  ")).await.wrong("name").fields[0].code, FieldCode::Required);
    assert_eq!(join(|b| b["name"] = json!("张".repeat(41))).await.wrong("name").fields[0].code, FieldCode::TooLong { max: 40 });
    join(|b| b["consent"] = json!("2020-1")).await.wrong("consent");
    join(|b| b["division"] = json!("431099")).await.wrong("division");
    join(|b| drop(b.as_object_mut().unwrap().remove("ticket"))).await.wrong("ticket");
    portal.app.clock.advance_minutes(20);
    join(|_| {}).await.refused(ErrorCode::TicketExpired);
}

#[tokio::test]
async fn staff_log_in_by_name_and_password() {
    let portal = Portal::sqlite().await;
    portal.administrator("4310").await;
    let hash = staff::hash_password("correct horse battery").unwrap();
    portal.sql(&format!("UPDATE people SET login = 'keeper', password_hash = '{hash}' WHERE kind = 'staff'")).await;
    let log_in = |login: &str, password: &str| portal.send::<LogInStaff>(&NOBODY, (), json!({"login": login, "password": password}));
    let (right, wrong, unknown) = futures::join!(log_in("keeper", "correct horse battery"), log_in("keeper", "wrong"), log_in("nobody", "wrong"));
    assert_eq!(right.done().kind, PersonKind::Staff);
    assert_eq!(wrong.refused(ErrorCode::WrongPassword).title, unknown.refused(ErrorCode::WrongPassword).title);
    log_in(" ", "x").await.wrong("login");
}

#[tokio::test]
async fn logging_out_ends_this_browser_only() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    assert_eq!(portal.read::<GetWhoAmI>(&who, (), "").await.done().viewer.unwrap().person, who.person);
    let out = portal.send::<LogOut>(&who, (), ()).await;
    out.done();
    assert!(out.raw.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    assert_eq!(portal.read::<GetWhoAmI>(&who, (), "").await.done().viewer, None);
    portal.read::<GetProfile>(&who, (), "").await.refused(ErrorCode::NotLoggedIn);
    // Logging out when nobody is logged in is fine.
    portal.send::<LogOut>(&NOBODY, (), ()).await.done();
}

#[tokio::test]
async fn sessions_are_listed_ended_one_by_one_and_all_at_once() {
    let portal = Portal::sqlite().await;
    let (who, other) = (portal.volunteer().await, portal.volunteer().await);
    let (second, row) = portal.browser_of(who.person);
    portal.app.store.write(move |tx| Box::pin(async move { server::store::session::open(tx, &row).await })).await.unwrap();
    let sessions = portal.read::<ListSessions>(&who, (), "").await.done().sessions;
    assert_eq!((sessions.len(), sessions.iter().filter(|s| s.current).map(|s| s.id).collect::<Vec<_>>()), (2, vec![who.session]));
    for absent in [other.session, SessionId::from_raw(1)] {
        portal.send::<EndSession>(&who, absent, ()).await.refused(ErrorCode::NotFound);
    }
    portal.send::<EndSession>(&who, second.session, ()).await.done();
    portal.read::<ListSessions>(&second, (), "").await.refused(ErrorCode::NotLoggedIn);
    portal.send::<EndAllSessions>(&who, (), ()).await.done();
    portal.read::<ListSessions>(&who, (), "").await.refused(ErrorCode::NotLoggedIn);
    portal.read::<ListSessions>(&other, (), "").await.done();
}

#[tokio::test]
async fn a_session_ends_by_itself_sooner_for_whoever_sees_others_data() {
    let portal = Portal::sqlite().await;
    let (volunteer, staff) = (portal.volunteer().await, portal.administrator("4310").await);
    let leader = portal.volunteer_with(Role::TeamLeader { team: portal.team("431002").await }).await;
    portal.app.clock.advance_minutes(126);
    portal.read::<ListSessions>(&volunteer, (), "").await.done();
    portal.read::<ListSessions>(&staff, (), "").await.refused(ErrorCode::NotLoggedIn);
    portal.read::<ListSessions>(&leader, (), "").await.refused(ErrorCode::NotLoggedIn);
    portal.sql("UPDATE sessions SET seen_at = seen_at - 31 * 86400000").await;
    portal.read::<ListSessions>(&volunteer, (), "").await.refused(ErrorCode::NotLoggedIn);
}
