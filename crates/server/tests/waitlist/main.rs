//! Waiting for a place, and the team's approval, over HTTP and on both engines: never more places than there are, the order is kept,
//! nobody is asked twice for the same place, and offers end, also when nobody looks or two servers do.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

#[path = "../harness/mod.rs"]
mod harness;
mod walk;

use domain::api::activity::{CancelActivity, GetActivity, GetRoster, GetStanding};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::{AcceptOffer, CancelSignUp, DecideSignUp, JoinWaitlist, ListMySignUps, MakeSignUp, PassOffer};
use domain::problem::ErrorCode;
use domain::sign_up::{Ending, Refusal, SignUp, SignUpStatus};
use harness::{Activity, Portal, Who, draft_of, on_both_engines, people_in_one_write};
use serde_json::json;
use server::jobs::settle_lines;
use server::store::waitlist;
use walk::Walk;

/// An activity in a hundred hours.
async fn shift_of(portal: &Portal, capacity: u32) -> Activity {
    portal.activity(portal.team("431002").await, "431002", None, 100 * 60, capacity).await
}

/// The person's only sign-up.
async fn own(portal: &Portal, who: &Who) -> SignUp {
    portal.read::<ListMySignUps>(who, (), "").await.done().items.remove(0)
}

/// The person's last message.
async fn told(portal: &Portal, who: &Who) -> MessageContent {
    portal.read::<ListMessages>(who, (), "").await.done().items.remove(0).content
}

/// Somebody with the only place, and others in line behind them.
async fn line(portal: &Portal, people: usize) -> (Activity, Vec<Who>) {
    let (open, people) = (shift_of(portal, 1).await, people_in_one_write(portal, people).await);
    portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
    for (place, who) in people.iter().enumerate().skip(1) {
        let waits = portal.send::<JoinWaitlist>(who, open.shift, ()).await.done();
        assert_eq!((waits.status, waits.place_in_line), (SignUpStatus::Waitlisted, u32::try_from(place).ok()));
    }
    (open, people)
}

async fn give_back(portal: &Portal, who: &Who) {
    portal.send::<CancelSignUp>(who, own(portal, who).await.id, ()).await.done();
}

async fn refusal_of_offer(portal: &Portal, who: &Who) -> Option<Refusal> {
    portal.send::<AcceptOffer>(who, own(portal, who).await.id, ()).await.refused(ErrorCode::SignUpRefused).refusal
}

on_both_engines! {
    async fn a_place_given_back_is_held_for_the_first_in_line_who_confirms(portal) {
        let (open, people) = line(&portal, 3).await;
        assert_eq!(portal.read::<GetActivity>(&people[0], open.id, "").await.done().shifts[0].waiting, 2);
        give_back(&portal, &people[0]).await;
        let offered = own(&portal, &people[1]).await;
        let left = offered.offer_until.unwrap().seconds_since(portal.app.now());
        assert!(offered.status == SignUpStatus::Offered && (1439 * 60..=1440 * 60).contains(&left), "{offered:?}");
        assert!(matches!(told(&portal, &people[1]).await, MessageContent::PlaceOffered { until, .. } if Some(until) == offered.offer_until));
        let outsider = portal.volunteer().await;
        assert_eq!(portal.send::<MakeSignUp>(&outsider, open.shift, ()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::Full));
        let standing = portal.read::<GetStanding>(&people[2], open.id, "").await.done();
        assert_eq!((standing.shifts[0].place_in_line, standing.contact), (Some(1), None));
        let confirmed = portal.send::<AcceptOffer>(&people[1], offered.id, ()).await.done();
        assert_eq!((confirmed.status, confirmed.offer_until), (SignUpStatus::Confirmed, None));
        assert!(matches!(told(&portal, &people[1]).await, MessageContent::SignedUp { .. }));
        assert_eq!(portal.number("SELECT taken FROM shifts").await, 1);
    }

    async fn an_offer_that_is_over_is_refused_before_anybody_took_it_away_and_then_goes_on(portal) {
        let (_, people) = line(&portal, 3).await;
        give_back(&portal, &people[0]).await;
        portal.app.clock.advance_minutes(1440);
        assert_eq!(refusal_of_offer(&portal, &people[1]).await, Some(Refusal::OfferOver));
        settle_lines(&portal.app).await.unwrap();
        let (lapsed, next) = (own(&portal, &people[1]).await, own(&portal, &people[2]).await);
        assert_eq!((lapsed.status, lapsed.place_in_line, next.status), (SignUpStatus::Waitlisted, Some(1), SignUpStatus::Offered));
        assert!(matches!(told(&portal, &people[1]).await, MessageContent::OfferLapsed { .. }));
        portal.send::<AcceptOffer>(&people[1], lapsed.id, ()).await.refused(ErrorCode::SignUpRefused);
    }

    async fn who_passes_is_the_last_and_a_place_nobody_wants_is_free_to_all(portal) {
        let (open, people) = line(&portal, 3).await;
        give_back(&portal, &people[0]).await;
        let passed = portal.send::<PassOffer>(&people[1], own(&portal, &people[1]).await.id, ()).await.done();
        assert_eq!((passed.status, passed.place_in_line), (SignUpStatus::Waitlisted, Some(1)));
        let last = portal.send::<PassOffer>(&people[2], own(&portal, &people[2]).await.id, ()).await.done();
        assert_eq!(last.place_in_line, Some(2));
        settle_lines(&portal.app).await.unwrap();
        assert_eq!(portal.number("SELECT taken FROM shifts").await, 0, "both let it go, and are not asked again");
        let taken = portal.send::<JoinWaitlist>(&people[2], open.shift, ()).await.done();
        assert_eq!(taken.status, SignUpStatus::Confirmed, "who waits may take what nobody ahead wants");
        give_back(&portal, &people[2]).await;
        assert_eq!(own(&portal, &people[1]).await.status, SignUpStatus::Offered, "another free place is another question");
    }

    async fn a_place_that_comes_otherwise_goes_to_the_line_and_not_to_who_is_quick(portal) {
        let (open, people) = line(&portal, 2).await;
        portal.sql("UPDATE shifts SET capacity = 2").await;
        let quick = portal.volunteer().await;
        assert_eq!(portal.send::<MakeSignUp>(&quick, open.shift, ()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::Full));
        settle_lines(&portal.app).await.unwrap();
        assert_eq!(own(&portal, &people[1]).await.status, SignUpStatus::Offered);
        portal.send::<CancelSignUp>(&people[1], own(&portal, &people[1]).await.id, ()).await.done();
        portal.send::<MakeSignUp>(&quick, open.shift, ()).await.done();
    }

    async fn the_line_ends_when_sign_up_closes_and_everybody_is_told(portal) {
        let (open, people) = line(&portal, 4).await;
        portal.app.clock.advance_minutes(100 * 60 - 5);
        give_back(&portal, &people[0]).await;
        assert!(own(&portal, &people[1]).await.offer_until.unwrap() <= open.starts_at);
        portal.app.clock.advance_minutes(5);
        assert_eq!(refusal_of_offer(&portal, &people[1]).await, Some(Refusal::Closed { closed_at: open.starts_at }));
        settle_lines(&portal.app).await.unwrap();
        for who in &people[1..] {
            assert_eq!(own(&portal, who).await.ending, Some(Ending::Closed));
            assert!(matches!(told(&portal, who).await, MessageContent::WaitEnded { .. }));
        }
        assert_eq!(portal.number("SELECT taken FROM shifts").await, 0);
    }

    async fn conditions_are_asked_again_when_an_offer_is_confirmed(portal) {
        let (_, people) = line(&portal, 2).await;
        let elsewhere = shift_of(&portal, 1).await;
        portal.send::<MakeSignUp>(&people[1], elsewhere.shift, ()).await.done();
        give_back(&portal, &people[0]).await;
        let offered = portal.read::<ListMySignUps>(&people[1], (), "").await.done().items.into_iter().find(|one| one.status == SignUpStatus::Offered).unwrap();
        let refused = portal.send::<AcceptOffer>(&people[1], offered.id, ()).await.refused(ErrorCode::SignUpRefused);
        assert_eq!(refused.refusal, Some(Refusal::Overlaps { title: "清扫公园".into() }));
    }

    async fn calling_an_activity_off_ends_its_line(portal) {
        let (open, people) = line(&portal, 3).await;
        give_back(&portal, &people[0]).await;
        portal.send::<CancelActivity>(&portal.administrator("431002").await, open.id, json!({"reason": "暴雨"})).await.done();
        settle_lines(&portal.app).await.unwrap();
        for who in &people[1..] {
            assert_eq!(own(&portal, who).await.ending, Some(Ending::CalledOff));
            assert!(matches!(told(&portal, who).await, MessageContent::ActivityCancelled { .. }));
        }
        assert_eq!(portal.number("SELECT taken FROM shifts").await, 0);
    }

    async fn several_servers_settle_a_line_once(portal) {
        let (_, people) = line(&portal, 4).await;
        give_back(&portal, &people[0]).await;
        portal.app.clock.advance_minutes(1440);
        let all = futures::future::join_all((0..4).map(|_| settle_lines(&portal.app))).await;
        assert!(all.iter().all(Result::is_ok));
        let offers = "SELECT count(*) FROM messages WHERE content LIKE '%place_offered%'";
        let lapses = "SELECT count(*) FROM messages WHERE content LIKE '%offer_lapsed%'";
        assert_eq!((portal.number(offers).await, portal.number(lapses).await), (2, 1));
        assert_eq!(portal.number("SELECT leased_until FROM shifts").await, 0);
    }

    async fn a_line_that_a_server_has_leased_is_left_to_it_until_the_lease_is_over(portal) {
        let (open, people) = line(&portal, 2).await;
        portal.sql("UPDATE shifts SET capacity = 2").await;
        let (shift, now) = (open.shift, portal.app.now());
        let lease = |from, until| portal.app.store.write(move |tx| Box::pin(async move { waitlist::lease(tx, shift, from, until).await }));
        assert!(lease(now, now.plus_minutes(10)).await.unwrap());
        assert!(!lease(now, now.plus_minutes(10)).await.unwrap());
        settle_lines(&portal.app).await.unwrap();
        assert_eq!(own(&portal, &people[1]).await.status, SignUpStatus::Waitlisted);
        // That server is gone.
        portal.app.clock.advance_minutes(10);
        settle_lines(&portal.app).await.unwrap();
        assert_eq!(own(&portal, &people[1]).await.status, SignUpStatus::Offered);
    }

    async fn whatever_people_do_the_line_keeps_its_promises(portal) {
        for seed in [1, 7] {
            Walk::new(&portal, seed).await.run(80).await;
        }
    }

    async fn a_sign_up_by_approval_holds_its_place_until_the_team_has_decided(portal) {
        let mut body = draft_of(portal.team("431002").await, "431002", None, portal.app.now().plus_minutes(100 * 60), 1);
        body["draft"]["terms"]["by_approval"] = json!(true);
        let (open, by, people) = (portal.shown_from(body).await, portal.administrator("431002").await, people_in_one_write(&portal, 3).await);
        let first = portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        assert_eq!(first.status, SignUpStatus::Pending);
        assert_eq!(portal.send::<MakeSignUp>(&people[1], open.shift, ()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::Full));
        portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
        let lines = portal.read::<GetRoster>(&by, open.id, "").await.done().lines;
        assert_eq!(lines.iter().map(|line| line.status.unwrap()).collect::<Vec<_>>(), [SignUpStatus::Pending, SignUpStatus::Waitlisted]);

        portal.send::<DecideSignUp>(&by, first.id, json!({"approve": false, "reason": "需要急救证"})).await.done();
        let declined = own(&portal, &people[0]).await;
        assert_eq!((declined.ending, declined.reason.as_deref()), (Some(Ending::Declined), Some("需要急救证")));
        assert!(matches!(told(&portal, &people[0]).await, MessageContent::Declined { reason, .. } if reason == "需要急救证"));
        portal.send::<DecideSignUp>(&by, first.id, json!({"approve": true})).await.refused(ErrorCode::NotSignedUp);

        let offered = own(&portal, &people[1]).await;
        assert_eq!(portal.send::<AcceptOffer>(&people[1], offered.id, ()).await.done().status, SignUpStatus::Pending);
        portal.send::<DecideSignUp>(&by, offered.id, json!({"approve": true})).await.done();
        assert_eq!(own(&portal, &people[1]).await.status, SignUpStatus::Confirmed);
        assert!(matches!(told(&portal, &people[1]).await, MessageContent::SignedUp { .. }));
    }

    async fn who_is_not_approved_when_sign_up_closes_is_told_and_not_expected(portal) {
        let mut body = draft_of(portal.team("431002").await, "431002", None, portal.app.now().plus_minutes(60), 1);
        body["draft"]["terms"]["by_approval"] = json!(true);
        let (open, by, who) = (portal.shown_from(body).await, portal.administrator("431002").await, portal.volunteer().await);
        let made = portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
        portal.app.clock.advance_minutes(60);
        let refused = portal.send::<DecideSignUp>(&by, made.id, json!({"approve": true})).await.refused(ErrorCode::SignUpRefused);
        assert_eq!(refused.refusal, Some(Refusal::Closed { closed_at: open.starts_at }));
        settle_lines(&portal.app).await.unwrap();
        assert_eq!(own(&portal, &who).await.ending, Some(Ending::Closed));
        assert!(matches!(told(&portal, &who).await, MessageContent::WaitEnded { .. }));
    }
}
