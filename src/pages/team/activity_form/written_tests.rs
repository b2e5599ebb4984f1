//! What is typed is read by the city's clock, and every flaw is found at its field.

use super::*;

fn zone() -> Zone {
    Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
}

fn shift(from: &str, to: &str) -> WrittenShift {
    WrittenShift { day: "2026-05-01".into(), from: from.into(), to: to.into(), capacity: "5".into() }
}

fn written() -> Written {
    let text = |text: &str| text.to_owned();
    Written {
        team: Some(Named { id: TeamId::from_raw(7), name: "蓝天队".into() }),
        title: text("清洁家园"), category: text("environment"), division: "431002".parse().ok(), place: text("五岭广场"),
        summary: text("一起打扫"), content: text("扫地\n擦窗"), risks: text("路滑"), safeguards: text("手套"),
        positions: vec![WrittenPosition { name: text("清洁"), shifts: vec![shift("08:30", "11:00")] }],
        ..Written::default()
    }
}

fn fields(written: &Written) -> Vec<String> {
    read(written, &zone()).err().unwrap_or_default().into_iter().map(|found| found.field).collect()
}

#[test]
fn times_are_those_of_the_citys_clock() {
    let read = read(&written(), &zone()).unwrap();
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
    let empty = Written { positions: vec![WrittenPosition { name: String::new(), shifts: vec![WrittenShift::default()] }], ..Written::default() };
    assert_eq!(fields(&empty), [
        "team", "draft.title", "draft.category", "draft.division", "draft.place", "draft.terms.summary", "draft.terms.content", "draft.terms.risks",
        "draft.terms.safeguards", "draft.positions[0].name", "draft.positions[0].shifts[0].time", "draft.positions[0].shifts[0].time.start",
        "draft.positions[0].shifts[0].time.end", "draft.positions[0].shifts[0].capacity",
    ]);
}

#[test]
fn optional_fields_are_read_only_when_something_stands_in_them() {
    let mut form = written();
    assert_eq!(read(&form, &zone()).unwrap().draft.terms.minimum_age, None);
    form.minimum_age = "16".into();
    form.contact = " 王老师 ".into();
    form.by_approval = true;
    let terms = read(&form, &zone()).unwrap().draft.terms;
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
