//! Signing up with conditions, answers and companions, changing shift and handing a place on, over HTTP and on both engines: places are
//! never more than there are, nothing is half done, and every refusal names what is missing.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod conditions;
mod guardians;
#[path = "../harness/mod.rs"]
mod harness;
mod parties;
mod parties_walk;

use domain::api::activity::{GetActivity, GetRoster, GetStanding};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::{
    AcceptOffer, CancelSignUp, ChangeCompanions, EndStandIn, GetStandIn, JoinActivity, JoinWaitlist, ListMySignUps, MakeSignUp, MoveSignUp, OfferStandIn, TakeStandIn,
};
use domain::ids::ShiftId;
use domain::problem::{ErrorCode, FieldCode};
use domain::sign_up::{Refusal, SignUp, SignUpStatus};
use harness::{Activity, Portal, Who, draft_of, on_both_engines, people_in_one_write};
use serde_json::{Value, json};

/// An activity in a hundred hours with shifts of these capacities, three hours apart; `change` alters its draft. Its shifts in order of time.
async fn activity(portal: &Portal, capacities: &[u32], change: impl FnOnce(&mut Value)) -> (Activity, Vec<ShiftId>) {
    let starts_at = portal.app.now().plus_minutes(100 * 60);
    let mut body = draft_of(portal.team("431002").await, "431002", None, starts_at, 1);
    let shift = |(at, capacity): (usize, &u32)| {
        let start = starts_at.plus_minutes(i64::try_from(at).unwrap() * 180);
        json!({"time": {"start": start, "end": start.plus_minutes(120)}, "capacity": capacity})
    };
    body["draft"]["positions"][0]["shifts"] = capacities.iter().enumerate().map(shift).collect();
    change(&mut body["draft"]);
    let made = portal.shown_from(body).await;
    let detail = portal.read::<GetActivity>(&Who::nobody(), made.id, "").await.done();
    (made, detail.shifts.iter().map(|shift| shift.id).collect())
}

/// The person's sign-ups, latest shift first.
async fn own(portal: &Portal, who: &Who) -> Vec<SignUp> {
    portal.read::<ListMySignUps>(who, (), "").await.done().items
}

/// The person's last message.
async fn told(portal: &Portal, who: &Who) -> MessageContent {
    portal.read::<ListMessages>(who, (), "").await.done().items.remove(0).content
}

async fn taken(portal: &Portal, shift: ShiftId) -> i64 {
    portal.number(&format!("SELECT taken FROM shifts WHERE id = {}", shift.raw())).await
}

async fn give_back(portal: &Portal, who: &Who) {
    let one = own(portal, who).await.into_iter().find(|one| one.status.is_open()).unwrap();
    portal.send::<CancelSignUp>(who, one.id, ()).await.done();
}

fn choices(shifts: &[ShiftId]) -> Value {
    shifts.iter().map(|shift| json!({"shift": shift})).collect()
}

fn named(names: &[&str]) -> Value {
    names.iter().map(|name| json!({"name": name})).collect()
}

on_both_engines! {
    async fn several_shifts_are_signed_up_for_together_or_not_at_all(portal) {
        let (open, shifts) = activity(&portal, &[5, 1, 5], |_| ()).await;
        let people = people_in_one_write(&portal, 2).await;
        portal.send::<MakeSignUp>(&people[0], shifts[1], ()).await.done();
        let refused = portal.send::<JoinActivity>(&people[1], open.id, json!({"shifts": choices(&shifts)})).await.refused(ErrorCode::SignUpRefused);
        assert_eq!((refused.refusal, refused.fields[0].field.as_str()), (Some(Refusal::Full), "shifts[1].shift"));
        assert!(own(&portal, &people[1]).await.is_empty() && taken(&portal, shifts[0]).await == 0, "nothing is half done");
        let waits = json!({"shifts": [{"shift": shifts[2]}, {"shift": shifts[1], "waits": true}]});
        let joined = portal.send::<JoinActivity>(&people[1], open.id, waits).await.done().sign_ups;
        assert_eq!(joined.iter().map(|one| (one.shift, one.status)).collect::<Vec<_>>(), [(shifts[2], SignUpStatus::Confirmed), (shifts[1], SignUpStatus::Waitlisted)]);
    }

    async fn what_is_sent_wrong_is_refused_and_named(portal) {
        let (open, shifts) = activity(&portal, &[5], |_| ()).await;
        let (other, elsewhere) = activity(&portal, &[5], |_| ()).await;
        let who = portal.volunteer().await;
        for (body, field) in [
            (json!({"shifts": []}), "shifts"),
            (json!({"shifts": choices(&[shifts[0], shifts[0]])}), "shifts"),
            (json!({"shifts": choices(&elsewhere)}), "shifts[0].shift"),
            (json!({"shifts": choices(&shifts), "answers": ["一"]}), "answers[0]"),
            (json!({"shifts": choices(&shifts), "companions": [{"name": "😀"}]}), "companions[0].name"),
        ] {
            assert_eq!(portal.send::<JoinActivity>(&who, open.id, body).await.refused(ErrorCode::Invalid).fields[0].field, field);
        }
        assert_eq!((taken(&portal, shifts[0]).await, taken(&portal, elsewhere[0]).await), (0, 0));
        portal.send::<JoinActivity>(&who, other.id, json!({"shifts": choices(&elsewhere)})).await.done();
    }

    async fn questions_are_answered_for_the_team_alone(portal) {
        let asks = json!([{"text": "衣服尺码？", "answer": {"kind": "choice", "options": ["S", "M"]}, "required": true}, {"text": "擅长什么？", "answer": {"kind": "text"}}]);
        let (open, shifts) = activity(&portal, &[5], |draft| draft["terms"]["questions"] = asks).await;
        let (who, by) = (portal.volunteer().await, portal.administrator("431002").await);
        let refused = portal.send::<MakeSignUp>(&who, shifts[0], ()).await.refused(ErrorCode::Invalid);
        assert_eq!((refused.fields[0].field.as_str(), refused.fields[0].code), ("answers[0]", FieldCode::Required));
        let joined = portal.send::<JoinActivity>(&who, open.id, json!({"shifts": choices(&shifts), "answers": ["M", ""]})).await.done();
        let line = portal.read::<GetRoster>(&by, open.id, "").await.done().lines.remove(0);
        assert_eq!(line.answers.iter().map(|one| (one.question.as_str(), one.answer.as_str())).collect::<Vec<_>>(), [("衣服尺码？", "M")]);
        assert!(!serde_json::to_string(&joined).unwrap().contains("尺码"));
    }

    async fn dangerous_work_takes_whoever_accepts_its_risks(portal) {
        let (open, shifts) = activity(&portal, &[5], |draft| (draft["terms"]["dangerous"], draft["terms"]["insurance"]) = (json!(true), json!("某保险 1"))).await;
        let who = portal.volunteer().await;
        portal.sql(&format!("UPDATE people SET birth_day = 0 WHERE id = {}", who.person.raw())).await;
        assert_eq!(portal.send::<MakeSignUp>(&who, shifts[0], ()).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::RisksNotAccepted));
        portal.send::<JoinActivity>(&who, open.id, json!({"shifts": choices(&shifts), "accepts_risks": true})).await.done();
    }

    async fn companions_take_places_and_a_group_is_kept_together(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = people_in_one_write(&portal, 4).await;
        let shift = shifts[0];
        let group = |names: &[&str]| json!({"shifts": [{"shift": shift, "waits": true}], "companions": named(names)});
        let both = portal.send::<JoinActivity>(&people[0], open.id, group(&["张小明"])).await.done().sign_ups.remove(0);
        assert_eq!((both.status, both.companions.len(), taken(&portal, shift).await), (SignUpStatus::Confirmed, 1, 2));
        assert_eq!(portal.send::<JoinActivity>(&people[1], open.id, group(&["一", "二", "三"])).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::TooManyCompanions { most: 2 }));
        let waits = portal.send::<JoinActivity>(&people[1], open.id, group(&["李小红"])).await.done().sign_ups.remove(0);
        assert_eq!((waits.status, waits.place_in_line), (SignUpStatus::Waitlisted, Some(1)), "one place is no place for two");
        portal.send::<MakeSignUp>(&people[2], shift, ()).await.done();
        portal.send::<JoinWaitlist>(&people[3], shift, ()).await.done();
        let shown = portal.read::<GetActivity>(&people[0], open.id, "").await.done().shifts.remove(0);
        assert_eq!((shown.taken, shown.waiting), (3, 3));
        give_back(&portal, &people[2]).await;
        assert_eq!((own(&portal, &people[1]).await[0].status, own(&portal, &people[3]).await[0].status), (SignUpStatus::Waitlisted, SignUpStatus::Offered));
        give_back(&portal, &people[0]).await;
        let offered = own(&portal, &people[1]).await.remove(0);
        assert_eq!((offered.status, taken(&portal, shift).await), (SignUpStatus::Offered, 3));
        let confirmed = portal.send::<AcceptOffer>(&people[1], offered.id, ()).await.done();
        assert_eq!((confirmed.status, confirmed.companions[0].name.as_str()), (SignUpStatus::Confirmed, "李小红"));
    }

    async fn some_companions_may_stay_away(portal) {
        let (open, shifts) = activity(&portal, &[3], |_| ()).await;
        let people = people_in_one_write(&portal, 2).await;
        let all = json!({"shifts": choices(&shifts), "companions": named(&["张小明", "张小红"])});
        let group = portal.send::<JoinActivity>(&people[0], open.id, all).await.done().sign_ups.remove(0);
        portal.send::<JoinWaitlist>(&people[1], shifts[0], ()).await.done();
        let more = json!({"companions": named(&["张小明", "王五"])});
        assert_eq!(portal.send::<ChangeCompanions>(&people[0], group.id, more).await.refused(ErrorCode::Invalid).fields[0].field, "companions");
        let fewer = portal.send::<ChangeCompanions>(&people[0], group.id, json!({"companions": named(&["张小红"])})).await.done();
        assert_eq!((fewer.companions.len(), own(&portal, &people[1]).await[0].status, taken(&portal, shifts[0]).await), (1, SignUpStatus::Offered, 3));
        give_back(&portal, &people[0]).await;
        assert_eq!(taken(&portal, shifts[0]).await, 1, "the rest give back as many as they are");
    }

    async fn changing_the_shift_takes_the_new_place_before_the_old_one_is_given_back(portal) {
        let (_, shifts) = activity(&portal, &[1, 1, 1], |_| ()).await;
        let people = people_in_one_write(&portal, 3).await;
        for (who, shift) in people.iter().zip(&shifts).take(2) {
            portal.send::<MakeSignUp>(who, *shift, ()).await.done();
        }
        portal.send::<JoinWaitlist>(&people[2], shifts[0], ()).await.done();
        let first = own(&portal, &people[0]).await.remove(0);
        assert_eq!(portal.send::<MoveSignUp>(&people[0], first.id, json!({"shift": shifts[1]})).await.refused(ErrorCode::SignUpRefused).refusal, Some(Refusal::Full));
        assert_eq!(own(&portal, &people[0]).await[0].status, SignUpStatus::Confirmed, "nothing is lost");
        let moved = portal.send::<MoveSignUp>(&people[0], first.id, json!({"shift": shifts[2]})).await.done();
        assert_eq!((moved.shift, moved.status), (shifts[2], SignUpStatus::Confirmed));
        assert_eq!(own(&portal, &people[2]).await[0].status, SignUpStatus::Offered, "the old place goes to who waits");
        let (_, elsewhere) = activity(&portal, &[1], |_| ()).await;
        portal.send::<MoveSignUp>(&people[0], moved.id, json!({"shift": elsewhere[0]})).await.refused(ErrorCode::Invalid);
    }

    async fn a_stand_in_gets_the_place_that_is_never_free_in_between(portal) {
        let (_, shifts) = activity(&portal, &[1], |_| ()).await;
        let people = people_in_one_write(&portal, 4).await;
        let mine = portal.send::<MakeSignUp>(&people[0], shifts[0], ()).await.done();
        portal.send::<JoinWaitlist>(&people[1], shifts[0], ()).await.done();
        portal.read::<GetStandIn>(&people[2], mine.id, "").await.refused(ErrorCode::NotFound);
        let number = conditions::number_of(&portal, &people[2]).await;
        assert!(portal.send::<OfferStandIn>(&people[0], mine.id, json!({"number": number})).await.done().seeks_stand_in);
        assert!(matches!(told(&portal, &people[2]).await, MessageContent::StandInWanted { sign_up, .. } if sign_up == mine.id));
        portal.read::<GetStandIn>(&people[3], mine.id, "").await.refused(ErrorCode::NotFound);
        portal.send::<TakeStandIn>(&people[3], mine.id, json!({})).await.refused(ErrorCode::NotFound);
        let taken_over = portal.send::<TakeStandIn>(&people[2], mine.id, json!({})).await.done();
        assert_eq!((taken_over.status, own(&portal, &people[0]).await[0].status), (SignUpStatus::Confirmed, SignUpStatus::Cancelled));
        assert_eq!((taken(&portal, shifts[0]).await, own(&portal, &people[1]).await[0].status), (1, SignUpStatus::Waitlisted));
        assert!(matches!(told(&portal, &people[0]).await, MessageContent::StandInFound { .. }));
    }

    async fn an_open_search_for_a_stand_in_ends_with_its_owner_or_the_begin(portal) {
        let (open, shifts) = activity(&portal, &[1], |_| ()).await;
        let people = people_in_one_write(&portal, 2).await;
        let mine = portal.send::<MakeSignUp>(&people[0], shifts[0], ()).await.done();
        portal.send::<OfferStandIn>(&people[0], mine.id, json!({})).await.done();
        assert!(portal.read::<GetStandIn>(&people[0], mine.id, "").await.done().own);
        assert_eq!(portal.read::<GetStandIn>(&people[1], mine.id, "").await.done().from, "李*");
        portal.send::<EndStandIn>(&people[0], mine.id, ()).await.done();
        portal.send::<TakeStandIn>(&people[1], mine.id, json!({})).await.refused(ErrorCode::NotFound);
        portal.send::<OfferStandIn>(&people[0], mine.id, json!({})).await.done();
        portal.app.clock.advance_minutes(100 * 60);
        portal.read::<GetStandIn>(&people[1], mine.id, "").await.refused(ErrorCode::NotFound);
        let late = portal.send::<TakeStandIn>(&people[1], mine.id, json!({})).await.refused(ErrorCode::SignUpRefused);
        assert_eq!(late.refusal, Some(Refusal::Closed { closed_at: open.starts_at }));
    }

    async fn a_way_that_is_too_long_warns_and_does_not_refuse(portal) {
        let at = |latitude: i32| move |draft: &mut Value| draft["map_position"] = json!({"latitude_e7": latitude, "longitude_e7": 1_130_000_000});
        // Its second shift begins an hour after the first one of the other, some 33 km away, has ended.
        let (_, here) = activity(&portal, &[5], at(257_700_000)).await;
        let (far, there) = activity(&portal, &[5, 5], at(260_700_000)).await;
        let who = portal.volunteer().await;
        portal.send::<MakeSignUp>(&who, here[0], ()).await.done();
        let standing = portal.read::<GetStanding>(&who, far.id, "").await.done();
        let of = |shift: ShiftId| standing.shifts.iter().find(|one| one.shift == shift).unwrap();
        assert!(of(there[0]).overlaps.is_some() && of(there[0]).travel.is_none());
        assert_eq!(of(there[1]).travel.as_ref().map(|way| (way.needed_minutes > 120, way.left_minutes)), Some((true, 60)));
        portal.send::<MakeSignUp>(&who, there[1], ()).await.done();
    }
}
