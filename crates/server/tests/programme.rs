//! Programmes over HTTP and on both engines: a rule is kept with its shifts; one of them, those that follow or all change, and whoever signed up is
//! told once what became of their own.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::activity::{ActivityDetail, Change, DraftFault, PositionDraft};
use domain::api::activity::{ChangeActivity, GetActivity, MakeActivity, PublishActivity};
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::{ListMySignUps, MakeSignUp};
use domain::can::Role;
use domain::ids::TeamId;
use domain::problem::ErrorCode;
use domain::recurrence::{End, Frequency, Member, Occurrence, Pattern, Programme, Rule, Scope, Series};
use domain::sign_up::Ending;
use domain::time::{Day, Timestamp, Zone};
use harness::{Activity, Portal, Who, draft_of, on_both_engines};
use serde_json::{Value, json};

const MORNING: Pattern = Pattern { from: 9 * 60, minutes: 120, capacity: 3 };
const AFTERNOON: Pattern = Pattern { from: 14 * 60, minutes: 120, capacity: 3 };

/// Four shifts of a team by one rule, a week apart; the first one is the day after tomorrow.
fn weekly(portal: &Portal, team: TeamId) -> Value {
    let zone = &portal.app.zone;
    let first = zone.day_of(portal.app.now()).plus_days(2);
    let rule = Rule { frequency: Frequency::Weekly, interval: 1, by_day: Vec::new(), by_month_day: Vec::new(), end: End::Count(4) };
    let (programme, days) = Programme::begin(rule, first, MORNING, &[], 10);
    let shift = |day: Day| json!({"time": MORNING.on(day, zone), "capacity": MORNING.capacity, "occurrence": Occurrence { programme: 0, day }});
    let shifts: Vec<Value> = [first].into_iter().chain(days).map(shift).collect();
    let mut body = draft_of(team, "431002", None, portal.app.now(), 1);
    body["draft"]["positions"] = json!([{"name": "清扫", "shifts": shifts, "programmes": [programme]}]);
    body
}

/// A leader, and the programme that their team published.
async fn published(portal: &Portal) -> (Who, Activity) {
    let team = portal.team("431002").await;
    let leader = portal.volunteer_with(Role::TeamLeader { team }).await;
    let made = portal.draft_from(weekly(portal, team)).await;
    portal.send::<PublishActivity>(&leader, made.id, ()).await.done();
    (leader, made)
}

/// The activity with its only position as `edit` leaves it, as the page does it.
async fn edited(portal: &Portal, leader: &Who, activity: Activity, edit: impl FnOnce(Series, Timestamp, &Zone) -> Series) -> ActivityDetail {
    let mut body = portal.unchanged(leader, activity.id).await;
    let mut position: PositionDraft = serde_json::from_value(body["draft"]["positions"][0].clone()).unwrap();
    let member = |(key, shift): (usize, &domain::activity::ShiftDraft)| Some(Member { key, occurrence: shift.occurrence?, time: shift.time, capacity: shift.capacity });
    let series = Series { programmes: position.programmes.clone(), members: position.shifts.iter().enumerate().filter_map(member).collect() };
    let after = edit(series, portal.app.now(), &portal.app.zone);
    let kept = after.members.iter().map(|one| {
        let mut shift = position.shifts[one.key].clone();
        (shift.occurrence, shift.time, shift.capacity) = (Some(one.occurrence), one.time, one.capacity);
        shift
    });
    position = PositionDraft { shifts: kept.collect(), programmes: after.programmes, ..position };
    body["draft"]["positions"][0] = json!(position);
    portal.send::<ChangeActivity>(leader, activity.id, body).await.done()
}

async fn messages(portal: &Portal, who: &Who) -> Vec<MessageContent> {
    portal.read::<ListMessages>(who, (), "").await.done().items.into_iter().map(|one| one.content).collect()
}

on_both_engines! {
    async fn a_rule_is_kept_with_the_shifts_that_came_from_it(portal) {
        let (leader, open) = published(&portal).await;
        let detail = portal.read::<GetActivity>(&leader, open.id, "").await.done();
        let programme = &detail.positions[0].programmes[0];
        assert_eq!((programme.rule.to_string().as_str(), programme.pattern), ("FREQ=WEEKLY;COUNT=4", MORNING));
        assert_eq!(detail.shifts.iter().map(|shift| shift.occurrence.unwrap().day).collect::<Vec<_>>(), programme.days());
        // A change of something else leaves it.
        let mut body = portal.unchanged(&leader, open.id).await;
        body["draft"]["place"] = json!("东门");
        let changed = portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!((&changed.positions, changed.shifts.len()), (&detail.positions, 4));
    }

    async fn a_shift_that_is_no_day_of_its_rule_is_refused(portal) {
        let team = portal.team("431002").await;
        let leader = portal.volunteer_with(Role::TeamLeader { team }).await;
        let good = weekly(&portal, team);
        let spoilt = |spoil: fn(&mut Value)| {
            let mut body = good.clone();
            spoil(&mut body["draft"]["positions"][0]);
            body
        };
        let cases: [fn(&mut Value); 5] = [
            |position| position["shifts"][0]["occurrence"]["day"] = json!("2000-01-01"),
            |position| position["shifts"][1]["occurrence"] = position["shifts"][0]["occurrence"].clone(),
            |position| position["shifts"][0]["occurrence"]["programme"] = json!(1),
            |position| position["programmes"] = json!([position["programmes"][0], position["programmes"][0]]),
            |position| position["programmes"][0]["pattern"]["minutes"] = json!(0),
        ];
        for spoil in cases {
            assert_eq!(portal.send::<MakeActivity>(&leader, (), spoilt(spoil)).await.refused(ErrorCode::DraftFaulty).fault, Some(DraftFault::Programme));
        }
        portal.send::<MakeActivity>(&leader, (), spoilt(|position| position["programmes"][0]["rule"] = json!("FREQ=HOURLY;COUNT=1"))).await.refused(ErrorCode::Invalid);
        portal.send::<MakeActivity>(&leader, (), good).await.done();
    }

    async fn those_that_follow_move_and_only_their_people_are_told_once(portal) {
        let (leader, open) = published(&portal).await;
        let shifts = portal.read::<GetActivity>(&leader, open.id, "").await.done().shifts;
        let (early, late) = (portal.volunteer().await, portal.volunteer().await);
        portal.send::<MakeSignUp>(&early, shifts[0].id, ()).await.done();
        for shift in &shifts[2..] {
            portal.send::<MakeSignUp>(&late, shift.id, ()).await.done();
        }
        let (before_early, before_late) = (messages(&portal, &early).await.len(), messages(&portal, &late).await.len());
        let changed = edited(&portal, &leader, open, |series, now, zone| series.change(2, Scope::Following, AFTERNOON, now, zone)).await;
        assert_eq!(changed.shifts.iter().map(|shift| shift.id).collect::<Vec<_>>(), shifts.iter().map(|shift| shift.id).collect::<Vec<_>>(), "sign-ups hang on them");
        assert_eq!(changed.positions[0].programmes.iter().map(|one| (one.pattern, one.days().len())).collect::<Vec<_>>(), [(MORNING, 2), (AFTERNOON, 2)]);
        let told = messages(&portal, &late).await;
        assert_eq!((messages(&portal, &early).await.len(), told.len()), (before_early, before_late + 1));
        assert!(matches!(&told[0], MessageContent::ActivityChanged { changes, .. } if matches!(changes[..], [Change::Time { .. }, Change::Time { .. }])), "{:?}", told[0]);
        let own = portal.read::<ListMySignUps>(&late, (), "").await.done().items;
        assert!(own.iter().all(|one| portal.app.zone.minute_of_day(one.time.start) == AFTERNOON.from), "{own:?}");
    }

    async fn one_that_was_changed_alone_stays_when_all_are_changed(portal) {
        let (leader, open) = published(&portal).await;
        let alone = edited(&portal, &leader, open, |series, now, zone| series.change(1, Scope::One, AFTERNOON, now, zone)).await;
        assert_eq!(alone.positions[0].programmes[0].pattern, MORNING);
        let evening = Pattern { from: 19 * 60, ..MORNING };
        let all = edited(&portal, &leader, open, |series, now, zone| series.change(0, Scope::All, evening, now, zone)).await;
        assert_eq!(all.shifts.iter().map(|shift| portal.app.zone.minute_of_day(shift.time.start) / 60).collect::<Vec<_>>(), [19, 14, 19, 19]);
    }

    async fn shifts_that_are_taken_out_are_called_off_in_one_message_and_the_rule_ends(portal) {
        let (leader, open) = published(&portal).await;
        let shifts = portal.read::<GetActivity>(&leader, open.id, "").await.done().shifts;
        let who = portal.volunteer().await;
        for shift in &shifts[..3] {
            portal.send::<MakeSignUp>(&who, shift.id, ()).await.done();
        }
        let before = messages(&portal, &who).await.len();
        let changed = edited(&portal, &leader, open, |series, now, _| series.remove(1, Scope::Following, now)).await;
        // The last one was nobody's, and is gone.
        assert_eq!(changed.shifts.iter().map(|shift| (shift.called_off, shift.occurrence.is_some())).collect::<Vec<_>>(), [(false, true), (true, false), (true, false)]);
        assert_eq!(changed.positions[0].programmes[0].days().len(), 1);
        let told = messages(&portal, &who).await;
        assert_eq!(told.len(), before + 1);
        assert!(matches!(&told[0], MessageContent::ShiftCalledOff { time, also, .. } if *time == shifts[1].time && also[..] == [shifts[2].time]), "{:?}", told[0]);
        let endings: Vec<Option<Ending>> = portal.read::<ListMySignUps>(&who, (), "").await.done().items.into_iter().map(|one| one.ending).collect();
        assert_eq!(endings.iter().filter(|ending| **ending == Some(Ending::CalledOff)).count(), 2);
    }

    async fn a_programme_goes_on_from_its_rule_without_doubling_shifts(portal) {
        let (leader, open) = published(&portal).await;
        let taken_out = edited(&portal, &leader, open, |series, now, _| series.remove(3, Scope::One, now)).await;
        let mut body = portal.unchanged(&leader, open.id).await;
        let programme = taken_out.positions[0].programmes[0].clone();
        let (longer, days) = programme.extended(programme.first.plus_days(5 * 7), &[], 50);
        assert_eq!(days.len(), 2, "the fourth week was taken out and does not come again");
        let position = &mut body["draft"]["positions"][0];
        position["programmes"] = json!([longer]);
        for day in days {
            let shift = json!({"time": MORNING.on(day, &portal.app.zone), "capacity": 3, "occurrence": Occurrence { programme: 0, day }});
            position["shifts"].as_array_mut().unwrap().push(shift);
        }
        let changed = portal.send::<ChangeActivity>(&leader, open.id, body).await.done();
        assert_eq!(changed.shifts.len(), 5);
        assert_eq!(changed.shifts.iter().map(|shift| shift.occurrence.unwrap().day).collect::<Vec<_>>(), changed.positions[0].programmes[0].days());
    }
}
