//! Divisions, teams and stations.

use crate::harness::{NOBODY, Portal};
use domain::api::division::ListDivisions;
use domain::api::portal::{AdvanceDemoClock, GetPortal};
use domain::api::station::{GetStation, ListStations, MakeStation};
use domain::api::team::{GetTeam, ListTeams, MakeTeam};
use domain::ids::{StationId, TeamId};
use domain::problem::{ErrorCode, FieldCode};
use serde_json::{Value, json};

fn team(change: fn(&mut Value)) -> Value {
    let mut body = json!({"name": "蓝天救援队", "form": "legal_entity", "org_code": "51430000TE5T000280", "division": "431002"});
    change(&mut body);
    body
}

fn station(change: fn(&mut Value)) -> Value {
    let mut body = json!({"name": "五一广场U站", "kind": "u_station", "division": "431002", "address": "五一路", "position": null, "opening_hours": "全天"});
    change(&mut body);
    body
}

#[tokio::test]
async fn the_portal_is_told_and_only_a_demonstrations_clock_moves() {
    let portal = Portal::sqlite().await;
    let before = portal.read::<GetPortal>(&NOBODY, (), "cache=breaker").await.done();
    let after = portal.send::<AdvanceDemoClock>(&NOBODY, (), json!({"minutes": 90})).await.done();
    assert!(after.server_time >= before.server_time.plus_minutes(90));
    for minutes in [0, 1441] {
        portal.send::<AdvanceDemoClock>(&NOBODY, (), json!({"minutes": minutes})).await.wrong("minutes");
    }
    portal.send::<AdvanceDemoClock>(&NOBODY, (), json!({"minutes": -1})).await.wrong("minutes");
    let real = Portal::sqlite_with(|parts| parts.demo = false).await;
    real.send::<AdvanceDemoClock>(&NOBODY, (), json!({"minutes": 90})).await.refused(ErrorCode::NotFound);
}

#[tokio::test]
async fn divisions_are_listed_branch_by_branch() {
    let portal = Portal::sqlite().await;
    assert_eq!(portal.read::<ListDivisions>(&NOBODY, (), "").await.done().children.len(), 11);
    assert_eq!(portal.read::<ListDivisions>(&NOBODY, (), "of=431002").await.done().path.len(), 2);
    portal.read::<ListDivisions>(&NOBODY, (), "of=431099").await.refused(ErrorCode::NotFound);
    for query in ["of=1", "of=", "of=4310x2", "in=431002"] {
        portal.read::<ListDivisions>(&NOBODY, (), query).await.refused(ErrorCode::BadRequest);
    }
}

#[tokio::test]
async fn a_team_is_made_in_the_own_division() {
    let portal = Portal::sqlite().await;
    let by = portal.administrator("431002").await;
    let make = |change| portal.send::<MakeTeam>(&by, (), team(change));
    let made = make(|_| {}).await.done();
    assert_eq!(portal.read::<GetTeam>(&NOBODY, made.id, "").await.done(), made);
    assert_eq!(portal.read::<ListTeams>(&NOBODY, (), "division=431002").await.done().items, [made]);
    make(|b| b["division"] = json!("431003")).await.refused(ErrorCode::Forbidden);
    make(|b| b["division"] = json!("431002999")).await.wrong("division");
    assert_eq!(make(|b| b["org_code"] = json!(null)).await.wrong("org_code").fields[0].code, FieldCode::Required);
    assert_eq!(make(|b| b["form"] = json!("filed_group")).await.wrong("org_code").fields[0].code, FieldCode::Unexpected);
    assert_eq!(make(|b| b["org_code"] = json!("51430000TE5T000281")).await.wrong("org_code").fields[0].code, FieldCode::OrgCodeCheck);
    make(|b| b["name"] = json!("\u{202E}")).await.wrong("name");
    portal.send::<MakeTeam>(&portal.volunteer().await, (), team(|_| {})).await.refused(ErrorCode::Forbidden);
    portal.send::<MakeTeam>(&NOBODY, (), team(|_| {})).await.refused(ErrorCode::NotLoggedIn);
    portal.read::<GetTeam>(&NOBODY, TeamId::from_raw(1), "").await.refused(ErrorCode::NotFound);
    portal.read::<ListTeams>(&NOBODY, (), "size=0").await.refused(ErrorCode::BadRequest);
}

#[tokio::test]
async fn a_station_is_made_in_the_own_division() {
    let portal = Portal::sqlite().await;
    let by = portal.administrator("431002").await;
    let make = |change| portal.send::<MakeStation>(&by, (), station(change));
    let made = make(|b| b["position"] = json!({"latitude_e7": 257_700_000, "longitude_e7": 1_130_100_000})).await.done();
    assert_eq!(portal.read::<GetStation>(&NOBODY, made.id, "").await.done(), made);
    assert_eq!(portal.read::<ListStations>(&NOBODY, (), "text=U").await.done().items, [made]);
    make(|b| b["division"] = json!("431003")).await.refused(ErrorCode::Forbidden);
    make(|b| b["division"] = json!("431002999")).await.wrong("division");
    make(|b| b["position"] = json!({"latitude_e7": 900_000_001, "longitude_e7": 0})).await.wrong("position");
    make(|b| b["kind"] = json!("castle")).await.wrong("kind");
    portal.send::<MakeStation>(&portal.volunteer().await, (), station(|_| {})).await.refused(ErrorCode::Forbidden);
    portal.send::<MakeStation>(&NOBODY, (), station(|_| {})).await.refused(ErrorCode::NotLoggedIn);
    portal.read::<GetStation>(&NOBODY, StationId::from_raw(1), "").await.refused(ErrorCode::NotFound);
    portal.read::<ListStations>(&NOBODY, (), &format!("text={}", "x".repeat(41))).await.refused(ErrorCode::BadRequest);
}
