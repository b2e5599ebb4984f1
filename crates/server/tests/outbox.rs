//! Messages leave the portal: each once, when their person wants it, by the ways they chose; and shifts are reminded of. On both
//! engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use data_encoding::BASE64URL_NOPAD;
use domain::api::activity::CancelActivity;
use domain::api::message::{ListMessages, MessageContent};
use domain::api::notice::{ConfirmEmail, EndPush, ForgetEmail, GetMyNotices, GiveEmail, PutMyNotices, StartPush};
use domain::api::session::LogOut;
use domain::api::sign_up::{CancelSignUp, MakeSignUp};
use domain::notice::{Channel, DeliveryFault};
use domain::problem::ErrorCode;
use harness::{Activity, Portal, Who, on_both_engines};
use p256::elliptic_curve::sec1::ToSec1Point;
use serde_json::{Value, json};
use server::jobs::remind;
use server::outbox::{deliver, spread};

const HOUR: i64 = 60;

/// An activity whose shift begins in `minutes`, with somebody who has a place.
async fn signed_up(portal: &Portal, minutes: i64) -> (Activity, Who) {
    let (open, who) = (portal.activity(portal.team("431002").await, "431002", None, minutes, 5).await, portal.volunteer().await);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    (open, who)
}

async fn call_off(portal: &Portal, activity: Activity) {
    portal.send::<CancelActivity>(&portal.administrator("4310").await, activity.id, serde_json::json!({"reason": "暴雨"})).await.done();
}

/// Has everything that is due done.
async fn work(portal: &Portal) {
    remind(&portal.app).await.unwrap();
    spread(&portal.app).await.unwrap();
    deliver(&portal.app).await.unwrap();
}

async fn reminders(portal: &Portal, who: &Who) -> usize {
    let inbox = portal.read::<ListMessages>(who, (), "size=100").await.done().items;
    inbox.iter().filter(|message| matches!(message.content, MessageContent::ShiftComing { .. })).count()
}

/// How many texts went out by this way.
fn told(portal: &Portal, channel: Channel) -> usize {
    portal.outside.sent().iter().filter(|sent| sent.channel == channel).count()
}

async fn deliveries(portal: &Portal, state: &str) -> i64 {
    portal.number(&format!("SELECT count(*) FROM deliveries WHERE channel = 'sms' AND state = '{state}'")).await
}

fn wishes(by_sms: bool, quiet: (u16, u16)) -> Value {
    json!({"language": "en", "by_sms": by_sms, "by_email": true, "quiet": {"from": quiet.0, "until": quiet.1}})
}

/// A browser of a push service.
fn browser(name: &str) -> Value {
    let key = p256::SecretKey::from_slice(&[7; 32]).unwrap().public_key().to_sec1_point(false);
    json!({"endpoint": format!("https://push.example.net/{name}"), "p256dh": BASE64URL_NOPAD.encode(key.as_bytes()), "auth": BASE64URL_NOPAD.encode(&[1; 16])})
}

on_both_engines! {
    async fn a_shift_is_reminded_of_the_day_before_and_two_hours_before_each_once(portal) {
        let (open, early) = signed_up(&portal, 30 * HOUR).await;
        let gone = portal.volunteer().await;
        let given_back = portal.send::<MakeSignUp>(&gone, open.shift, ()).await.done();
        portal.send::<CancelSignUp>(&gone, given_back.id, ()).await.done();
        remind(&portal.app).await.unwrap();
        assert_eq!(reminders(&portal, &early).await, 0);

        portal.app.clock.advance_minutes(6 * 60 + 1);
        let (one, other) = tokio::join!(remind(&portal.app), remind(&portal.app));
        one.and(other).unwrap();
        remind(&portal.app).await.unwrap();
        assert_eq!(reminders(&portal, &early).await, 1);
        let late = portal.volunteer().await;
        portal.send::<MakeSignUp>(&late, open.shift, ()).await.done();
        remind(&portal.app).await.unwrap();
        assert_eq!(reminders(&portal, &late).await, 0, "whoever has just signed up knows it");

        portal.app.clock.advance_minutes(22 * 60);
        for _ in 0..2 {
            remind(&portal.app).await.unwrap();
        }
        assert_eq!((reminders(&portal, &early).await, reminders(&portal, &late).await, reminders(&portal, &gone).await), (2, 1, 0));
    }

    async fn a_server_that_stood_still_gives_the_nearest_reminder_alone_and_none_after_the_begin(portal) {
        let ((_, who), (_, other)) = (signed_up(&portal, 30 * HOUR).await, signed_up(&portal, 28 * HOUR).await);
        portal.app.clock.advance_minutes(28 * 60 + 30);
        remind(&portal.app).await.unwrap();
        assert_eq!((reminders(&portal, &who).await, reminders(&portal, &other).await), (1, 0));
    }

    async fn what_is_urgent_goes_by_text_message_once(portal) {
        portal.in_the_morning();
        let (open, _) = signed_up(&portal, 30 * HOUR).await;
        work(&portal).await;
        assert_eq!(told(&portal, Channel::Sms), 0, "a place that was just taken is in the inbox");
        call_off(&portal, open).await;
        for _ in 0..2 {
            work(&portal).await;
        }
        let sent = portal.outside.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        assert!(sent[0].to.starts_with("139") && sent[0].text.contains("清扫公园") && sent[0].text.contains("活动取消"), "{sent:?}");
        assert_eq!((deliveries(&portal, "sent").await, deliveries(&portal, "waiting").await), (1, 0));
    }

    async fn at_night_a_message_waits_for_the_morning_unless_it_would_be_too_late(portal) {
        portal.in_the_morning();
        let ((near, _), (far, awake), (later, _)) = (signed_up(&portal, 24 * HOUR).await, signed_up(&portal, 50 * HOUR).await, signed_up(&portal, 60 * HOUR).await);
        portal.send::<PutMyNotices>(&awake, (), wishes(true, (0, 0))).await.done();
        portal.app.clock.advance_minutes(15 * 60);
        for activity in [near, far, later] {
            call_off(&portal, activity).await;
        }
        work(&portal).await;
        assert_eq!(told(&portal, Channel::Sms), 2, "the near one, and the one of who wants no quiet hours: {:?}", portal.outside.sent());
        portal.app.clock.advance_minutes(8 * 60 + 2);
        work(&portal).await;
        assert_eq!(told(&portal, Channel::Sms), 3);
    }

    async fn what_is_not_taken_is_tried_again_ever_more_rarely_and_given_up_in_the_end(portal) {
        portal.in_the_morning();
        let (open, _) = signed_up(&portal, 30 * HOUR).await;
        portal.outside.fails(Some(DeliveryFault::Unreachable));
        call_off(&portal, open).await;
        for _ in 0..3 {
            work(&portal).await;
        }
        assert_eq!((deliveries(&portal, "failed").await, portal.number("SELECT attempts FROM deliveries WHERE channel = 'sms'").await), (1, 1));
        portal.outside.fails(None);
        portal.app.clock.advance_minutes(1);
        work(&portal).await;
        assert_eq!((deliveries(&portal, "sent").await, told(&portal, Channel::Sms)), (1, 1));

        let (open, _) = signed_up(&portal, 30 * HOUR).await;
        portal.outside.fails(Some(DeliveryFault::Unreachable));
        call_off(&portal, open).await;
        for pause in [0, 1, 5, 30, 120, 360] {
            portal.app.clock.advance_minutes(pause);
            work(&portal).await;
        }
        assert_eq!((deliveries(&portal, "given_up").await, portal.number("SELECT attempts FROM deliveries WHERE channel = 'sms' AND state = 'given_up'").await), (1, 6));

        let (open, _) = signed_up(&portal, 30 * HOUR).await;
        portal.outside.fails(Some(DeliveryFault::Refused));
        call_off(&portal, open).await;
        work(&portal).await;
        assert_eq!(deliveries(&portal, "given_up").await, 2, "what is refused is not tried again");
    }

    async fn what_a_server_had_in_hand_when_it_stopped_is_sent_by_another(portal) {
        portal.in_the_morning();
        let (open, _) = signed_up(&portal, 30 * HOUR).await;
        call_off(&portal, open).await;
        spread(&portal.app).await.unwrap();
        let until = portal.app.now().plus_seconds(120).unix_ms();
        portal.sql(&format!("UPDATE deliveries SET leased_until = {until}, attempts = 1")).await;
        deliver(&portal.app).await.unwrap();
        assert_eq!(told(&portal, Channel::Sms), 0);
        portal.app.clock.advance_minutes(3);
        let (one, other) = tokio::join!(deliver(&portal.app), deliver(&portal.app));
        one.and(other).unwrap();
        assert_eq!((told(&portal, Channel::Sms), deliveries(&portal, "sent").await), (1, 1));
    }

    async fn a_browser_is_told_until_it_is_gone_or_its_session_ends(portal) {
        portal.in_the_morning();
        let ((first, who), (second, leaver)) = (signed_up(&portal, 30 * HOUR).await, signed_up(&portal, 30 * HOUR).await);
        work(&portal).await;
        for name in ["phone", "desk"] {
            portal.send::<StartPush>(&who, (), browser(name)).await.done();
        }
        assert_eq!(portal.send::<StartPush>(&who, (), browser("desk")).await.done().push_browsers, 2, "the same browser again is one");
        portal.send::<StartPush>(&leaver, (), browser("other")).await.done();
        portal.send::<LogOut>(&leaver, (), ()).await.done();
        for activity in [first, second] {
            call_off(&portal, activity).await;
        }
        work(&portal).await;
        let sent: Vec<_> = portal.outside.sent().into_iter().filter(|sent| sent.channel == Channel::Push).collect();
        assert_eq!(sent.iter().map(|sent| sent.to.as_str()).collect::<Vec<_>>(), ["https://push.example.net/phone", "https://push.example.net/desk"]);
        let letter: Value = serde_json::from_str(&sent[0].text).unwrap();
        assert_eq!((&letter["title"], &letter["path"], &letter["lang"]), (&json!("活动取消"), &json!("/messages"), &json!("zh-CN")));

        portal.outside.fails(Some(DeliveryFault::Gone));
        let (third, _) = signed_up(&portal, 60 * HOUR).await;
        portal.send::<MakeSignUp>(&who, third.shift, ()).await.done();
        call_off(&portal, third).await;
        work(&portal).await;
        assert_eq!(portal.read::<GetMyNotices>(&who, (), "").await.done().push_browsers, 0);
    }

    async fn an_address_that_was_confirmed_gets_letters_in_the_readers_language(portal) {
        portal.in_the_morning();
        let (open, who) = signed_up(&portal, 30 * HOUR).await;
        portal.send::<PutMyNotices>(&who, (), wishes(false, (0, 0))).await.done();
        let email = "li.zhiyuan@mail.example";
        let code = portal.send::<GiveEmail>(&who, (), json!({"email": email})).await.done().demo_code.unwrap();
        assert!(portal.outside.sent()[0].text.contains(&code));
        assert_eq!(portal.read::<GetMyNotices>(&who, (), "").await.done().email, None);
        let shown = portal.send::<ConfirmEmail>(&who, (), json!({"email": email, "code": code})).await.done();
        assert_eq!(shown.email.as_deref(), Some("l***@mail.example"));
        call_off(&portal, open).await;
        work(&portal).await;
        let sent = portal.outside.sent();
        assert!(sent.len() == 3 && sent.iter().all(|sent| sent.to == email && sent.channel == Channel::Email), "{sent:?}");
        assert!(sent.iter().any(|sent| sent.text.starts_with("Activity called off\n")), "{sent:?}");
        assert_eq!(portal.send::<ForgetEmail>(&who, (), ()).await.done().email, None);
    }
}

#[tokio::test]
async fn only_so_many_browsers_of_a_person_are_told_and_what_is_no_push_service_is_refused() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    for number in 0..7 {
        portal.send::<StartPush>(&who, (), browser(&number.to_string())).await.done();
    }
    assert_eq!(portal.read::<GetMyNotices>(&who, (), "").await.done().push_browsers, 5);
    assert_eq!(portal.send::<EndPush>(&who, (), json!({"endpoint": "https://push.example.net/6"})).await.done().push_browsers, 4);
    for (field, value) in [("endpoint", "http://push.example.net/x"), ("endpoint", "https://192.168.1.1/x"), ("p256dh", "BAAA"), ("p256dh", "?"), ("auth", "AAAA")] {
        let mut wrong = browser("x");
        wrong[field] = json!(value);
        portal.send::<StartPush>(&who, (), wrong).await.wrong(field);
    }
    let poor = Portal::sqlite_with(|parts| parts.push = None).await;
    poor.send::<StartPush>(&poor.volunteer().await, (), browser("x")).await.refused(ErrorCode::NotFound);
}

#[tokio::test]
async fn an_address_is_confirmed_by_its_own_code_and_codes_are_few() {
    let portal = Portal::sqlite().await;
    let (who, other) = (portal.volunteer().await, portal.volunteer().await);
    let code = portal.send::<GiveEmail>(&who, (), json!({"email": "a@mail.example"})).await.done().demo_code.unwrap();
    portal.send::<GiveEmail>(&who, (), json!({"email": "b@mail.example"})).await.refused(ErrorCode::CodeTooSoon);
    portal.send::<ConfirmEmail>(&other, (), json!({"email": "a@mail.example", "code": code})).await.refused(ErrorCode::CodeExpired);
    portal.send::<ConfirmEmail>(&who, (), json!({"email": "b@mail.example", "code": code})).await.refused(ErrorCode::CodeWrong);
    portal.send::<ConfirmEmail>(&who, (), json!({"email": "a@mail.example", "code": "12"})).await.wrong("code");
    portal.send::<GiveEmail>(&who, (), json!({"email": "a@mail"})).await.wrong("email");
    portal.send::<ConfirmEmail>(&who, (), json!({"email": "a@mail.example", "code": code})).await.done();
    portal.send::<PutMyNotices>(&who, (), wishes(true, (0, 1440))).await.wrong("quiet");
    portal.outside.fails(Some(DeliveryFault::Unreachable));
    portal.send::<GiveEmail>(&other, (), json!({"email": "c@mail.example"})).await.refused(ErrorCode::Unavailable);
}
