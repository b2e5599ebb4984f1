//! What a team does with an activity over HTTP and on both engines: people who signed up are told what changed and lose nothing, two who change
//! it do not overwrite one another, a reviewer sees what the city wants seen, and words of the team reach its people.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::activity::{ActivityStatus, Change, DraftFault};
use domain::api::account::ListLooks;
use domain::api::activity::{
    CancelActivity, ChangeActivity, DropTemplate, ExportRoster, GetActivity, KeepTemplate, ListActivities, ListChanges, ListSimilar, ListTemplates, PublishActivity, ReviewActivity, SendTeamMessage,
};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::{CancelSignUp, JoinWaitlist, ListMySignUps, MakeSignUp};
use domain::can::Role;
use domain::problem::ErrorCode;
use domain::sign_up::{Ending, Refusal, SignUp, SignUpStatus};
use domain::time::Timestamp;
use harness::{Activity, NOBODY, Portal, Who, draft_of, on_both_engines, people_in_one_write};
use serde_json::{Value, json};

fn shift(body: &mut Value) -> &mut Value {
    &mut body["draft"]["positions"][0]["shifts"][0]
}

fn moved_to(start: Timestamp) -> Value {
    json!({"start": start, "end": start.plus_minutes(120)})
}

async fn own(portal: &Portal, who: &Who) -> SignUp {
    portal.read::<ListMySignUps>(who, (), "").await.done().items.remove(0)
}

async fn told(portal: &Portal, who: &Who) -> MessageContent {
    portal.read::<ListMessages>(who, (), "").await.done().items.remove(0).content
}

/// A leader, and what their team published: one shift that begins in `minutes` with `capacity` places.
async fn published(portal: &Portal, minutes: i64, capacity: u32) -> (Who, Activity) {
    let team = portal.team("431002").await;
    (portal.volunteer_with(Role::TeamLeader { team }).await, portal.activity(team, "431002", None, minutes, capacity).await)
}

on_both_engines! {
    async fn who_signed_up_is_told_what_changed_and_may_give_back_without_being_late(portal) {
        let (leader, open) = published(&portal, 90, 3).await;
        let who = portal.volunteer().await;
        portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
        let mut body = portal.unchanged(&leader, open.id).await;
        let later = open.starts_at.plus_minutes(10);
        shift(&mut body)["time"] = moved_to(later);
        body["draft"]["place"] = json!("东门");
        body["draft"]["category"] = json!("community");
        let changed = portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!((changed.place.as_str(), changed.revision, changed.shifts[0].time.start), ("东门", 2, later));
        let MessageContent::ActivityChanged { changes, .. } = told(&portal, &who).await else { panic!("not told") };
        assert!(matches!(&changes[..], [Change::Place { from, to }, Change::Time { to: time, .. }] if from == "人民公园" && to == "东门" && time.start == later), "{changes:?}");
        let moved = own(&portal, &who).await;
        assert!(moved.time.start == later && moved.moved, "{moved:?}");
        // Within two hours it would be late, had the team not moved it.
        let back = portal.send::<CancelSignUp>(&who, own(&portal, &who).await.id, ()).await.done();
        assert_eq!(back.ending, Some(Ending::Withdrawn));
        // Who signs up for the new time knows it.
        assert!(!portal.send::<MakeSignUp>(&who, open.shift, ()).await.done().moved);
        let late = portal.send::<CancelSignUp>(&who, own(&portal, &who).await.id, ()).await.done();
        assert_eq!(late.ending, Some(Ending::Late));
    }

    async fn a_change_that_concerns_nobody_tells_nobody_but_is_kept(portal) {
        let (leader, open) = published(&portal, 24 * 60, 3).await;
        let who = portal.volunteer().await;
        portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
        let before = told(&portal, &who).await;
        let mut body = portal.unchanged(&leader, open.id).await;
        shift(&mut body)["capacity"] = json!(9);
        portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!(told(&portal, &who).await, before);
        let kept = portal.read::<ListChanges>(&leader, open.id, "").await.done().items;
        assert!(matches!(&kept[..], [one] if one.revision == 2 && one.by == "李*" && matches!(one.changes[..], [Change::Capacity { from: 3, to: 9, .. }])), "{kept:?}");
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'activity_change'").await, 1);
        portal.read::<ListChanges>(&who, open.id, "").await.refused(ErrorCode::Forbidden);
    }

    async fn the_second_of_two_editors_is_told_and_changes_nothing(portal) {
        let (leader, open) = published(&portal, 24 * 60, 3).await;
        let (mut first, mut second) = (portal.unchanged(&leader, open.id).await, portal.unchanged(&leader, open.id).await);
        first["draft"]["place"] = json!("东门");
        second["draft"]["title"] = json!("大扫除");
        portal.send::<ChangeActivity>(&leader, open.id, &first).await.done();
        portal.send::<ChangeActivity>(&portal.administrator("431002").await, open.id, &second).await.refused(ErrorCode::ChangedMeanwhile);
        let now = portal.read::<GetActivity>(&leader, open.id, "").await.done();
        assert_eq!((now.title.as_str(), now.place.as_str()), ("清扫公园", "东门"));
        second["revision"] = json!(now.revision);
        portal.send::<ChangeActivity>(&leader, open.id, second).await.done();
    }

    async fn a_shift_with_sign_ups_that_is_left_out_is_called_off_and_the_rest_goes_on(portal) {
        let (leader, open) = published(&portal, 24 * 60, 1).await;
        let people = people_in_one_write(&portal, 2).await;
        portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
        let mut body = portal.unchanged(&leader, open.id).await;
        body["draft"]["positions"][0]["shifts"] = json!([{"time": moved_to(open.starts_at.plus_minutes(3000)), "capacity": 4}]);
        let changed = portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!(changed.shifts.iter().map(|shift| (shift.called_off, shift.taken)).collect::<Vec<_>>(), [(true, 0), (false, 0)]);
        for who in &people {
            assert_eq!(own(&portal, who).await.ending, Some(Ending::CalledOff));
            assert!(matches!(told(&portal, who).await, MessageContent::ShiftCalledOff { time, .. } if time.start == open.starts_at));
        }
        for refused in [portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.refused(ErrorCode::SignUpRefused), portal.send::<JoinWaitlist>(&people[0], open.shift, ()).await.refused(ErrorCode::SignUpRefused)] {
            assert_eq!(refused.refusal, Some(Refusal::ActivityCancelled));
        }
        let listed = portal.read::<ListActivities>(&NOBODY, (), "").await.done().items.remove(0);
        assert_eq!((listed.starts_at, listed.places, listed.places_left), (open.starts_at.plus_minutes(3000), 4, 4));
        // One that nobody ever signed up for is simply gone.
        let mut body = portal.unchanged(&leader, open.id).await;
        body["draft"]["positions"][0]["shifts"] = json!([{"time": moved_to(open.starts_at.plus_minutes(6000)), "capacity": 4}]);
        assert_eq!(portal.send::<ChangeActivity>(&leader, open.id, body).await.done().shifts.len(), 2);
    }

    async fn places_that_are_added_go_to_who_waits_at_once(portal) {
        let (leader, open) = published(&portal, 100 * 60, 1).await;
        let people = people_in_one_write(&portal, 3).await;
        portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        for who in &people[1..] {
            portal.send::<JoinWaitlist>(who, open.shift, ()).await.done();
        }
        let mut body = portal.unchanged(&leader, open.id).await;
        shift(&mut body)["capacity"] = json!(2);
        portal.send::<ChangeActivity>(&leader, open.id, &body).await.done();
        assert_eq!([own(&portal, &people[1]).await.status, own(&portal, &people[2]).await.status], [SignUpStatus::Offered, SignUpStatus::Waitlisted]);
        // The place that is held is one that people have: it cannot be taken away.
        body["revision"] = json!(2);
        shift(&mut body)["capacity"] = json!(1);
        let refused = portal.send::<ChangeActivity>(&leader, open.id, body).await.refused(ErrorCode::DraftFaulty);
        assert_eq!((refused.fault, refused.fields[0].field.as_str()), (Some(DraftFault::BelowTaken), "draft.positions[0].shifts[0].capacity"));
    }

    async fn an_offer_never_stands_beyond_a_new_close_of_sign_up(portal) {
        let (leader, open) = published(&portal, 100 * 60, 1).await;
        let people = people_in_one_write(&portal, 2).await;
        portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
        portal.send::<CancelSignUp>(&people[0], own(&portal, &people[0]).await.id, ()).await.done();
        let soon = portal.app.now().plus_minutes(60);
        let mut body = portal.unchanged(&leader, open.id).await;
        shift(&mut body)["time"] = moved_to(soon);
        portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!(own(&portal, &people[1]).await.offer_until, Some(soon));
    }

    async fn dangerous_work_of_a_team_is_looked_at_before_the_public_sees_it(portal) {
        let team = portal.team("431002").await;
        let (leader, reviewer) = (portal.volunteer_with(Role::TeamLeader { team }).await, portal.administrator("431002").await);
        let mut body = draft_of(team, "431002", None, portal.app.now().plus_minutes(600), 5);
        body["draft"]["terms"]["dangerous"] = json!(true);
        body["draft"]["terms"]["insurance"] = json!("某保险 123");
        let draft = portal.draft_from(body).await;
        let handed_in = portal.send::<PublishActivity>(&leader, draft.id, ()).await.done();
        assert_eq!((handed_in.status, handed_in.revision), (ActivityStatus::InReview, 2));
        portal.read::<GetActivity>(&NOBODY, draft.id, "").await.refused(ErrorCode::NotFound);
        portal.send::<PublishActivity>(&leader, draft.id, ()).await.refused(ErrorCode::WrongStatus);
        let review = |revision: u32, approve: bool, words: Option<&str>| json!({"revision": revision, "approve": approve, "words": words});
        portal.send::<ReviewActivity>(&leader, draft.id, review(2, true, None)).await.refused(ErrorCode::Forbidden);
        portal.send::<ReviewActivity>(&portal.administrator("431003").await, draft.id, review(2, true, None)).await.refused(ErrorCode::NotFound);
        portal.send::<ReviewActivity>(&reviewer, draft.id, review(2, false, None)).await.wrong("words");
        let back = portal.send::<ReviewActivity>(&reviewer, draft.id, review(2, false, Some("请补充集合点"))).await.done();
        assert_eq!(back.status, ActivityStatus::Draft);
        assert!(matches!(told(&portal, &leader).await, MessageContent::ReviewSentBack { words, .. } if words == "请补充集合点"));

        let mut change = portal.unchanged(&leader, draft.id).await;
        change["draft"]["place"] = json!("公园北门");
        portal.send::<ChangeActivity>(&leader, draft.id, change).await.done();
        let again = portal.send::<PublishActivity>(&leader, draft.id, ()).await.done();
        // What was changed since the reviewer looked is not published by their word.
        portal.send::<ReviewActivity>(&reviewer, draft.id, review(2, true, None)).await.refused(ErrorCode::ChangedMeanwhile);
        assert_eq!(portal.send::<ReviewActivity>(&reviewer, draft.id, review(again.revision, true, None)).await.done().status, ActivityStatus::Published);
        assert!(matches!(told(&portal, &leader).await, MessageContent::ReviewPassed { .. }));
        portal.read::<GetActivity>(&NOBODY, draft.id, "").await.done();
    }

    async fn nobody_gets_around_the_reviewer_by_changing_afterwards(portal) {
        let (leader, open) = published(&portal, 24 * 60, 3).await;
        let mut body = portal.unchanged(&leader, open.id).await;
        body["draft"]["terms"]["dangerous"] = json!(true);
        let fault = |answer: harness::Answer<ChangeActivity>| answer.refused(ErrorCode::DraftFaulty).fault;
        assert_eq!(fault(portal.send::<ChangeActivity>(&leader, open.id, &body).await), Some(DraftFault::InsuranceMissing));
        body["draft"]["terms"]["insurance"] = json!("某保险 123");
        assert_eq!(fault(portal.send::<ChangeActivity>(&leader, open.id, &body).await), Some(DraftFault::ReviewNeeded));
        assert_eq!(portal.read::<GetActivity>(&leader, open.id, "").await.done().revision, 1, "what was refused is no change");
        portal.send::<ChangeActivity>(&portal.administrator("431002").await, open.id, body).await.done();
    }

    async fn calling_off_tells_everybody_why_those_who_wait_too(portal) {
        let (leader, open) = published(&portal, 24 * 60, 1).await;
        let people = people_in_one_write(&portal, 2).await;
        portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
        portal.send::<CancelActivity>(&leader, open.id, json!({"reason": "暴雨预警"})).await.done();
        for who in &people {
            assert!(matches!(told(&portal, who).await, MessageContent::ActivityCancelled { reason: Some(reason), .. } if reason == "暴雨预警"));
        }
        let mut body = portal.unchanged(&leader, open.id).await;
        body["draft"]["positions"] = json!([{"name": "清扫", "shifts": [{"time": moved_to(open.starts_at), "capacity": 1}]}]);
        portal.send::<ChangeActivity>(&leader, open.id, body).await.refused(ErrorCode::WrongStatus);
    }

    async fn what_looks_like_the_same_thing_twice_is_shown_to_the_team(portal) {
        let (_, open) = published(&portal, 600, 3).await;
        let team = portal.team("431002").await;
        let leader = portal.volunteer_with(Role::TeamLeader { team }).await;
        let twin = portal.draft(team, "431002001", None, 660, 3).await;
        let found = portal.read::<ListSimilar>(&leader, twin.id, "").await.done().items;
        assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [open.id]);
        let other_day = portal.draft(team, "431002", None, 3000, 3).await;
        assert!(portal.read::<ListSimilar>(&leader, other_day.id, "").await.done().items.is_empty());
        portal.read::<ListSimilar>(&portal.administrator("431003").await, twin.id, "").await.refused(ErrorCode::NotFound);
    }

    async fn a_team_keeps_patterns_and_only_its_own_people_see_them(portal) {
        let team = portal.team("431002").await;
        let leader = portal.volunteer_with(Role::TeamLeader { team }).await;
        let one = portal.draft(team, "431002", None, 600, 3).await;
        portal.send::<KeepTemplate>(&leader, one.id, json!({"name": "每周清扫"})).await.done();
        portal.send::<KeepTemplate>(&leader, one.id, json!({"name": "每周大扫除"})).await.done();
        let listed = || async { portal.read::<ListTemplates>(&leader, team, "").await.done().items.into_iter().map(|one| one.name).collect::<Vec<_>>() };
        assert_eq!(listed().await, ["每周大扫除"]);
        portal.read::<ListTemplates>(&portal.volunteer().await, team, "").await.refused(ErrorCode::Forbidden);
        portal.send::<KeepTemplate>(&portal.administrator("431003").await, one.id, json!({"name": "x"})).await.refused(ErrorCode::NotFound);
        portal.send::<DropTemplate>(&leader, one.id, ()).await.done();
        assert!(listed().await.is_empty());
    }

    async fn a_roster_is_taken_out_with_a_reason_that_is_kept_and_everybody_on_it_sees_that(portal) {
        let (leader, open) = published(&portal, 24 * 60, 3).await;
        let who = portal.volunteer().await;
        portal.sql(&format!("UPDATE people SET name = '=1+1' WHERE id = {}", who.person.raw())).await;
        portal.send::<MakeSignUp>(&who, open.shift, ()).await.done();
        portal.send::<ExportRoster>(&leader, open.id, json!({"form": "csv", "reason": " ", "chinese": true})).await.wrong("reason");
        portal.send::<ExportRoster>(&who, open.id, json!({"form": "csv", "reason": "保险", "chinese": true})).await.refused(ErrorCode::Forbidden);
        let file = |form: &'static str, chinese: bool| {
            let (portal, leader) = (&portal, &leader);
            async move {
                let made = portal.send::<ExportRoster>(leader, open.id, json!({"form": form, "reason": "买保险", "chinese": chinese})).await.done();
                data_encoding::BASE64.decode(made.content.as_bytes()).unwrap()
            }
        };
        let text = String::from_utf8(file("csv", true).await).unwrap();
        assert!(text.contains("姓名") && text.contains("'=1+1") && text.contains("已报名") && !domain::activity::tells_a_phone(&text), "{text}");
        assert!(String::from_utf8(file("csv", false).await).unwrap().contains("Volunteer number"));
        assert!(file("xlsx", true).await.starts_with(b"PK"));
        let looks = portal.read::<ListLooks>(&who, (), "").await.done().items;
        assert_eq!((looks.len(), looks[0].what.as_str()), (3, "activity_export"));
        assert_eq!(portal.number("SELECT count(*) FROM audit WHERE what = 'activity_export' AND person IS NULL AND detail LIKE '%买保险'").await, 3);
    }

    async fn words_of_the_team_reach_those_it_names_within_limits(portal) {
        let (leader, open) = published(&portal, 24 * 60, 1).await;
        let people = people_in_one_write(&portal, 3).await;
        portal.send::<MakeSignUp>(&people[0], open.shift, ()).await.done();
        portal.send::<JoinWaitlist>(&people[1], open.shift, ()).await.done();
        let say = |to: Option<Vec<&Who>>| json!({"text": "请带雨具", "people": to.map(|to| to.iter().map(|who| who.person).collect::<Vec<_>>())});
        // Whoever is not on the roster is not told.
        portal.send::<SendTeamMessage>(&leader, open.id, say(Some(vec![&people[2]]))).await.wrong("people");
        portal.send::<SendTeamMessage>(&leader, open.id, json!({"text": "请打 138 0000 0000"})).await.wrong("text");
        portal.send::<SendTeamMessage>(&leader, open.id, json!({"text": "x".repeat(501)})).await.wrong("text");
        assert_eq!(portal.send::<SendTeamMessage>(&leader, open.id, say(Some(vec![&people[0], &people[2]]))).await.done().people, 1);
        assert!(matches!(told(&portal, &people[0]).await, MessageContent::FromTeam { text, .. } if text == "请带雨具"));
        assert!(portal.read::<ListMessages>(&people[2], (), "").await.done().items.iter().all(|one| !matches!(one.content, MessageContent::FromTeam { .. })));
        let soon = portal.send::<SendTeamMessage>(&leader, open.id, say(None)).await.refused(ErrorCode::TooManyRequests);
        assert!((1..=301).contains(&soon.retry_after_seconds.unwrap()));
        portal.app.clock.advance_minutes(5);
        assert_eq!(portal.send::<SendTeamMessage>(&leader, open.id, say(None)).await.done().people, 2);
        portal.send::<SendTeamMessage>(&people[0], open.id, say(None)).await.refused(ErrorCode::Forbidden);
    }
}
