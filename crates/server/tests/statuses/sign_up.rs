//! Signing up, waiting, and calling off.

use crate::harness::{NOBODY, Activity, Portal, Who, draft_of};
use domain::api::account::GiveIdCard;
use domain::api::activity::{CancelActivity, GetRoster};
use domain::api::sign_up::{AcceptOffer, CancelSignUp, DecideSignUp, JoinWaitlist, ListMySignUps, MakeSignUp, PassOffer};
use domain::ids::{ShiftId, SignUpId};
use domain::problem::ErrorCode;
use domain::sign_up::{Ending, Refusal, SignUpStatus};
use serde_json::{Value, json};

async fn refusal(portal: &Portal, who: &Who, shift: ShiftId) -> Refusal {
    portal.send::<MakeSignUp>(who, shift, ()).await.refused(ErrorCode::SignUpRefused).refusal.unwrap()
}

/// An activity in a day whose body `change` has altered.
async fn activity(portal: &Portal, change: impl FnOnce(&mut Value)) -> Activity {
    let mut body = draft_of(portal.team("431002").await, "431002", None, portal.app.now().plus_minutes(24 * 60), 5);
    change(&mut body);
    portal.shown_from(body).await
}

/// A volunteer born so that they are `age` years old now, give or take a year's part.
async fn volunteer_of(portal: &Portal, age: i32) -> Who {
    let (year, ..) = portal.app.zone.day_of(portal.app.now()).parts();
    let who = portal.volunteer().await;
    let card = domain::id_card::complete(&format!("431002{}0101001", year - age)).unwrap();
    portal.send::<GiveIdCard>(&who, (), json!({"id_card": card})).await.done();
    who
}

#[tokio::test]
async fn a_place_is_taken_and_listed() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(2).await);
    let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    assert_eq!((made.status, made.activity, made.time.start), (SignUpStatus::Confirmed, open.id, open.starts_at));
    assert_eq!(portal.read::<ListMySignUps>(&who, (), "").await.done().items, [made]);
    assert_eq!(refusal(&portal, &who, open.shift).await, Refusal::AlreadySignedUp);
    portal.read::<ListMySignUps>(&who, (), "size=0").await.refused(ErrorCode::BadRequest);
}

#[tokio::test]
async fn a_key_is_needed_and_has_a_form() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(2).await);
    portal.read::<MakeSignUp>(&who, open.shift, "").await.refused(ErrorCode::IdempotencyKeyMissing);
    for key in ["short", "has spaces in it", &"x".repeat(65)] {
        let problem = portal.send_with_key::<MakeSignUp>(&who, open.shift, (), key).await.refused(ErrorCode::BadRequest);
        assert_eq!(problem.fields[0].field, "Idempotency-Key");
    }
    let made = portal.send_with_key::<MakeSignUp>(&who, open.shift, (), "the-same-key").await.done();
    portal.send_with_key::<CancelSignUp>(&who, made.id, (), "the-same-key").await.refused(ErrorCode::IdempotencyKeyReused);
    portal.read::<CancelSignUp>(&who, made.id, "").await.refused(ErrorCode::IdempotencyKeyMissing);
}

#[tokio::test]
async fn only_a_shown_activity_that_is_still_to_come_takes_people() {
    let portal = Portal::sqlite().await;
    let (who, team) = (portal.volunteer().await, portal.team("431002").await);
    portal.send::<MakeSignUp>(&who, ShiftId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    let draft = portal.draft(team, "431002", None, 60, 1).await;
    assert_eq!(refusal(&portal, &who, draft.shift).await, Refusal::NotPublished);
    let begun = portal.activity(team, "431002", None, -1, 1).await;
    assert_eq!(refusal(&portal, &who, begun.shift).await, Refusal::Closed { closed_at: begun.starts_at });
    let off = portal.open_activity(1).await;
    portal.send::<CancelActivity>(&portal.administrator("4310").await, off.id, json!({"reason": "暴雨"})).await.done();
    assert_eq!(refusal(&portal, &who, off.shift).await, Refusal::ActivityCancelled);
    portal.send::<MakeSignUp>(&NOBODY, off.shift, ()).await.refused(ErrorCode::NotLoggedIn);
    portal.send::<MakeSignUp>(&portal.administrator("4310").await, off.shift, ()).await.refused(ErrorCode::Forbidden);
}

#[tokio::test]
async fn two_things_at_one_time_are_refused() {
    let portal = Portal::sqlite().await;
    let (who, first, second) = (portal.volunteer().await, portal.open_activity(2).await, portal.open_activity(2).await);
    portal.send::<MakeSignUp>(&who, first.shift, ()).await.done();
    assert_eq!(refusal(&portal, &who, second.shift).await, Refusal::Overlaps { title: "清扫公园".into() });
}

#[tokio::test]
async fn one_person_holds_only_so_many_places() {
    let portal = Portal::sqlite_with(|parts| parts.city.settings.policy.sign_up.max_active_count = 1).await;
    let (who, team) = (portal.volunteer().await, portal.team("431002").await);
    portal.send::<MakeSignUp>(&who, portal.open_activity(1).await.shift, ()).await.done();
    let later = portal.activity(team, "431002", None, 72 * 60, 1).await;
    assert_eq!(refusal(&portal, &who, later.shift).await, Refusal::TooManyOpen { most: 1 });
}

#[tokio::test]
async fn age_counts_on_the_day_of_the_activity() {
    let portal = Portal::sqlite().await;
    let grown_up = activity(&portal, |body| body["draft"]["terms"]["minimum_age"] = json!(30)).await;
    assert_eq!(refusal(&portal, &portal.volunteer().await, grown_up.shift).await, Refusal::AgeUnknown);
    assert_eq!(refusal(&portal, &volunteer_of(&portal, 25).await, grown_up.shift).await, Refusal::TooYoung { minimum: 30 });
    portal.send::<MakeSignUp>(&volunteer_of(&portal, 40).await, grown_up.shift, ()).await.done();
    let open = portal.open_activity(5).await;
    assert_eq!(refusal(&portal, &volunteer_of(&portal, 16).await, open.shift).await, Refusal::GuardianNeeded { below: 18 });
}

#[tokio::test]
async fn a_place_is_given_back_until_the_shift_begins_and_late_after_the_deadline() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(2).await);
    let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    portal.send::<CancelSignUp>(&portal.volunteer().await, made.id, ()).await.refused(ErrorCode::NotFound);
    portal.send::<CancelSignUp>(&who, SignUpId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    let cancelled = portal.send::<CancelSignUp>(&who, made.id, ()).await.done();
    assert_eq!((cancelled.status, cancelled.ending), (SignUpStatus::Cancelled, Some(Ending::Withdrawn)));
    portal.send::<CancelSignUp>(&who, made.id, ()).await.refused(ErrorCode::NotSignedUp);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    portal.app.clock.advance_minutes(22 * 60 + 1);
    assert_eq!(portal.send::<CancelSignUp>(&who, made.id, ()).await.done().ending, Some(Ending::Late));
    assert_eq!(portal.read::<GetRoster>(&portal.administrator("431002").await, open.id, "").await.done().lines[0].ending, Some(Ending::Late));
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    portal.app.clock.advance_minutes(2 * 60);
    portal.send::<CancelSignUp>(&who, made.id, ()).await.refused(ErrorCode::CancelTooLate);
}

#[tokio::test]
async fn what_is_asked_of_a_sign_up_has_to_fit_how_it_stands() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(1).await);
    let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let refused = portal.send::<JoinWaitlist>(&who, open.shift, ()).await.refused(ErrorCode::SignUpRefused);
    assert_eq!(refused.refusal, Some(Refusal::AlreadySignedUp));
    portal.send::<PassOffer>(&who, made.id, ()).await.refused(ErrorCode::NotSignedUp);
    let refused = portal.send::<AcceptOffer>(&who, made.id, ()).await.refused(ErrorCode::SignUpRefused);
    assert_eq!(refused.refusal, Some(Refusal::AlreadySignedUp));
    portal.send::<JoinWaitlist>(&who, ShiftId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    portal.send::<AcceptOffer>(&who, SignUpId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    portal.send::<PassOffer>(&portal.volunteer().await, made.id, ()).await.refused(ErrorCode::NotFound);
    let by = portal.administrator("431002").await;
    portal.send::<DecideSignUp>(&by, made.id, json!({"approve": true})).await.refused(ErrorCode::NotSignedUp);
    portal.send::<DecideSignUp>(&by, made.id, json!({"approve": false})).await.wrong("reason");
    portal.send::<DecideSignUp>(&by, made.id, json!({"approve": false, "reason": "x".repeat(81)})).await.wrong("reason");
    portal.send::<DecideSignUp>(&by, made.id, json!({"approve": "yes"})).await.wrong("approve");
    portal.send::<DecideSignUp>(&by, SignUpId::from_raw(1), json!({"approve": true})).await.refused(ErrorCode::NotFound);
    portal.send::<DecideSignUp>(&portal.administrator("431003").await, made.id, json!({"approve": true})).await.refused(ErrorCode::Forbidden);
    portal.read::<JoinWaitlist>(&who, open.shift, "").await.refused(ErrorCode::IdempotencyKeyMissing);
}
