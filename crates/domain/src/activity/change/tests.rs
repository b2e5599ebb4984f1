//! What may still change once people have signed up, and what they are told.

use super::*;
use crate::activity::{Category, Position, PositionDraft, ShiftDraft};
use crate::ids::{ActivityId, PositionId, TeamId};

const NOON: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

fn hours(from: i64, to: i64) -> Interval {
    Interval { start: NOON.plus_minutes(from * 60), end: NOON.plus_minutes(to * 60) }
}

/// A published activity: one shift has begun, one with two places taken is to come, one is called off.
fn before() -> ActivityDetail {
    let shift = |id, time, taken, called_off| Shift { id: ShiftId::from_raw(id), position: PositionId::from_raw(1), time, capacity: 5, taken, waiting: 0, called_off, occurrence: None };
    ActivityDetail {
        id: ActivityId::from_raw(1), title: "扫地".into(), category: Category::Environment, status: ActivityStatus::Published, division: "431002".parse().unwrap(),
        division_path: Vec::new(), team: TeamId::from_raw(1), team_name: "队".into(), station: None, station_name: None, place: "广场".into(), map_position: None, station_position: None,
        terms: Terms::new("扫".parse().unwrap(), "扫地".parse().unwrap(), "路滑".parse().unwrap(), "手套".parse().unwrap()),
        positions: vec![Position { id: PositionId::from_raw(1), name: "清扫".into(), programmes: Vec::new() }],
        shifts: vec![shift(1, hours(-1, 1), 2, false), shift(2, hours(24, 26), 2, false), shift(3, hours(48, 50), 0, true)],
        revision: 1,
    }
}

/// The form as it opens: everything that takes place.
fn unchanged() -> ActivityDraft {
    let before = before();
    let shifts = before.shifts.iter().filter(|shift| !shift.called_off).map(|shift| ShiftDraft { id: Some(shift.id), time: shift.time, capacity: shift.capacity, occurrence: None });
    ActivityDraft {
        title: before.title.parse().unwrap(), category: before.category, division: before.division, station: None, place: before.place.parse().unwrap(), map_position: None,
        terms: before.terms, positions: vec![PositionDraft { id: Some(PositionId::from_raw(1)), name: "清扫".parse().unwrap(), shifts: shifts.collect(), programmes: Vec::new() }],
    }
}

type Alter = fn(&mut ActivityDraft);

fn altered(alter: Alter) -> ActivityDraft {
    let mut draft = unchanged();
    alter(&mut draft);
    draft
}

#[test]
fn what_may_still_change() {
    let cases: [Alter; 8] = [
        |_| {},
        // A shift without its id is a new one; the old one is missing then.
        |d| d.positions[0].shifts[1].id = None,
        |d| d.title = "打扫".parse().unwrap(),
        |d| d.positions[0].shifts[1].time = hours(30, 32),
        |d| d.positions[0].shifts[1].capacity = 2,
        |d| d.positions[0].shifts[0].capacity = 9,
        |d| _ = d.positions[0].shifts.pop(),
        |d| d.positions[0].shifts.push(ShiftDraft { id: None, time: hours(72, 74), capacity: 1, occurrence: None }),
    ];
    for (number, alter) in cases.into_iter().enumerate() {
        assert_eq!(check_change(&before(), &altered(alter), NOON), Ok(()), "case {number}");
    }
}

#[test]
fn what_may_not_change_is_named_at_its_field() {
    let cases: [(Alter, &str, DraftFault); 9] = [
        (|d| d.positions[0].shifts[0].time = hours(1, 2), "draft.positions[0].shifts[0].time", DraftFault::ShiftBegun),
        (|d| d.positions[0].shifts[1].time = hours(-3, -2), "draft.positions[0].shifts[1].time", DraftFault::ShiftPast),
        (|d| d.positions[0].shifts[1].capacity = 1, "draft.positions[0].shifts[1].capacity", DraftFault::BelowTaken),
        (|d| _ = d.positions[0].shifts.remove(0), "draft.positions", DraftFault::ShiftBegun),
        (|d| d.positions[0].shifts[1].id = Some(ShiftId::from_raw(3)), "draft.positions[0].shifts[1].time", DraftFault::Foreign),
        (|d| d.positions[0].shifts[1].id = Some(ShiftId::from_raw(1)), "draft.positions[0].shifts[1].time", DraftFault::Foreign),
        (|d| d.positions[0].id = Some(PositionId::from_raw(9)), "draft.positions[0].name", DraftFault::Foreign),
        (|d| d.positions[0].shifts.push(ShiftDraft { id: None, time: hours(-2, -1), capacity: 1, occurrence: None }), "draft.positions[0].shifts[2].time", DraftFault::ShiftPast),
        (|d| d.terms.dangerous = true, "draft.terms.insurance", DraftFault::InsuranceMissing),
    ];
    for (number, (alter, field, fault)) in cases.into_iter().enumerate() {
        assert_eq!(check_change(&before(), &altered(alter), NOON), Err(ChangeFault { field: field.into(), fault }), "case {number}");
    }
}

#[test]
fn a_draft_changes_freely_but_only_its_own_shifts() {
    let draft = |alter| check_change(&ActivityDetail { status: ActivityStatus::Draft, ..before() }, &altered(alter), NOON).map_err(|fault| fault.fault);
    assert_eq!(draft(|d| d.positions[0].shifts[0].time = hours(-9, -8)), Ok(()));
    assert_eq!(draft(|d| d.positions[0].shifts[1].id = Some(ShiftId::from_raw(77))), Err(DraftFault::Foreign));
}

#[test]
fn every_change_is_named_and_only_what_concerns_people_is_told() {
    assert_eq!(changes(&before(), &unchanged()), []);
    let draft = altered(|d| {
        d.title = "打扫".parse().unwrap();
        d.category = Category::Community;
        d.terms.conditions = Some("长".repeat(300).parse().unwrap());
        d.terms.by_approval = true;
        d.positions[0].shifts.remove(0);
        d.positions[0].shifts[0].time = hours(30, 32);
        d.positions[0].shifts[0].capacity = 9;
        d.positions[0].shifts.push(ShiftDraft { id: None, time: hours(72, 74), capacity: 1, occurrence: None });
    });
    let all = changes(&before(), &draft);
    let quoted = Change::Conditions { from: None, to: Some(format!("{}…", "长".repeat(200))) };
    let expected = [
        (None, Change::Title { from: "扫地".into(), to: "打扫".into() }, true),
        (None, Change::Part { part: Part::Category }, false),
        (None, quoted, true),
        (None, Change::Part { part: Part::Rules }, false),
        (Some(2), Change::Time { from: hours(24, 26), to: hours(30, 32) }, true),
        (Some(2), Change::Capacity { time: hours(30, 32), from: 5, to: 9 }, false),
        (None, Change::ShiftAdded { time: hours(72, 74) }, false),
        (Some(1), Change::ShiftGone { time: hours(-1, 1) }, false),
    ];
    let found: Vec<_> = all.iter().map(|one| (one.shift.map(ShiftId::raw), one.what.clone(), one.what.is_told())).collect();
    assert_eq!(found, expected);
}
