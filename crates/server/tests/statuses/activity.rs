//! Activities.

use crate::harness::{NOBODY, Portal, Who, draft_of};
use domain::activity::{ActivityStatus, DraftFault};
use domain::api::activity::{CancelActivity, GetActivity, GetRoster, GetStanding, ListActivities, ListManaged, MakeActivity, PublishActivity};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::{ListMySignUps, MakeSignUp};
use domain::can::Role;
use domain::ids::{ActivityId, StationId, TeamId};
use domain::problem::{ErrorCode, FieldCode};
use domain::sign_up::SignUpStatus;
use serde_json::{Value, json};

const NOWHERE: ActivityId = ActivityId::from_raw(1);

#[tokio::test]
async fn the_finder_shows_what_is_open_and_refuses_nonsense() {
    let portal = Portal::sqlite().await;
    let (open, team) = (portal.open_activity(3).await, portal.team("431003").await);
    portal.draft(team, "431003", None, 60, 1).await;
    let nobody = Who::nobody();
    let listed = |query: &'static str| {
        let (portal, nobody) = (&portal, &nobody);
        async move { portal.read::<ListActivities>(nobody, (), query).await.done().items.into_iter().map(|a| a.id).collect::<Vec<_>>() }
    };
    for query in ["", "division=431002", "division=4310", "category=environment", "text=%E5%85%AC%E5%9B%AD", "free=true", "to=2099-12-31"] {
        assert_eq!(listed(query).await, [open.id], "{query}");
    }
    for query in ["division=431003", "category=traffic", "text=%E5%9B%BE%E4%B9%A6", "from=2099-12-31"] {
        assert!(listed(query).await.is_empty(), "{query}");
    }
    let long = format!("text={}", "x".repeat(41));
    for (query, field) in [("division=43", "division"), ("category=fishing", "category"), ("from=2026-02-30", "from"), ("free=maybe", "free"), (&long, "text"), ("after=x", "after"), ("colour=red", "colour")] {
        let problem = portal.read::<ListActivities>(&nobody, (), query).await.refused(ErrorCode::BadRequest);
        assert_eq!(problem.fields[0].field, field, "{query}");
    }
}

#[tokio::test]
async fn a_draft_is_nothing_to_strangers() {
    let portal = Portal::sqlite().await;
    let team = portal.team("431002").await;
    let (draft, leader, stranger) = (portal.draft(team, "431002", None, 60, 1).await, portal.volunteer_with(Role::TeamLeader { team }).await, portal.volunteer().await);
    assert_eq!(portal.read::<GetActivity>(&leader, draft.id, "").await.done().status, ActivityStatus::Draft);
    for id in [draft.id, NOWHERE] {
        portal.read::<GetActivity>(&NOBODY, id, "").await.refused(ErrorCode::NotFound);
        portal.read::<GetStanding>(&stranger, id, "").await.refused(ErrorCode::NotFound);
        portal.send::<PublishActivity>(&portal.administrator("431003").await, id, ()).await.refused(ErrorCode::NotFound);
        portal.send::<CancelActivity>(&portal.administrator("431003").await, id, json!({"reason": "暴雨"})).await.refused(ErrorCode::NotFound);
    }
}

#[tokio::test]
async fn the_contact_is_told_to_those_who_signed_up() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(3).await);
    assert_eq!(portal.read::<GetActivity>(&who, open.id, "").await.done().terms.contact, None);
    assert_eq!(portal.read::<GetStanding>(&who, open.id, "").await.done().contact, None);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let standing = portal.read::<GetStanding>(&who, open.id, "").await.done();
    assert_eq!((standing.contact.as_deref(), standing.shifts[0].status), (Some("王队长"), Some(SignUpStatus::Confirmed)));
    portal.read::<GetStanding>(&NOBODY, open.id, "").await.refused(ErrorCode::NotLoggedIn);
}

#[tokio::test]
async fn managed_activities_are_for_those_with_a_role() {
    let portal = Portal::sqlite().await;
    let team = portal.team("431002").await;
    let (draft, leader) = (portal.draft(team, "431002", None, 60, 1).await, portal.volunteer_with(Role::TeamLeader { team }).await);
    assert_eq!(portal.read::<ListManaged>(&leader, (), "status=draft").await.done().items[0].id, draft.id);
    assert!(portal.read::<ListManaged>(&leader, (), "status=published").await.done().items.is_empty());
    portal.read::<ListManaged>(&leader, (), "status=lost").await.refused(ErrorCode::BadRequest);
    portal.read::<ListManaged>(&leader, (), "team=zzz").await.refused(ErrorCode::BadRequest);
    portal.read::<ListManaged>(&portal.volunteer().await, (), "").await.refused(ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_faulty_draft_is_told_field_by_field() {
    let portal = Portal::sqlite().await;
    let (team, by) = (portal.team("431002").await, portal.administrator("431002").await);
    let body = draft_of(team, "431002", None, portal.app.now().plus_minutes(60), 5);
    let make = |change: &dyn Fn(&mut Value)| {
        let mut body = body.clone();
        change(&mut body);
        portal.send::<MakeActivity>(&by, (), body)
    };
    make(&|b| b["draft"]["positions"][0]["name"] = json!(" ")).await.wrong("draft.positions[0].name");
    make(&|b| b["draft"]["terms"]["risks"] = json!("x".repeat(4001))).await.wrong("draft.terms.risks");
    make(&|b| drop(b["draft"]["terms"].as_object_mut().unwrap().remove("safeguards"))).await.wrong("draft.terms.safeguards");
    assert_eq!(make(&|b| b["draft"]["category"] = json!("fishing")).await.wrong("draft.category").fields[0].code, FieldCode::Unknown);
    make(&|b| b["team"] = json!(TeamId::from_raw(1))).await.wrong("team");
    make(&|b| b["draft"]["station"] = json!(StationId::from_raw(1))).await.wrong("draft.station");
    make(&|b| b["draft"]["division"] = json!("431002999")).await.wrong("draft.division");
    let fault = |answer: crate::harness::Answer<MakeActivity>| answer.refused(ErrorCode::DraftFaulty).fault.unwrap();
    assert_eq!(fault(make(&|b| b["draft"]["positions"] = json!([])).await), DraftFault::Positions);
    assert_eq!(fault(make(&|b| b["draft"]["positions"][0]["shifts"] = json!([])).await), DraftFault::Shifts);
    assert_eq!(fault(make(&|b| b["draft"]["positions"][0]["shifts"][0]["capacity"] = json!(0)).await), DraftFault::Capacity);
    assert_eq!(fault(make(&|b| b["draft"]["positions"][0]["shifts"][0]["time"]["end"] = json!(1)).await), DraftFault::ShiftTime);
    assert_eq!(fault(make(&|b| b["draft"]["map_position"] = json!({"latitude_e7": 910_000_000, "longitude_e7": 0})).await), DraftFault::MapPosition);
    make(&|b| b["draft"]["division"] = json!("431003")).await.refused(ErrorCode::Forbidden);
    portal.read::<MakeActivity>(&by, (), "").await.refused(ErrorCode::UnsupportedMediaType);
    make(&|_| {}).await.done();
}

#[tokio::test]
async fn only_a_draft_that_is_whole_can_be_shown() {
    let portal = Portal::sqlite().await;
    let (team, by) = (portal.team("431002").await, portal.administrator("431002").await);
    let whole = portal.draft(team, "431002", None, 60, 5).await;
    assert_eq!(portal.send::<PublishActivity>(&by, whole.id, ()).await.done().status, ActivityStatus::Published);
    portal.send::<PublishActivity>(&by, whole.id, ()).await.refused(ErrorCode::WrongStatus);
    let past = portal.draft(team, "431002", None, -180, 5).await;
    assert_eq!(portal.send::<PublishActivity>(&by, past.id, ()).await.refused(ErrorCode::DraftFaulty).fault, Some(DraftFault::AllInThePast));
    let mut body = draft_of(team, "431002", None, portal.app.now().plus_minutes(60), 5);
    body["draft"]["terms"]["dangerous"] = json!(true);
    let dangerous = portal.draft_from(body).await;
    assert_eq!(portal.send::<PublishActivity>(&by, dangerous.id, ()).await.refused(ErrorCode::DraftFaulty).fault, Some(DraftFault::InsuranceMissing));
    portal.read::<PublishActivity>(&by, dangerous.id, "").await.refused(ErrorCode::IdempotencyKeyMissing);
    portal.send::<PublishActivity>(&by, NOWHERE, ()).await.refused(ErrorCode::NotFound);
}

#[tokio::test]
async fn calling_off_tells_everybody_and_frees_them() {
    let portal = Portal::sqlite().await;
    let (who, by, open) = (portal.volunteer().await, portal.administrator("431002").await, portal.open_activity(3).await);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    portal.send::<CancelActivity>(&portal.administrator("431003").await, open.id, json!({"reason": "暴雨"})).await.refused(ErrorCode::Forbidden);
    assert_eq!(portal.send::<CancelActivity>(&by, open.id, json!({"reason": "暴雨"})).await.done().status, ActivityStatus::Cancelled);
    assert_eq!(portal.read::<ListMySignUps>(&who, (), "").await.done().items[0].status, SignUpStatus::Cancelled);
    assert!(matches!(portal.read::<ListMessages>(&who, (), "").await.done().items[0].content, MessageContent::ActivityCancelled { .. }));
    portal.send::<CancelActivity>(&by, open.id, json!({"reason": "暴雨"})).await.refused(ErrorCode::WrongStatus);
    portal.send::<CancelActivity>(&by, NOWHERE, json!({"reason": "暴雨"})).await.refused(ErrorCode::NotFound);
    portal.read::<CancelActivity>(&by, open.id, "").await.refused(ErrorCode::UnsupportedMediaType);
    portal.send::<CancelActivity>(&by, open.id, json!({"reason": " "})).await.wrong("reason");
}

#[tokio::test]
async fn the_roster_is_for_the_own_people_only() {
    let portal = Portal::sqlite().await;
    let (who, open) = (portal.volunteer().await, portal.open_activity(3).await);
    portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
    let roster = portal.read::<GetRoster>(&portal.administrator("431002").await, open.id, "").await.done();
    assert_eq!((roster.lines.len(), roster.present), (1, 0));
    portal.read::<GetRoster>(&portal.administrator("431003").await, open.id, "").await.refused(ErrorCode::Forbidden);
    portal.read::<GetRoster>(&who, open.id, "").await.refused(ErrorCode::Forbidden);
    portal.read::<GetRoster>(&NOBODY, open.id, "").await.refused(ErrorCode::NotLoggedIn);
    portal.read::<GetRoster>(&portal.administrator("4310").await, NOWHERE, "").await.refused(ErrorCode::NotFound);
}
