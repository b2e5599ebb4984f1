//! The kiosk's queue: what is kept before anything is said, what survives, what is sent and sent again.

use crate::disk::{Spoilt, empty_disk, in_storage, on_disk};
use crate::kiosk::enrolled;
use crate::published::{keep_trust, storage};
use crate::scanners::scan;
use crate::server::answers;
use crate::stage::{Stage, after, type_into};
use domain::ids::ScanId;
use domain::volunteer::VolunteerNumber;
use js_sys::Function;
use portal::pages::kiosk;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// No write to the database finds room.
const DATABASE_FULL: &str = "const { add, put } = IDBObjectStore.prototype;
    const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
    Object.assign(IDBObjectStore.prototype, { add: full, put: full });
    return () => Object.assign(IDBObjectStore.prototype, { add, put });";
/// Nor does one to the storage.
const STORAGE_FULL: &str = "const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
    return () => { Storage.prototype.setItem = setItem; };";
/// The disk takes its time.
const DISK_SLOW: &str = "const own = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete');
    Object.defineProperty(IDBTransaction.prototype, 'oncomplete', { configurable: true, set(then) {
        this.addEventListener('complete', () => setTimeout(then, this.mode === 'readwrite' ? 700 : 0));
    } });
    return () => Object.defineProperty(IDBTransaction.prototype, 'oncomplete', own);";
/// A server in place of `fetch` that knows no volunteer: it keeps each scan once, `state` is its kiosk's, and every request is one of
/// `asked`. The first `cut` answers to scans do not come through, though the server has taken them.
const SERVER: &str = "const server = window.kioskServer = { kept: new Map(), asked: [], cut, lost: 0 };
    window.fetch = async (url, init) => {
        const json = (value) => new Response(JSON.stringify(value), { status: 200 });
        const { pathname, searchParams } = new URL(url, location.href);
        if (pathname === '/api/kiosk') {
            const since = searchParams.get('since');
            const ids = [...server.kept.keys()].filter((id) => id >= since).sort();
            return json({ ...state, known: since && { count: ids.length, latest: ids.at(-1) ?? null } });
        }
        if (pathname !== '/api/kiosk/scans') throw new TypeError('no answer');
        const { scans } = JSON.parse(init.body);
        server.asked.push(scans.map(({ id }) => id));
        scans.forEach((scan) => server.kept.set(scan.id, scan));
        if (server.cut-- > 0) return new Response('{\"answers\":[{\"id\":', { status: 200 });
        return json({ answers: scans.map(({ id }) => ({ id, outcome: 'refused', reason: 'unknown_volunteer' })), present: 0 });
    };";

/// Starts the server; the first `cut` answers to scans are cut.
pub fn serve(cut: u32) {
    serve_after(0, cut);
}

/// The same `days` later by the server's own clock.
fn serve_after(days: i64, cut: u32) {
    let mut state: Value = serde_json::from_str(&storage().get_item("kiosk-state").unwrap().unwrap()).unwrap();
    state["server_time"] = portal::city::now().plus_seconds(days * 86_400).unix_ms().into();
    let state = js_sys::JSON::parse(&state.to_string()).unwrap();
    Function::new_with_args("state, cut", SERVER).call2(&JsValue::NULL, &state, &cut.into()).unwrap();
}

/// Something of the server, as JSON.
pub fn server(expression: &str) -> Value {
    let script = format!("const server = window.kioskServer; return JSON.stringify({expression});");
    let text = Function::new_no_args(&script).call0(&JsValue::NULL).unwrap().as_string().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The page as it starts, from what the disk has.
pub async fn start() -> Stage {
    let stage = Stage::of(kiosk::kiosk);
    after(300).await;
    stage
}

/// The same on an empty disk, without a server.
pub async fn fresh() -> Stage {
    keep_trust(true);
    empty_disk().await;
    enrolled();
    answers(&[]);
    start().await
}

fn said(stage: &Stage) -> String {
    stage.get(".kiosk-answer").text_content().unwrap()
}

/// A code of nobody's, which each time is another.
pub fn code(n: usize) -> String {
    format!("VOL1ABCDEFG{n:05}")
}

fn ids_of(texts: &[String]) -> Vec<Value> {
    texts.iter().map(|text| serde_json::from_str::<Value>(text).unwrap()["scan"]["id"].clone()).collect()
}

#[wasm_bindgen_test]
async fn nothing_is_called_noted_before_the_disk_has_it() {
    let stage = fresh().await;
    let slow = Spoilt::by(DISK_SLOW);
    type_number(&stage, 1).await;
    after(350).await;
    assert!(!said(&stage).contains("已记下"), "{}", said(&stage));
    after(900).await;
    drop(slow);
    assert!(said(&stage).contains("已记下"), "{}", said(&stage));
    assert_eq!(on_disk().await.0.len(), 1);
}

/// Types a number that could be a volunteer's.
async fn type_number(stage: &Stage, n: u64) {
    type_into(&stage.get("#number"), VolunteerNumber::from_random(n).as_str());
    after(20).await;
    stage.get(".kiosk-number button").click();
}

#[wasm_bindgen_test]
async fn a_page_that_is_closed_at_any_moment_loses_nothing_it_has_kept() {
    let mut stage = fresh().await;
    for n in 0..20 {
        scan(&code(n));
        after(i32::try_from(n * 7 % 41).unwrap()).await;
        drop(stage);
        stage = start().await;
    }
    let (scans, answers) = on_disk().await;
    assert_eq!((scans.len(), answers.len()), (20, 0));
    assert!(stage.text().contains("20 次扫码待上传"), "{}", stage.text());
    serve(0);
    drop(stage);
    let stage = start().await;
    after(300).await;
    assert_eq!(server("[...server.kept.keys()]"), Value::from(ids_of(&scans)), "all, in their order");
    assert_eq!(server("server.asked.length"), 1);
    assert!(!stage.text().contains("待上传"));
    let (after, answers) = on_disk().await;
    assert_eq!((after, answers.len()), (scans, 20), "answered scans stay as they were");
}

#[wasm_bindgen_test]
async fn a_full_database_leaves_the_storage_and_a_full_storage_is_told() {
    let stage = fresh().await;
    let full = Spoilt::by(DATABASE_FULL);
    type_number(&stage, 1).await;
    after(300).await;
    assert!(said(&stage).contains("已记下"), "{}", said(&stage));
    assert_eq!((on_disk().await.0.len(), in_storage().len()), (0, 1));
    let fuller = Spoilt::by(STORAGE_FULL);
    type_number(&stage, 2).await;
    after(300).await;
    assert!(said(&stage).contains("没能存好"), "{}", said(&stage));
    assert!(stage.text().contains("1 次扫码只在内存里"), "{}", stage.text());
    // There is room again: at the next start both go where they belong.
    drop((full, fuller));
    drop(stage);
    let stage = start().await;
    assert_eq!((on_disk().await.0.len(), in_storage().len()), (2, 0));
    assert!(!stage.text().contains("只在内存里") && stage.text().contains("2 次扫码待上传"), "{}", stage.text());
}

#[wasm_bindgen_test]
async fn scans_of_older_versions_are_taken_over_and_those_of_another_station_stay() {
    drop(fresh().await);
    for (id, station) in [(1, 2), (2, 2), (3, 9)] {
        let (id, station) = (ScanId::from_raw(id), ScanId::from_raw(station));
        let old = json!({"station": station, "scan": {"id": id, "scanned_at": 1_795_492_000_000_i64, "text": "VOL1OLD", "face_confirmed": false}});
        storage().set_item(&format!("kiosk-scan:{id}"), &old.to_string()).unwrap();
    }
    let stage = start().await;
    assert!(stage.text().contains("2 次扫码待上传") && stage.text().contains("还有 1 次在别的站点"), "{}", stage.text());
    assert_eq!((on_disk().await.0.len(), in_storage().len()), (2, 1));
    serve(0);
    drop(stage);
    let _stage = start().await;
    after(300).await;
    assert_eq!((server("server.kept.size"), on_disk().await.1.len(), in_storage().len()), (2.into(), 2, 1));
}

#[wasm_bindgen_test]
async fn a_batch_whose_answer_is_cut_is_sent_again_whole() {
    let stage = fresh().await;
    for n in 0..3 {
        scan(&code(n));
    }
    after(300).await;
    serve(2);
    drop(stage);
    let stage = start().await;
    // Two failures: at most two and four seconds of waiting.
    after(6_500).await;
    assert_eq!(server("server.asked.length"), 3);
    assert_eq!(server("new Set(server.asked.map(String)).size"), 1, "the same batch each time");
    assert!(!stage.text().contains("待上传"), "{}", stage.text());
    assert_eq!(on_disk().await.1.len(), 3);
}

#[wasm_bindgen_test]
async fn a_server_that_was_restored_is_given_again_what_it_lost() {
    let stage = fresh().await;
    for n in 0..4 {
        scan(&code(n));
    }
    after(300).await;
    serve(0);
    drop(stage);
    drop(start().await);
    after(300).await;
    assert_eq!(server("server.kept.size"), 4);
    drop(start().await);
    assert_eq!(server("server.asked.length"), 1, "what is known is not sent again");
    // The backup lacks one in the middle: only the count tells.
    server("server.kept.delete([...server.kept.keys()][1])");
    let stage = start().await;
    after(500).await;
    assert_eq!((server("server.kept.size"), server("server.asked.length")), (4.into(), 2.into()));
    assert_eq!((on_disk().await.0.len(), on_disk().await.1.len()), (4, 4));
    assert!(!stage.text().contains("待上传"));
}

#[wasm_bindgen_test]
async fn an_answered_scan_is_kept_for_its_days_and_pruned_after_them() {
    let stage = fresh().await;
    scan(&code(1));
    after(300).await;
    serve(0);
    drop(stage);
    drop(start().await);
    after(300).await;
    let id = ids_of(&on_disk().await.0).remove(0);
    for (days, left) in [(6, 1), (8, 0)] {
        serve_after(days, 0);
        server(&format!("server.kept.set({id}, 0)"));
        drop(start().await);
        after(300).await;
        let (scans, answers) = on_disk().await;
        assert_eq!((scans.len(), answers.len()), (left, left), "after {days} days");
    }
}

#[wasm_bindgen_test]
async fn what_another_window_adds_and_settles_is_learned() {
    let stage = fresh().await;
    scan(&code(1));
    after(300).await;
    let journal = portal::browser::journal::Journal::open("kiosk-queue", &["scans", "answers"]).await.unwrap();
    let own = journal.keys().await.unwrap().remove(0).remove(0);
    let mut theirs: Value = serde_json::from_str(&on_disk().await.0[0]).unwrap();
    let own_id = theirs["scan"]["id"].clone();
    theirs["scan"]["id"] = ScanId::from_raw(77).to_string().into();
    let answer = json!({"at": 1_795_492_000_000_i64, "by": theirs["device"], "kind": "in"}).to_string();
    let changes = [
        portal::browser::journal::Change::Append { store: "scans", key: [own[0].clone(), ScanId::from_raw(77).to_string()], text: theirs.to_string() },
        portal::browser::journal::Change::Append { store: "answers", key: own, text: answer },
    ];
    journal.write(&changes).await.unwrap();
    serve(0);
    server(&format!("server.kept.set({own_id}, 0)"));
    web_sys::window().unwrap().dispatch_event(&web_sys::Event::new("online").unwrap()).unwrap();
    after(500).await;
    assert_eq!(server("server.asked"), json!([[ScanId::from_raw(77)]]));
    assert!(!stage.text().contains("待上传"));
}
