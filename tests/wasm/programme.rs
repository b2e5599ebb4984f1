//! The form of an activity with a rule: a changed row asks for which shifts it is, and taking one out asks as well.

use crate::server::answers;
use crate::stage::{Stage, type_into, until};
use domain::activity::{ActivityDetail, Shift};
use domain::ids::{ActivityId, PositionId, ShiftId, TeamId};
use domain::recurrence::{Occurrence, Pattern, Programme};
use domain::time::Day;
use portal::city;
use portal::i18n::{self, Locale};
use portal::pages::team;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

/// Four shifts of one rule, a week apart, the first one the day after tomorrow.
fn weekly(id: i64) -> ActivityDetail {
    let zone = &city::city().zone;
    let first = zone.day_of(city::now()).plus_days(2);
    let pattern = Pattern { from: 9 * 60, minutes: 120, capacity: 3 };
    let (programme, days) = Programme::begin("FREQ=WEEKLY;COUNT=4".parse().unwrap(), first, pattern, &[], 10);
    let shift = |(number, day): (i64, Day)| Shift {
        id: ShiftId::from_raw(number), position: PositionId::from_raw(1), time: pattern.on(day, zone), capacity: 3, taken: 0, waiting: 0, called_off: false,
        occurrence: Some(Occurrence { programme: 0, day }),
    };
    let shifts: Vec<Shift> = (10..).zip([first].into_iter().chain(days)).map(shift).collect();
    serde_json::from_value(json!({
        "id": ActivityId::from_raw(id), "title": "每周清扫", "category": "environment", "status": "published", "division": "431002", "division_path": [],
        "team": TeamId::from_raw(1), "team_name": "蓝天队", "station": null, "station_name": null, "place": "公园", "map_position": null, "revision": 1,
        "terms": {"summary": "扫", "content": "扫", "conditions": null, "risks": "无", "safeguards": "手套", "contact": null, "minimum_age": null, "dangerous": false, "indoor": false, "insurance": null},
        "positions": [{"id": PositionId::from_raw(1), "name": "清扫", "programmes": [programme]}], "shifts": shifts,
    }))
    .unwrap()
}

/// The form of the activity `id`; what is typed is kept in the tab, so each test has its own.
async fn form(id: i64) -> Stage {
    // Only a mounted page knows its city.
    drop(Stage::of(|| ()));
    i18n::set_language(Locale::zh_CN);
    let detail = weekly(id);
    let id = detail.id;
    answers(&[(format!("GET /api/activities/{id}").as_str(), 200, serde_json::to_string(&detail).unwrap())]);
    let stage = Stage::of(move || team::edit_activity(id));
    until("the rows", || rows(&stage) == 4).await;
    stage
}

fn rows(stage: &Stage) -> usize {
    stage.all("li.shift").len()
}

#[wasm_bindgen_test]
async fn a_changed_row_asks_for_which_shifts_it_is_and_says_how_many_follow() {
    let stage = form(1).await;
    assert!(stage.get("ul[aria-label='重复规律']").text_content().unwrap().contains("每周"));
    assert!(stage.find("fieldset.radios").is_none(), "nothing is asked before something is changed");
    type_into(&stage.get("[id='draft.positions[0].shifts[1].time.start']"), "10:00");
    until("the question", || stage.find("fieldset.radios").is_some()).await;
    let radios = stage.all("fieldset.radios input");
    assert_eq!(radios.len(), 3);
    radios[1].click();
    until("how many follow", || stage.text().contains("另有 2 个班次一起改")).await;
    stage.all("fieldset.radios input")[2].click();
    until("how many follow of all", || stage.text().contains("另有 3 个班次一起改")).await;
    type_into(&stage.get("[id='draft.positions[0].shifts[1].time.start']"), "09:00");
    until("no question", || stage.find("fieldset.radios").is_none()).await;
}

#[wasm_bindgen_test]
async fn taking_a_shift_of_a_rule_out_asks_which() {
    let stage = form(2).await;
    let remove = stage.all("li.shift")[2].query_selector("button.link--danger").unwrap().unwrap();
    remove.unchecked_into::<HtmlElement>().click();
    until("the question", || stage.find("dialog#remove-shift[open]").is_some()).await;
    assert_eq!(rows(&stage), 4);
    stage.all("dialog#remove-shift input[type='radio']")[1].click();
    stage.get("dialog#remove-shift .button--danger").click();
    until("the rest", || rows(&stage) == 2).await;
    until("no question", || stage.find("dialog#remove-shift[open]").is_none()).await;
}

#[wasm_bindgen_test]
async fn a_rule_goes_on_and_shows_the_days_first() {
    let stage = form(3).await;
    stage.get("ul[aria-label='重复规律'] button").click();
    until("the question", || stage.find("dialog#extend[open]").is_some()).await;
    stage.get("#extend-holidays").click();
    let until_day = city::city().zone.day_of(city::now()).plus_days(2 + 5 * 7);
    type_into(&stage.get("#extend-until"), &until_day.to_string());
    until("the days", || stage.get("dialog#extend").text_content().unwrap().contains("将增加 2 个班次")).await;
    stage.get("dialog#extend .actions .button").click();
    until("the rows", || rows(&stage) == 6).await;
}
