//! What holds of volunteer cards on both engines, however many ask at once.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::api::card::{GetMyCard, MakePaper, RevokeCardsOf};
use domain::api::kiosk::SendScans;
use domain::api::message::ListMessages;
use domain::api::session::{EndAllSessions, EndSession};
use domain::check_in::ScanRefusal;
use domain::credential::{Credential, Refusal, StatusList};
use domain::ids::ScanId;
use domain::kiosk::ScanOutcome;
use domain::problem::ErrorCode;
use futures::future::join_all;
use harness::{Phone, Portal, moving, on_both_engines, people_in_one_write};
use serde_json::json;
use server::store::card::{self, Counted};
use server::store::session;
use std::collections::BTreeSet;

on_both_engines! {
    async fn of_phones_that_enrol_at_once_one_has_the_card(portal) {
        let who = portal.volunteer().await;
        let phones: Vec<Phone> = (0..8).map(|_| Phone::new()).collect();
        let answers = join_all(phones.iter().map(|phone| phone.ask(&portal, &who, None))).await;
        let (done, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.raw.status == 200);
        assert_eq!(done.len(), 1);
        for answer in refused {
            answer.refused(ErrorCode::CardElsewhere);
        }
        assert_eq!(portal.number("SELECT count(*) FROM cards WHERE revoked_at IS NULL").await, 1);
        let on = portal.read::<GetMyCard>(&who, (), "").await.done().phone.unwrap().key;
        let holder = Credential::read(&done[0].done().credential.0).unwrap().claims.holder;
        assert_eq!(on, holder);
    }

    async fn one_proof_moves_the_card_once(portal) {
        let who = portal.volunteer().await;
        Phone::enrolled(&portal, &who).await;
        let proof = moving(&portal, &who).await;
        let phones: Vec<Phone> = (0..4).map(|_| Phone::new()).collect();
        let answers = join_all(phones.iter().map(|phone| phone.ask(&portal, &who, Some(proof.clone())))).await;
        assert_eq!(answers.iter().filter(|answer| answer.raw.status == 200).count(), 1);
        assert_eq!(portal.number("SELECT count(*) FROM cards WHERE revoked_at IS NULL").await, 1);
        assert_eq!(portal.read::<ListMessages>(&who, (), "").await.done().items.len(), 1);
    }

    async fn a_phone_that_is_logged_out_from_elsewhere_loses_its_card_and_no_other_does(portal) {
        let (who, other) = (portal.volunteer().await, portal.volunteer().await);
        let (lost, row) = portal.browser_of(who.person);
        portal.app.store.write(move |tx| Box::pin(async move { session::open(tx, &row).await })).await.unwrap();
        Phone::enrolled(&portal, &lost).await;
        Phone::enrolled(&portal, &other).await;
        let live = || portal.number("SELECT count(*) FROM cards WHERE revoked_at IS NULL");
        let (third, row) = portal.browser_of(who.person);
        portal.app.store.write(move |tx| Box::pin(async move { session::open(tx, &row).await })).await.unwrap();
        portal.send::<EndSession>(&who, third.session, ()).await.done();
        assert_eq!(live().await, 2, "there was no card on that one");
        portal.send::<EndSession>(&who, lost.session, ()).await.done();
        assert_eq!(live().await, 1);
        portal.send::<EndAllSessions>(&other, (), ()).await.done();
        assert_eq!(live().await, 0);
    }

    async fn places_of_the_status_list_are_given_without_gap_and_once(portal) {
        let people = people_in_one_write(&portal, 24).await;
        let cards = join_all(people.iter().map(|who| Phone::enrolled(&portal, who))).await;
        let places: BTreeSet<u32> = cards.iter().map(|phone| Credential::read(&phone.credential).unwrap().claims.status_index).collect();
        assert_eq!(places, (0..24).collect());
    }

    async fn what_is_limited_is_counted_once_for_each_try(portal) {
        let (who, today) = (portal.volunteer().await.person, portal.app.zone.day_of(portal.app.now()));
        let count = |day| portal.app.store.write(move |tx| Box::pin(async move { card::count(tx, who, day, Counted::Move, 5).await }));
        let left: Vec<Option<u8>> = join_all((0..9).map(|_| count(today))).await.into_iter().map(Result::unwrap).collect();
        assert_eq!(left.iter().flatten().copied().collect::<BTreeSet<u8>>(), (0..5).collect());
        assert_eq!(left.iter().filter(|left| left.is_none()).count(), 4);
        assert_eq!(count(today.plus_days(1)).await.unwrap(), Some(4));
        portal.app.store.write(move |tx| Box::pin(async move { card::forget_counts(tx, today.plus_days(1)).await })).await.unwrap();
        assert_eq!(portal.number("SELECT count(*) FROM card_counts").await, 1);
    }

    async fn a_card_that_is_taken_is_on_the_list_and_refused_at_the_kiosk(portal) {
        let (who, kiosk) = (portal.volunteer().await, portal.kiosk(portal.station("431002").await).await);
        let phone = Phone::enrolled(&portal, &who).await;
        portal.send::<MakePaper>(&who, (), ()).await.done();
        portal.send::<RevokeCardsOf>(&portal.administrator("4310").await, who.person, ()).await.done();
        let token = portal.app.statuses.token(&portal.app).await.unwrap();
        let list = StatusList::read(&token, &portal.app.keys.cards().published(), &"4310".parse().unwrap()).unwrap();
        assert!(list.bits.is_revoked(0) && list.bits.is_revoked(1) && !list.bits.is_revoked(2));
        portal.app.clock.advance_minutes(1);
        let now = portal.app.now();
        let scan = json!({"id": ScanId::from_raw(1), "scanned_at": now, "text": phone.shows(now)});
        let answers = portal.send::<SendScans>(&kiosk, (), json!({"scans": [scan]})).await.done().answers;
        assert_eq!(answers[0].outcome, ScanOutcome::Refused { refusal: ScanRefusal::Code { fault: Refusal::Revoked } });
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'card_revoke_of'").await, 2);
    }
}
