//! The volunteer card: on one phone, renewed, moved, revoked, on paper.

use crate::harness::{NOBODY, Phone, Portal, Who, book, moving};
use domain::api::account::GiveIdCard;
use domain::api::card::{EvidenceKind, EnrolPhone, GetMyCard, MakePaper, MakePaperFor, MakeSlots, RenewCredential, RevokeCardsOf, RevokePaper, RevokePhone};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::session::SendCode;
use domain::api::sign_up::MakeSignUp;
use domain::credential::{Class, Credential, Slot};
use domain::problem::ErrorCode;
use serde_json::json;

#[tokio::test]
async fn a_phone_enrols_renews_and_is_given_up() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    let phone = Phone::enrolled(&portal, &who).await;
    let card = portal.read::<GetMyCard>(&who, (), "").await.done();
    let on = card.phone.unwrap();
    assert_eq!((on.key, on.class, on.here, card.evidence), (Some(phone.key()), Class::Device, true, EvidenceKind::Name));
    let claims = Credential::read(&phone.credential).unwrap().claims;
    assert_eq!((claims.number, claims.name.as_str(), claims.holder, claims.status_index), (card.number, "李*", Some(phone.key()), 0));
    portal.app.clock.advance_minutes(60);
    let renewed = portal.send::<RenewCredential>(&who, (), json!({"key": phone.key()})).await.done();
    assert_eq!(Credential::read(&renewed.credential.0).unwrap().claims.status_index, 0, "the card keeps its place");
    assert!(renewed.issued_at > claims.issued_at && renewed.expires_at > claims.expires_at);
    // The same phone may enrol again, as after logging in anew.
    phone.ask(&portal, &who, None).await.done();
    portal.send::<RevokePhone>(&who, (), ()).await.done();
    portal.send::<RevokePhone>(&who, (), ()).await.done();
    portal.send::<RenewCredential>(&who, (), json!({"key": phone.key()})).await.refused(ErrorCode::CardGone);
    assert_eq!(portal.read::<GetMyCard>(&who, (), "").await.done().phone, None);
    // Giving a card up is no way around the proof, not even for the phone that had it.
    phone.ask(&portal, &who, None).await.refused(ErrorCode::CardElsewhere);
    portal.send::<MakeSlots>(&who, (), json!({})).await.refused(ErrorCode::CardElsewhere);
    phone.ask(&portal, &who, Some(moving(&portal, &who).await)).await.done();
}

#[tokio::test]
async fn a_browser_without_a_key_is_given_proofs_for_its_own_card() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    let slot_before = || Slot::at(portal.app.now()).0 - 1;
    let asked = slot_before();
    let first = book(&portal, &who).await;
    // A slot may end meanwhile.
    assert!((asked..=slot_before()).contains(&first.first.0) && first.proofs.0.len() == 1920 * 64);
    assert_eq!(first.expires_at, first.first.plus(1920).begin());
    let second = book(&portal, &who).await;
    let places = [&first, &second].map(|book| Credential::read(&book.credential.0).unwrap().claims.status_index);
    assert_eq!((places, portal.number("SELECT count(*) FROM cards WHERE revoked_at IS NOT NULL").await), ([0, 1], 1));
    // Another browser has to prove itself; this one may get a key of its own.
    let other = second_browser(&portal, &who).await;
    portal.send::<MakeSlots>(&other, (), json!({})).await.refused(ErrorCode::CardElsewhere);
    portal.send::<MakeSlots>(&other, (), json!({"moving": moving(&portal, &other).await})).await.done();
    portal.send::<MakeSlots>(&who, (), json!({})).await.refused(ErrorCode::CardElsewhere);
    Phone::enrolled(&portal, &other).await;
    portal.send::<MakeSlots>(&other, (), json!({})).await.refused(ErrorCode::CardElsewhere);
}

#[tokio::test]
async fn proofs_in_advance_are_made_twelve_times_a_day() {
    let portal = Portal::sqlite_with(|parts| parts.city.settings.policy.card.prefetched_hours = 1).await;
    portal.app.clock.advance_minutes(25 * 60 - portal.app.zone.minute_of_day(portal.app.now()));
    let who = portal.volunteer().await;
    for _ in 0..12 {
        portal.send::<MakeSlots>(&who, (), json!({})).await.done();
    }
    portal.send::<MakeSlots>(&who, (), json!({})).await.refused(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn the_card_names_the_team_of_the_nearest_service() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    let team_of = || async { portal.read::<GetMyCard>(&who, (), "").await.done().team };
    assert_eq!(team_of().await, None);
    for minutes in [3 * 24 * 60, 24 * 60] {
        let team = portal.team("431002").await;
        portal.sql(&format!("UPDATE teams SET name = 'in {minutes}' WHERE id = {}", team.raw())).await;
        let activity = portal.activity(team, "431002", None, minutes, 3).await;
        portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
    }
    assert_eq!(team_of().await.as_deref(), Some("in 1440"));
}

#[tokio::test]
async fn a_phone_proves_its_key_and_the_time() {
    let portal = Portal::sqlite().await;
    let (who, phone, now) = (portal.volunteer().await, Phone::new(), portal.app.now());
    for off in [-120, 120] {
        let body = phone.enrolment(&portal, &who, now.plus_seconds(off), None).await;
        portal.send::<EnrolPhone>(&who, (), body).await.refused(ErrorCode::ClockOff);
    }
    let mut body = phone.enrolment(&portal, &who, now.plus_seconds(-75), None).await;
    body["key"] = json!(Phone::new().key());
    portal.send::<EnrolPhone>(&who, (), &body).await.wrong("proof");
    body["key"] = json!("AAAA");
    portal.send::<EnrolPhone>(&who, (), &body).await.wrong("key");
    body["key"] = json!(phone.key());
    portal.send::<EnrolPhone>(&who, (), &body).await.done();
}

/// A second browser of the same person.
async fn second_browser(portal: &Portal, who: &Who) -> Who {
    let (second, row) = portal.browser_of(who.person);
    portal.app.store.write(move |tx| Box::pin(async move { server::store::session::open(tx, &row).await })).await.unwrap();
    second
}

#[tokio::test]
async fn a_card_moves_with_a_code_and_the_name() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    let (old, new) = (Phone::enrolled(&portal, &who).await, Phone::new());
    let second = second_browser(&portal, &who).await;
    new.ask(&portal, &second, None).await.refused(ErrorCode::CardElsewhere);
    let right = moving(&portal, &second).await;
    let mut wrong = right.clone();
    wrong["evidence"]["name"] = json!("王志愿");
    assert_eq!(new.ask(&portal, &second, Some(wrong)).await.refused(ErrorCode::EvidenceWrong).tries_left, Some(4));
    let mut wrong = right.clone();
    wrong["code"] = json!(if right["code"] == "111111" { "222222" } else { "111111" });
    assert_eq!(new.ask(&portal, &second, Some(wrong)).await.refused(ErrorCode::CodeWrong).tries_left, Some(4));
    new.ask(&portal, &second, Some(json!({"code": "1", "evidence": right["evidence"]}))).await.wrong("moving.code");
    let card = json!({"kind": "id_card", "id_card": "11010519491231002X"});
    new.ask(&portal, &second, Some(json!({"code": right["code"], "evidence": card}))).await.wrong("moving.evidence.kind");
    new.ask(&portal, &second, Some(right.clone())).await.done();
    portal.send::<RenewCredential>(&who, (), json!({"key": old.key()})).await.refused(ErrorCode::CardGone);
    let inbox = portal.read::<ListMessages>(&who, (), "").await.done();
    assert!(matches!(inbox.items[0].content, MessageContent::CardMoved { .. }), "{inbox:?}");
    // The code is used up.
    old.ask(&portal, &who, Some(right)).await.refused(ErrorCode::CodeExpired);
}

#[tokio::test]
async fn a_known_identity_card_is_asked_for_instead_of_the_name() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    Phone::enrolled(&portal, &who).await;
    portal.send::<GiveIdCard>(&who, (), json!({"id_card": "11010519491231002X"})).await.done();
    assert_eq!(portal.read::<GetMyCard>(&who, (), "").await.done().evidence, EvidenceKind::IdCard);
    let mut proof = moving(&portal, &who).await;
    let new = Phone::new();
    new.ask(&portal, &who, Some(proof.clone())).await.wrong("moving.evidence.kind");
    proof["evidence"] = json!({"kind": "id_card", "id_card": "110105194912310021"});
    new.ask(&portal, &who, Some(proof.clone())).await.wrong("moving.evidence.id_card");
    proof["evidence"]["id_card"] = json!(domain::id_card::complete("11010519491231003").unwrap());
    new.ask(&portal, &who, Some(proof.clone())).await.refused(ErrorCode::EvidenceWrong);
    proof["evidence"]["id_card"] = json!("11010519491231002x");
    new.ask(&portal, &who, Some(proof)).await.done();
}

#[tokio::test]
async fn moving_is_tried_five_times_a_day_and_no_more() {
    let portal = Portal::sqlite().await;
    // An hour after midnight, so that no day ends in between.
    portal.app.clock.advance_minutes(25 * 60 - portal.app.zone.minute_of_day(portal.app.now()));
    let who = portal.volunteer().await;
    Phone::enrolled(&portal, &who).await;
    let right = moving(&portal, &who).await;
    let mut wrong = right.clone();
    wrong["evidence"]["name"] = json!("王志愿");
    for left in (0..5).rev() {
        assert_eq!(Phone::new().ask(&portal, &who, Some(wrong.clone())).await.refused(ErrorCode::EvidenceWrong).tries_left, Some(left));
    }
    let refused = Phone::new().ask(&portal, &who, Some(right)).await.refused(ErrorCode::TooManyRequests);
    assert!(refused.retry_after_seconds.is_some_and(|seconds| seconds > 3600), "{refused:?}");
}

#[tokio::test]
async fn a_code_for_logging_in_moves_no_card() {
    let portal = Portal::sqlite().await;
    let who = portal.volunteer().await;
    Phone::enrolled(&portal, &who).await;
    let mut proof = moving(&portal, &who).await;
    portal.app.clock.advance_minutes(2);
    let sealed = portal.app.keys.vault.open(server::vault::Kind::Phone, &server::store::person::volunteer(portal.app.store.read(), who.person).await.unwrap().phone_sealed).unwrap();
    let code = portal.send::<SendCode>(&NOBODY, (), json!({"phone": sealed})).await.done().demo_code.unwrap();
    proof["code"] = json!(code);
    Phone::new().ask(&portal, &who, Some(proof)).await.refused(ErrorCode::CodeWrong);
}

#[tokio::test]
async fn paper_is_made_anew_given_up_and_made_for_others() {
    let portal = Portal::sqlite().await;
    let (who, administrator) = (portal.volunteer().await, portal.administrator("431002").await);
    let first = portal.send::<MakePaper>(&who, (), ()).await.done();
    assert_eq!((first.name.as_str(), first.text.starts_with("VOL3")), ("李*", true));
    let second = portal.send::<MakePaperFor>(&administrator, who.person, ()).await.done();
    let shown = portal.read::<GetMyCard>(&who, (), "").await.done();
    assert_eq!(shown.paper, Some(second));
    assert_eq!(portal.number("SELECT count(*) FROM cards WHERE revoked_at IS NOT NULL").await, 1);
    portal.send::<RevokePaper>(&who, (), ()).await.done();
    assert_eq!(portal.read::<GetMyCard>(&who, (), "").await.done().paper, None);
    for _ in 0..8 {
        portal.send::<MakePaper>(&who, (), ()).await.done();
    }
    portal.send::<MakePaper>(&who, (), ()).await.refused(ErrorCode::TooManyRequests);
}

#[tokio::test]
async fn an_administrator_takes_all_cards_of_people_in_the_own_division() {
    let portal = Portal::sqlite().await;
    let (who, other) = (portal.volunteer().await, portal.administrator("431003").await);
    Phone::enrolled(&portal, &who).await;
    portal.send::<MakePaper>(&who, (), ()).await.done();
    portal.send::<RevokeCardsOf>(&other, who.person, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<MakePaperFor>(&other, who.person, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<RevokeCardsOf>(&portal.administrator("431002").await, who.person, ()).await.done();
    let card = portal.read::<GetMyCard>(&who, (), "").await.done();
    assert_eq!((card.phone, card.paper), (None, None));
    portal.sql(&format!("UPDATE people SET division = NULL WHERE id = {}", who.person.raw())).await;
    portal.send::<RevokeCardsOf>(&portal.administrator("431002").await, who.person, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<RevokeCardsOf>(&portal.administrator("4310").await, who.person, ()).await.done();
}
