//! Who may do what: every operation × every role × things of one's own and of others, asked over
//! HTTP. The operations come from the contract, so a new one without a rule fails here.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use Role::{Administrator, Keeper, Kiosk, Leader, Nobody, Volunteer};
use axum::body::Body;
use axum::http::Request;
use domain::api::account::GetProfile;
use domain::api::activity::ListManaged;
use domain::api::people::FindPeople;
use domain::api::sign_up::MakeSignUp;
use domain::api::{Endpoint, Visitor, visit_all};
use domain::check_in::Place;
use domain::ids::{EntryId, GrantId, ReportId, ScanId, SignUpId, StationId, TeamId};
use domain::time::Interval;
use domain::volunteer::VolunteerNumber;
use domain::report::{ReportDraft, ReportKind};
use domain::{can, id_card};
use harness::{Activity, Portal, Who, draft_of, people_in_one_write};
use serde_json::{Value, json};
use server::keys::EcdsaKey;
use server::store::entry::{NewEntry, put as put_entry};
use server::store::{self, grant, session};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

/// Who asks. Leader, keeper, administrator and kiosk belong to the first of the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Nobody,
    Volunteer,
    Leader,
    Keeper,
    Administrator,
    Kiosk,
}

const EVERYBODY: &[Role] = &[Nobody, Volunteer, Leader, Keeper, Administrator, Kiosk];
const LOGGED_IN: &[Role] = &[Volunteer, Leader, Keeper, Administrator];
const VOLUNTEERS: &[Role] = &[Volunteer, Leader];
const ORGANISERS: &[Role] = &[Leader, Administrator];
const KEEPERS: &[Role] = &[Keeper, Administrator];
/// Whoever has a say at an activity that is held at a station.
const PLACES: &[Role] = &[Leader, Keeper, Administrator];
const ADMINISTRATORS: &[Role] = &[Administrator];
const NONE: &[Role] = &[];

/// A rule: the operation, who may do it to things of their own and to things of others, what it
/// answers then (0: its success), and what is sent.
type Rule = (&'static str, &'static [Role], &'static [Role], u16, fn(&Things) -> Value);

fn no_body(_: &Things) -> Value {
    Value::Null
}

/// The one table. Where an operation knows no things, "of others" is the same as "of their own".
const RULES: &[Rule] = &[
    ("portal_get", EVERYBODY, EVERYBODY, 0, no_body),
    ("portal_demo_clock", EVERYBODY, EVERYBODY, 0, |_| json!({"minutes": 1})),
    ("division_list", EVERYBODY, EVERYBODY, 0, no_body),
    ("activity_list", EVERYBODY, EVERYBODY, 0, no_body),
    ("activity_get", EVERYBODY, EVERYBODY, 0, no_body),
    ("activity_standing", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("activity_managed", ORGANISERS, ORGANISERS, 0, no_body),
    ("activity_make", ORGANISERS, NONE, 0, |t| draft_of(t.team, t.division, None, t.activity.starts_at, 5)),
    ("activity_change", ORGANISERS, NONE, 0, |t| {
        let mut body = draft_of(t.team, t.division, None, t.activity.starts_at, 5);
        json!({"revision": 1, "draft": body["draft"].take()})
    }),
    ("activity_changes", ORGANISERS, NONE, 0, no_body),
    ("activity_similar", ORGANISERS, NONE, 0, no_body),
    ("activity_publish", ORGANISERS, NONE, 0, no_body),
    // Admitted, and then told that nobody handed it in.
    ("activity_review", ADMINISTRATORS, NONE, 409, |_| json!({"revision": 1, "approve": true})),
    ("activity_cancel", ORGANISERS, NONE, 0, |_| json!({"reason": "暴雨"})),
    // Admitted, and then told that nobody is on the roster.
    ("activity_message", ORGANISERS, NONE, 422, |_| json!({"text": "请带雨具"})),
    ("activity_roster", &[Leader, Keeper, Administrator], NONE, 0, no_body),
    ("activity_template_keep", ORGANISERS, NONE, 0, |_| json!({"name": "每周清扫"})),
    ("activity_template_drop", ORGANISERS, NONE, 0, no_body),
    ("activity_templates", ORGANISERS, NONE, 0, no_body),
    ("activity_export", ORGANISERS, NONE, 0, |_| json!({"form": "csv", "reason": "签到表", "chinese": true})),
    ("session_code", EVERYBODY, EVERYBODY, 0, |t| json!({"phone": format!("136{:08}", t.fresh)})),
    // Admitted, and then told that code, ticket or password are wrong.
    ("session_log_in", EVERYBODY, EVERYBODY, 422, |t| json!({"phone": format!("135{:08}", t.fresh), "code": "123456"})),
    ("session_join", EVERYBODY, EVERYBODY, 422, |_| json!({"ticket": "x.y", "name": "张三", "consent": "2026-1"})),
    ("session_log_in_staff", EVERYBODY, EVERYBODY, 422, |_| json!({"login": "", "password": "x"})),
    ("session_get", EVERYBODY, EVERYBODY, 0, no_body),
    ("session_log_out", EVERYBODY, EVERYBODY, 0, no_body),
    ("session_list", LOGGED_IN, LOGGED_IN, 0, no_body),
    ("session_end", LOGGED_IN, NONE, 0, no_body),
    ("session_end_all", LOGGED_IN, LOGGED_IN, 0, no_body),
    ("account_get", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("account_id_card", VOLUNTEERS, VOLUNTEERS, 0, |t| json!({"id_card": id_card::complete(&format!("43100219900101{:03}", t.fresh)).unwrap()})),
    ("account_languages", VOLUNTEERS, VOLUNTEERS, 0, |_| json!({"languages": ["english"]})),
    ("account_records", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("account_looks", LOGGED_IN, LOGGED_IN, 0, no_body),
    ("card_get", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    // Admitted, and then told that the phone's clock is off, and that the card is nowhere.
    ("card_enrol", VOLUNTEERS, VOLUNTEERS, 422, |_| json!({"key": EcdsaKey::from_scalar(&[1; 32]).unwrap().public(), "slot": 1, "proof": "A".repeat(86)})),
    ("card_renew", VOLUNTEERS, VOLUNTEERS, 409, |_| json!({"key": EcdsaKey::from_scalar(&[1; 32]).unwrap().public()})),
    ("card_revoke", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("card_code", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("card_slots", VOLUNTEERS, VOLUNTEERS, 0, |_| json!({})),
    ("card_paper", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("card_paper_revoke", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("card_paper_for", ADMINISTRATORS, NONE, 0, no_body),
    ("card_revoke_of", ADMINISTRATORS, NONE, 0, no_body),
    ("sign_up_make", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("sign_up_join", VOLUNTEERS, VOLUNTEERS, 0, |t| json!({"shifts": [{"shift": t.activity.shift}]})),
    ("sign_up_wait", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    // Admitted, and then told that the sign-up stands otherwise.
    ("sign_up_accept", VOLUNTEERS, NONE, 409, no_body),
    ("sign_up_pass", VOLUNTEERS, NONE, 409, no_body),
    ("sign_up_cancel", VOLUNTEERS, NONE, 0, no_body),
    ("sign_up_cancel_party", VOLUNTEERS, NONE, 0, no_body),
    // Admitted, and then told that it is the same shift.
    ("sign_up_move", VOLUNTEERS, NONE, 422, |t| json!({"shift": t.activity.shift})),
    ("sign_up_companions", VOLUNTEERS, NONE, 0, |_| json!({"companions": []})),
    // Admitted, and then told that nobody has this number.
    ("sign_up_by_team", ORGANISERS, NONE, 422, |_| json!({"number": VolunteerNumber::from_random(7), "reason": "现场补位"})),
    ("stand_in_offer", VOLUNTEERS, NONE, 0, |_| json!({})),
    ("stand_in_end", VOLUNTEERS, NONE, 0, no_body),
    // Admitted, and then told that nobody is looked for.
    ("stand_in_get", VOLUNTEERS, VOLUNTEERS, 404, no_body),
    ("stand_in_take", VOLUNTEERS, VOLUNTEERS, 404, |_| json!({})),
    // Admitted, and then told that the age is not known, that there is no such code, and that nothing was agreed to.
    ("guardian_ask", VOLUNTEERS, VOLUNTEERS, 409, no_body),
    ("guardian_agree", VOLUNTEERS, VOLUNTEERS, 422, |_| json!({"code": "AAAAAAAA", "minor_name": "张小明", "consent": "2026-1"})),
    ("guardian_list", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("guardian_withdraw", VOLUNTEERS, VOLUNTEERS, 404, no_body),
    ("sign_up_decide", ORGANISERS, NONE, 409, |_| json!({"approve": true})),
    ("sign_up_mine", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("calendar_get", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("calendar_make", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("calendar_end", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("message_list", LOGGED_IN, LOGGED_IN, 0, no_body),
    ("message_read", LOGGED_IN, LOGGED_IN, 0, no_body),
    ("notice_get", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("notice_put", VOLUNTEERS, VOLUNTEERS, 0, |_| json!({"language": "en", "by_sms": false, "by_email": false, "quiet": {"from": 0, "until": 0}})),
    // Admitted, and then told that the key is none.
    ("notice_push", VOLUNTEERS, VOLUNTEERS, 422, |_| json!({"endpoint": "https://push.example.net/x", "p256dh": "x", "auth": "x"})),
    ("notice_push_end", VOLUNTEERS, VOLUNTEERS, 0, |_| json!({"endpoint": "https://push.example.net/x"})),
    ("notice_email", VOLUNTEERS, VOLUNTEERS, 0, |_| json!({"email": "a@city.example"})),
    // Admitted, and then told that no code is waiting.
    ("notice_email_confirm", VOLUNTEERS, VOLUNTEERS, 422, |_| json!({"email": "a@city.example", "code": "123456"})),
    ("notice_email_forget", VOLUNTEERS, VOLUNTEERS, 0, no_body),
    ("kiosk_code", KEEPERS, NONE, 0, no_body),
    ("kiosk_enrol", EVERYBODY, EVERYBODY, 422, |_| json!({"code": "AAAAAAAA", "name": "前台"})),
    ("kiosk_get", &[Kiosk], &[Kiosk], 0, no_body),
    ("kiosk_scan", &[Kiosk], &[Kiosk], 0, |_| json!({"scans": []})),
    ("kiosk_scan_file", KEEPERS, NONE, 422, |_| json!({"content": "", "signature": null})),
    ("kiosk_list", KEEPERS, NONE, 0, no_body),
    ("kiosk_revoke", KEEPERS, NONE, 0, no_body),
    ("scanner_open", ORGANISERS, NONE, 0, |_| json!({})),
    ("scanner_get", ORGANISERS, NONE, 0, no_body),
    ("scanner_scan", ORGANISERS, NONE, 0, |_| json!({"scans": []})),
    // Admitted, and then told that it is no code.
    ("attendance_scan", VOLUNTEERS, VOLUNTEERS, 422, |_| json!({"code": "x", "scanned_at": 0})),
    ("attendance_board", KEEPERS, NONE, 0, no_body),
    // Admitted, and then told that there is no such scan, and that nobody has this number.
    ("attendance_rule", KEEPERS, NONE, 404, |t| json!({"device": t.device, "scan": ScanId::from_raw(1), "reason": "核实"})),
    ("attendance_enter", KEEPERS, NONE, 422, |t| json!({"number": VolunteerNumber::from_random(7), "shift": t.activity.shift, "time": {"start": t.activity.starts_at.plus_minutes(-90), "end": t.activity.starts_at.plus_minutes(-60)}, "reason": "补录"})),
    ("attendance_decide", PLACES, NONE, 0, |_| json!({"approve": false})),
    ("team_list", EVERYBODY, EVERYBODY, 0, no_body),
    ("team_get", EVERYBODY, EVERYBODY, 0, no_body),
    // Admitted, and then told that nobody has this number.
    ("team_attest", ORGANISERS, NONE, 422, |_| json!({"number": VolunteerNumber::from_random(7), "member": true})),
    ("team_volunteers", ORGANISERS, NONE, 0, no_body),
    ("team_make", ADMINISTRATORS, NONE, 0, |t| json!({"name": "新队", "form": "filed_group", "org_code": null, "division": t.division})),
    ("station_list", EVERYBODY, EVERYBODY, 0, no_body),
    ("station_get", EVERYBODY, EVERYBODY, 0, no_body),
    ("station_make", ADMINISTRATORS, NONE, 0, |t| json!({"name": "新站", "kind": "u_station", "division": t.division, "address": "路", "position": null, "opening_hours": "全天"})),
    ("people_find", ADMINISTRATORS, ADMINISTRATORS, 0, |_| json!({"text": "李"})),
    ("grant_give", ADMINISTRATORS, NONE, 0, |t| json!({"person": t.somebody.person, "role": {"role": "team_leader", "team": t.team}})),
    ("grant_take", ADMINISTRATORS, NONE, 0, no_body),
    ("report_make", LOGGED_IN, LOGGED_IN, 0, |_| json!({"kind": "unsafe"})),
    ("report_list", ADMINISTRATORS, ADMINISTRATORS, 0, no_body),
    ("report_settle", ADMINISTRATORS, NONE, 0, |_| json!({"answer": "已核实"})),
];

/// One side of the city: a division with a team and a station.
#[derive(Debug, Clone, Copy)]
struct Side {
    division: &'static str,
    team: TeamId,
    station: StationId,
}

/// What an operation is asked to work on, made for one request.
struct Things {
    division: &'static str,
    team: TeamId,
    station: StationId,
    activity: Activity,
    somebody: Who,
    sign_up: String,
    session: String,
    device: String,
    entry: String,
    grant: String,
    report: String,
    fresh: u32,
}

/// An operation as the contract declares it.
#[derive(Clone, Copy)]
struct Operation {
    name: &'static str,
    method: &'static str,
    pattern: &'static str,
    success: u16,
}

#[derive(Default)]
struct Operations(Vec<Operation>);

impl Visitor for Operations {
    fn visit<E: Endpoint>(&mut self) {
        self.0.push(Operation { name: E::NAME, method: E::METHOD.as_str(), pattern: E::PATTERN, success: E::STATUS });
    }
}

fn operations() -> Vec<Operation> {
    let mut all = Operations::default();
    visit_all(&mut all);
    all.0
}

fn rule_of(name: &str) -> &'static Rule {
    RULES.iter().find(|rule| rule.0 == name).unwrap_or_else(|| panic!("no rule for {name}: add it to the table"))
}

async fn side(portal: &Portal, division: &'static str) -> Side {
    Side { division, team: portal.team(division).await, station: portal.station(division).await }
}

async fn caller(portal: &Portal, role: Role, own: Side) -> Who {
    match role {
        Nobody => Who::nobody(),
        Volunteer => portal.volunteer().await,
        Leader => portal.volunteer_with(can::Role::TeamLeader { team: own.team }).await,
        Keeper => portal.staff(can::Role::StationKeeper { station: own.station }).await,
        Administrator => portal.administrator("431002").await,
        Kiosk => portal.kiosk(own.station).await,
    }
}

/// Things on `side`; what belongs to one person belongs to the caller, or to somebody else.
async fn things(portal: &Portal, operation: Operation, side: Side, who: &Who, own: bool) -> Things {
    static FRESH: AtomicU32 = AtomicU32::new(0);
    let somebody = portal.volunteer().await;
    let activity = match operation.name {
        "activity_publish" => portal.draft(side.team, side.division, Some(side.station), 24 * 60, 5).await,
        _ => portal.activity(side.team, side.division, Some(side.station), 24 * 60, 5).await,
    };
    let owner = if own && who.person.raw() != 0 { who } else { &somebody };
    let (extra, row) = portal.browser_of(owner.person);
    let grant = GrantId::from_raw(portal.app.id());
    portal.sql(&format!("UPDATE people SET division = '{}' WHERE id = {}", side.division, somebody.person.raw())).await;
    let (person, now, role) = (somebody.person, portal.app.now(), can::Role::TeamLeader { team: side.team });
    portal.app.store.write(move |tx| Box::pin(async move {
        session::open(tx, &row).await?;
        grant::give(tx, grant.raw(), person, &role, None, now).await
    })).await.unwrap();
    // Only volunteers have sign-ups; others are given somebody else's.
    let volunteer = if owner.person == who.person && portal.read::<GetProfile>(owner, (), "").await.raw.status != 200 { &somebody } else { owner };
    let sign_up = match operation.name {
        "sign_up_cancel" | "sign_up_cancel_party" | "sign_up_accept" | "sign_up_pass" | "sign_up_decide" | "sign_up_move" | "sign_up_companions" | "stand_in_offer" | "stand_in_end" | "stand_in_get" | "stand_in_take" => portal.send::<MakeSignUp>(volunteer, activity.shift, ()).await.done().id,
        _ => SignUpId::from_raw(1),
    };
    let device = match operation.name {
        "scanner_get" | "scanner_scan" => portal.scanner(activity.id, owner.person).await,
        _ => portal.kiosk(side.station).await.device,
    };
    let entry = EntryId::from_raw(portal.app.id());
    let new = NewEntry {
        id: entry.raw(), shift: activity.shift, person, time: Interval { start: now, end: now.plus_minutes(60) }, reason: "补录".into(), entered_by: person, entered_at: now,
    };
    portal.app.store.write(move |tx| Box::pin(async move { put_entry(tx, &new).await })).await.unwrap();
    let report = ReportId::from_raw(portal.app.id());
    let draft = ReportDraft { kind: ReportKind::Unsafe, words: None };
    portal.app.store.write(move |tx| Box::pin(async move { store::report::put(tx, report.raw(), activity.id, person, &draft, now).await })).await.unwrap();
    Things {
        division: side.division,
        team: side.team,
        station: side.station,
        activity,
        sign_up: sign_up.to_string(),
        session: extra.session.to_string(),
        device: device.to_string(),
        entry: entry.to_string(),
        grant: grant.to_string(),
        report: report.to_string(),
        somebody,
        fresh: FRESH.fetch_add(1, Ordering::Relaxed),
    }
}

async fn ask(portal: &Portal, operation: Operation, who: &Who, things: &Things) -> u16 {
    let places: BTreeMap<&str, String> = BTreeMap::from([
        ("{activity}", things.activity.id.to_string()),
        ("{shift}", things.activity.shift.to_string()),
        ("{team}", things.team.to_string()),
        ("{station}", things.station.to_string()),
        ("{place}", Place::Station(things.station).to_string()),
        ("{sign_up}", things.sign_up.clone()),
        ("{session}", things.session.clone()),
        ("{device}", things.device.clone()),
        ("{entry}", things.entry.clone()),
        ("{grant}", things.grant.clone()),
        ("{report}", things.report.clone()),
        ("{person}", things.somebody.person.to_string()),
    ]);
    let path = places.iter().fold(operation.pattern.to_owned(), |path, (place, id)| path.replace(place, id));
    let key = format!("matrix-{}", things.fresh);
    let body = (rule_of(operation.name).4)(things);
    let builder = who.mark(Request::builder().method(operation.method).uri(path).header("idempotency-key", key));
    let request = if body.is_null() { builder.body(Body::empty()) } else { builder.header("content-type", "application/json").body(Body::from(body.to_string())) };
    portal.raw(request.unwrap()).await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_may_do_what_the_table_says_and_nothing_else() {
    let portal = Portal::sqlite().await;
    let (own_side, other_side) = (side(&portal, "431002001001").await, side(&portal, "431003001001").await);
    let mut surprises = Vec::new();
    let mut asked = 0;
    for operation in operations() {
        let rule = rule_of(operation.name);
        for role in EVERYBODY {
            for own in [true, false] {
                let who = caller(&portal, *role, own_side).await;
                let things = things(&portal, operation, if own { own_side } else { other_side }, &who, own).await;
                let status = ask(&portal, operation, &who, &things).await;
                let admitted = if own { rule.1 } else { rule.2 }.contains(role);
                let expected = if rule.3 == 0 { operation.success } else { rule.3 };
                let unknown = matches!(role, Nobody | Kiosk) || rule.1 == [Kiosk];
                let fits = match (admitted, unknown) {
                    (true, _) => status == expected,
                    (false, true) => status == 401,
                    // A thing out of sight looks like none.
                    (false, false) => matches!(status, 403 | 404),
                };
                if !fits {
                    surprises.push(format!("{} by {role:?} on {} things: {status}", operation.name, if own { "own" } else { "others'" }));
                }
                asked += 1;
            }
        }
    }
    assert!(surprises.is_empty(), "{surprises:#?}");
    assert_eq!(asked, RULES.len() * EVERYBODY.len() * 2);
}

#[test]
fn every_rule_is_about_an_operation() {
    let names: Vec<&str> = operations().iter().map(|operation| operation.name).collect();
    for rule in RULES {
        assert!(names.contains(&rule.0), "a rule for {}, which is no operation", rule.0);
    }
}

#[tokio::test]
async fn lists_show_the_own_scope_only() {
    let portal = Portal::sqlite().await;
    let (own, other) = (side(&portal, "431002001001").await, side(&portal, "431003001001").await);
    let mine = portal.draft(own.team, own.division, None, 60, 1).await;
    portal.draft(other.team, other.division, None, 60, 1).await;
    people_in_one_write(&portal, 2).await;
    portal.sql("UPDATE people SET division = '431003', name = '李远方' WHERE id = (SELECT max(id) FROM people WHERE kind = 'volunteer')").await;
    for who in [portal.administrator("431002").await, portal.volunteer_with(can::Role::TeamLeader { team: own.team }).await] {
        for query in ["".to_owned(), format!("team={}", own.team)] {
            let listed: Vec<_> = portal.read::<ListManaged>(&who, (), &query).await.done().items.into_iter().map(|a| a.id).collect();
            assert_eq!(listed, [mine.id]);
        }
        assert!(portal.read::<ListManaged>(&who, (), &format!("team={}", other.team)).await.done().items.is_empty());
    }
    let administrator = portal.administrator("431002").await;
    let found = portal.send::<FindPeople>(&administrator, (), json!({"text": "李"})).await.done();
    assert!(!found.people.is_empty() && found.people.iter().all(|p| p.name != "李远方"), "{found:?}");
}
