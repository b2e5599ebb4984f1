//! What is typed is read by the city's clock, and every flaw is found at its field.

use super::*;
use crate::pages::team::activity_form::reader::{self, Found};
use domain::activity::ActivityStatus;
use domain::api::activity::NewActivity;

/// Before every shift of these tests.
const NOW: Timestamp = Timestamp::from_unix_ms(1_777_000_000_000);

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

fn shift(from: &str, to: &str) -> WrittenShift {
    WrittenShift { id: None, day: "2026-05-01".into(), from: from.into(), to: to.into(), capacity: "5".into(), ..WrittenShift::default() }
}

fn written() -> Written {
    let text = |text: &str| text.to_owned();
    Written {
        team: Some(Named { id: TeamId::from_raw(7), name: "蓝天队".into() }),
        title: text("清洁家园"), category: text("environment"), division: "431002".parse().ok(), place: text("五岭广场"),
        summary: text("一起打扫"), content: text("扫地\n擦窗"), risks: text("路滑"), safeguards: text("手套"),
        positions: vec![WrittenPosition { name: text("清洁"), shifts: vec![shift("08:30", "11:00")], ..WrittenPosition::default() }],
        ..Written::default()
    }
}

fn read(written: &Written) -> Result<NewActivity, Vec<Found>> {
    reader::read(written, &zone(), None, NOW)
}

fn fields(written: &Written) -> Vec<String> {
    read(written).err().unwrap_or_default().into_iter().map(|found| found.field).collect()
}

#[test]
fn times_are_those_of_the_citys_clock() {
    let read = read(&written()).unwrap();
    let midnight = 1_777_564_800_000;
    let time = read.draft.positions[0].shifts[0].time;
    assert_eq!((time.start.unix_ms() - midnight, time.end.unix_ms() - midnight), (510 * 60_000, 660 * 60_000));
}

#[test]
fn a_shift_that_ends_before_it_begins_ends_on_the_next_day() {
    let night = shift("22:00", "06:00");
    assert!(night.ends_next_day());
    assert_eq!(night.time(&zone()).unwrap().millis(), 8 * 3_600_000);
    let mut form = written();
    form.positions[0].shifts[0] = shift("08:00", "08:00");
    assert_eq!(fields(&form), ["draft.positions[0].shifts[0].time.end"]);
}

#[test]
fn a_shift_is_repeated_on_a_later_day() {
    assert_eq!(shift("08:00", "09:00").later(7).day, "2026-05-08");
    assert_eq!(WrittenShift::default().later(1), WrittenShift::default());
}

#[test]
fn every_flaw_is_found_at_its_field_in_the_order_of_the_form() {
    let empty = Written { positions: vec![WrittenPosition { shifts: vec![WrittenShift::default()], ..WrittenPosition::default() }], ..Written::default() };
    assert_eq!(fields(&empty), [
        "team", "draft.title", "draft.category", "draft.division", "draft.place", "draft.terms.summary", "draft.terms.content", "draft.terms.risks",
        "draft.terms.safeguards", "draft.positions[0].name", "draft.positions[0].shifts[0].time", "draft.positions[0].shifts[0].time.start",
        "draft.positions[0].shifts[0].time.end", "draft.positions[0].shifts[0].capacity",
    ]);
}

#[test]
fn optional_fields_are_read_only_when_something_stands_in_them() {
    let mut form = written();
    assert_eq!(read(&form).unwrap().draft.terms.minimum_age, None);
    form.minimum_age = "16".into();
    form.contact = " 王老师 ".into();
    form.by_approval = true;
    let terms = read(&form).unwrap().draft.terms;
    assert_eq!((terms.minimum_age, terms.contact.unwrap().as_str(), terms.by_approval), (Some(16), "王老师", true));
    form.minimum_age = "200".into();
    form.insurance = "x".repeat(81);
    assert_eq!(fields(&form), ["draft.terms.minimum_age", "draft.terms.insurance"]);
}

#[test]
fn positions_and_shifts_have_their_bounds() {
    let mut form = written();
    form.positions[0].shifts.clear();
    assert_eq!(fields(&form), ["draft.positions[0].shifts"]);
    form.positions.clear();
    assert_eq!(fields(&form), ["draft.positions"]);
}

#[test]
fn what_was_kept_by_an_older_page_is_still_read() {
    let kept: Written = serde_json::from_str(r#"{"title":"清洁家园","unknown":1}"#).unwrap();
    assert_eq!(kept.title, "清洁家园");
    let all = written();
    assert_eq!(serde_json::from_str::<Written>(&serde_json::to_string(&all).unwrap()).unwrap(), all);
}

/// What was typed, as the server would answer it: published, with ids.
fn kept() -> ActivityDetail {
    let draft = read(&written()).unwrap().draft;
    let shift = &draft.positions[0].shifts[0];
    // Made elsewhere, with seconds that no form can type.
    let time = Interval { start: shift.time.start.plus_seconds(7), end: shift.time.end };
    serde_json::from_value(serde_json::json!({
        "id": domain::ids::ActivityId::from_raw(1), "title": draft.title, "category": draft.category, "status": "published", "division": draft.division, "division_path": [],
        "team": TeamId::from_raw(7), "team_name": "蓝天队", "station": null, "station_name": null, "place": draft.place, "map_position": {"latitude_e7": 1, "longitude_e7": 2},
        "terms": draft.terms, "positions": [{"id": PositionId::from_raw(2), "name": "清洁"}, {"id": PositionId::from_raw(9), "name": "不再有"}], "revision": 3,
        "shifts": [
            {"id": ShiftId::from_raw(4), "position": PositionId::from_raw(2), "time": time, "capacity": 5, "taken": 2},
            {"id": ShiftId::from_raw(5), "position": PositionId::from_raw(9), "time": time, "capacity": 5, "taken": 0, "called_off": true},
        ],
    }))
    .unwrap()
}

#[test]
fn an_activity_that_is_opened_and_saved_stays_as_it_is() {
    let kept = kept();
    let form = Written::of(&kept, &zone());
    assert_eq!(form.positions.len(), 1, "what was called off does not stand in the form");
    let draft = reader::read(&form, &zone(), Some(&kept), NOW).unwrap().draft;
    assert_eq!(domain::activity::changes(&kept, &draft), []);
    assert_eq!((draft.map_position, draft.terms), (kept.map_position, kept.terms));
}

#[test]
fn what_people_who_signed_up_cannot_follow_is_found_at_its_field() {
    let kept = kept();
    assert_eq!(kept.status, ActivityStatus::Published);
    let mut form = Written::of(&kept, &zone());
    form.positions[0].shifts[0].capacity = "1".into();
    let found = reader::read(&form, &zone(), Some(&kept), NOW).unwrap_err();
    assert_eq!(found[0].field, "draft.positions[0].shifts[0].capacity");
}

#[test]
fn a_copy_keeps_the_days_of_the_week_and_none_of_the_ids() {
    let copy = Written::of(&kept(), &zone()).again("2026-11-29".parse().unwrap());
    let shift = &copy.positions[0].shifts[0];
    assert_eq!((shift.day.as_str(), shift.id, copy.positions[0].id), ("2026-12-04", None, None));
    let ahead = written().again("2026-04-01".parse().unwrap());
    assert_eq!(ahead.positions[0].shifts[0].day, "2026-05-01", "what is to come stays where it is");
}

#[test]
fn two_who_change_different_things_lose_neither() {
    let base = written();
    let (mut own, mut theirs) = (base.clone(), base.clone());
    own.title = "我的".into();
    own.place = "我的".into();
    theirs.place = "他们的".into();
    theirs.risks = "他们的".into();
    let merged = own.merged(&base, theirs);
    assert_eq!((merged.title.as_str(), merged.place.as_str(), merged.risks.as_str()), ("我的", "我的", "他们的"));
}
