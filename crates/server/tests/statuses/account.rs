//! The volunteer's own account, and messages.

use crate::harness::{NOBODY, Portal, Who};
use domain::api::account::{GetProfile, GiveIdCard, ListLooks, ListMyRecords};
use domain::api::message::{ListMessages, ReadMessages};
use domain::problem::{ErrorCode, FieldCode};
use domain::volunteer::Assurance;
use serde_json::json;
use server::http::Limits;
use std::num::NonZeroU32;

/// The example of GB 11643 itself, and another.
const CARD: &str = "11010519491231002X";

fn another_card() -> String {
    domain::id_card::complete("43100219900101001").unwrap()
}

#[tokio::test]
async fn the_profile_shows_numbers_masked() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    let profile = portal.read::<GetProfile>(&who, (), "").await.done();
    assert!(profile.phone_masked.contains("******") && profile.assurance == Assurance::Phone && profile.id_card_masked.is_none());
    portal.read::<GetProfile>(&NOBODY, (), "").await.refused(ErrorCode::NotLoggedIn);
    portal.read::<GetProfile>(&portal.administrator("4310").await, (), "").await.refused(ErrorCode::Forbidden);
}

#[tokio::test]
async fn an_identity_card_number_is_given_once() {
    let portal = Portal::sqlite().await;
    let (who, other) = (portal.volunteer().await, portal.volunteer().await);
    let give = |who: Who, number: String| {
        let portal = &portal;
        async move { portal.send::<GiveIdCard>(&who, (), json!({"id_card": number})).await }
    };
    for (typed, code) in [("", FieldCode::IdCardLength), ("110105194912310021", FieldCode::IdCardCheck), ("11010519491331002X", FieldCode::IdCardBirth), ("1101051949123100二X", FieldCode::IdCardCharacter)] {
        assert_eq!(give(who.clone(), typed.into()).await.wrong("id_card").fields[0].code, code, "{typed}");
    }
    let profile = give(who.clone(), CARD.into()).await.done();
    assert_eq!((profile.assurance, profile.id_card_masked.as_deref()), (Assurance::IdCardGiven, Some("110**************X")));
    give(who.clone(), CARD.to_lowercase()).await.done();
    give(who.clone(), another_card()).await.refused(ErrorCode::IdCardKnown);
    give(other, CARD.into()).await.refused(ErrorCode::IdCardTaken);
}

#[tokio::test]
async fn whether_a_number_is_taken_is_not_found_out_by_trying() {
    let portal = Portal::sqlite_with(|parts| parts.limits = Limits::new(NonZeroU32::MIN)).await;
    let who = portal.volunteer().await;
    portal.send::<GiveIdCard>(&who, (), json!({"id_card": CARD})).await.done();
    portal.send::<GiveIdCard>(&who, (), json!({"id_card": CARD})).await.refused(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn own_lists_are_empty_at_first_and_take_only_their_parameters() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    assert_eq!(portal.read::<ListMyRecords>(&who, (), "size=1").await.done().totals.records, 0);
    assert!(portal.read::<ListLooks>(&who, (), "").await.done().items.is_empty());
    assert!(portal.read::<ListMessages>(&who, (), "").await.done().items.is_empty());
    portal.send::<ReadMessages>(&who, (), ()).await.done();
    for (query, field) in [("size=0", "size"), ("size=101", "size"), ("size=x", "size"), ("after=abc", "after"), ("sort=name", "sort")] {
        let problem = portal.read::<ListMyRecords>(&who, (), query).await.refused(ErrorCode::BadRequest);
        assert_eq!(problem.fields[0].field, field, "{query}");
        portal.read::<ListMessages>(&who, (), query).await.refused(ErrorCode::BadRequest);
        portal.read::<ListLooks>(&who, (), query).await.refused(ErrorCode::BadRequest);
    }
    portal.read::<ListMessages>(&NOBODY, (), "").await.refused(ErrorCode::NotLoggedIn);
}
