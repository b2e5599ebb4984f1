//! People in an administrator's eyes, and roles.

use crate::harness::{NOBODY, Portal};
use domain::api::account::{GetProfile, ListLooks};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::people::{FindPeople, GiveGrant, TakeGrant};
use domain::ids::{GrantId, PersonId, StationId, TeamId};
use domain::problem::{ErrorCode, FieldCode};
use serde_json::json;

#[tokio::test]
async fn people_are_found_by_number_or_name_and_learn_of_it() {
    let portal = Portal::sqlite().await;
    let (who, by) = (portal.volunteer().await, portal.administrator("431002").await);
    let profile = portal.read::<GetProfile>(&who, (), "").await.done();
    for text in [profile.number.grouped(), profile.name.clone(), format!(" {} ", profile.name)] {
        let found = portal.send::<FindPeople>(&by, (), json!({"text": text})).await.done();
        assert_eq!((found.people.len(), found.people[0].person, found.more), (1, who.person, false), "{text}");
    }
    assert!(portal.send::<FindPeople>(&by, (), json!({"text": "13000000000"})).await.done().people.is_empty());
    assert_eq!(portal.read::<ListLooks>(&who, (), "").await.done().items.len(), 3);
    assert!(portal.send::<FindPeople>(&portal.administrator("431003").await, (), json!({"text": profile.name})).await.done().people.is_empty());
}

#[tokio::test]
async fn a_search_says_something_and_not_too_much() {
    let portal = Portal::sqlite().await;
    let by = portal.administrator("431002").await;
    assert_eq!(portal.send::<FindPeople>(&by, (), json!({"text": "  "})).await.wrong("text").fields[0].code, FieldCode::Required);
    portal.send::<FindPeople>(&by, (), json!({"text": "李".repeat(41)})).await.wrong("text");
    portal.send::<FindPeople>(&by, (), json!({})).await.wrong("text");
    portal.send::<FindPeople>(&portal.volunteer().await, (), json!({"text": "李"})).await.refused(ErrorCode::Forbidden);
    portal.send::<FindPeople>(&NOBODY, (), json!({"text": "李"})).await.refused(ErrorCode::NotLoggedIn);
    // Wildcards of SQL are letters like others.
    assert!(portal.send::<FindPeople>(&by, (), json!({"text": "%"})).await.done().people.is_empty());
}

#[tokio::test]
async fn a_role_is_given_inside_the_own_scope_and_told() {
    let portal = Portal::sqlite().await;
    let (who, by) = (portal.volunteer().await, portal.administrator("431002").await);
    let (team, foreign) = (portal.team("431002").await, portal.team("431003").await);
    let give = |role: serde_json::Value| portal.send::<GiveGrant>(&by, (), json!({"person": who.person, "role": role}));
    let given = give(json!({"role": "team_leader", "team": team})).await.done();
    assert_eq!(give(json!({"role": "team_leader", "team": team})).await.done().id, given.id);
    let told = portal.read::<ListMessages>(&who, (), "").await.done().items;
    assert!(matches!(told.as_slice(), [only] if matches!(only.content, MessageContent::RoleGiven { .. })), "{told:?}");
    give(json!({"role": "team_leader", "team": foreign})).await.refused(ErrorCode::Forbidden);
    give(json!({"role": "administrator", "division": "4310"})).await.refused(ErrorCode::Forbidden);
    give(json!({"role": "team_leader", "team": TeamId::from_raw(1)})).await.wrong("role.team");
    give(json!({"role": "station_keeper", "station": StationId::from_raw(1)})).await.wrong("role.station");
    give(json!({"role": "administrator", "division": "431002999"})).await.wrong("role.division");
    portal.send::<GiveGrant>(&by, (), json!({"person": PersonId::from_raw(1), "role": {"role": "team_leader", "team": team}})).await.wrong("person");
    assert_eq!(give(json!({"role": "emperor"})).await.raw.status, 422);
    portal.send::<GiveGrant>(&who, (), json!({"person": who.person, "role": {"role": "team_leader", "team": team}})).await.refused(ErrorCode::Forbidden);
}

#[tokio::test]
async fn a_role_is_taken_inside_the_own_scope() {
    let portal = Portal::sqlite().await;
    let (who, team) = (portal.volunteer().await, portal.team("431002").await);
    let (by, foreign) = (portal.administrator("431002").await, portal.administrator("431003").await);
    let given = portal.send::<GiveGrant>(&by, (), json!({"person": who.person, "role": {"role": "team_leader", "team": team}})).await.done();
    portal.send::<TakeGrant>(&foreign, given.id, ()).await.refused(ErrorCode::Forbidden);
    portal.send::<TakeGrant>(&by, GrantId::from_raw(1), ()).await.refused(ErrorCode::NotFound);
    portal.send::<TakeGrant>(&by, given.id, ()).await.done();
    portal.send::<TakeGrant>(&by, given.id, ()).await.refused(ErrorCode::NotFound);
}
