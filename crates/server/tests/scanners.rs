//! A leader's phone: it takes scans and ticks for one activity, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use axum::body::Body;
use axum::http::{Request, header};
use domain::api::Endpoint;
use domain::api::account::{GetProfile, ListLooks, ListMyRecords};
use domain::api::activity::GetRoster;
use domain::api::attendance::{DecideEntry, EnterRecord, GetBoard, RuleScan, ScanMeaning};
use domain::api::card::RevokePhone;
use domain::api::kiosk::{ScanAnswers, SendScans};
use domain::api::scanner::{GetScanner, OpenScanner, SendScannerScans};
use domain::api::sign_up::MakeSignUp;
use domain::can::Role;
use domain::check_in::{Place, ScanRefusal};
use domain::credential::Refusal;
use domain::ids::{ActivityId, DeviceId, ScanId, StationId, TeamId};
use domain::kiosk::{MOST_SCANS, ScanOutcome};
use domain::problem::ErrorCode;
use domain::record::EvidenceGrade;
use domain::time::Timestamp;
use harness::{Activity, NOBODY, Phone, Portal, Who, on_both_engines};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

/// An activity at a station that begins soon, its leader with an open scanner, and somebody with a place in it.
struct Stage {
    portal: Portal,
    team: TeamId,
    station: StationId,
    leader: Who,
    who: Who,
    activity: Activity,
    device: DeviceId,
}

impl Stage {
    async fn new(portal: Portal) -> Self {
        Self::held(portal, true).await
    }

    /// `at_station`: or anywhere else.
    async fn held(portal: Portal, at_station: bool) -> Self {
        portal.in_the_morning();
        let (team, station, who) = (portal.team("431002").await, portal.station("431002").await, portal.volunteer().await);
        let leader = portal.volunteer_with(Role::TeamLeader { team }).await;
        let activity = portal.activity(team, "431002", at_station.then_some(station), 5, 9).await;
        for person in [&who, &leader] {
            portal.send::<MakeSignUp>(person, activity.shift, ()).await.done();
        }
        let device = portal.send::<OpenScanner>(&leader, activity.id, json!({})).await.done().device;
        Self { portal, team, station, leader, who, activity, device }
    }

    fn now(&self) -> Timestamp {
        self.portal.app.now()
    }

    async fn number(&self, who: &Who) -> String {
        self.portal.read::<GetProfile>(who, (), "").await.done().number.to_string()
    }

    /// A tick of `who` at `at`.
    async fn tick(&self, who: &Who, at: Timestamp) -> Value {
        scan(&self.number(who).await, at, json!({"chosen": self.activity.shift}))
    }

    /// What one scan comes to when `by` brings it.
    async fn bring(&self, by: &Who, scan: Value) -> ScanOutcome {
        first(self.portal.send::<SendScannerScans>(by, (self.activity.id, self.device), json!({"scans": [scan]})).await.done())
    }

    /// The grades of the person's records.
    async fn grades(&self) -> Vec<EvidenceGrade> {
        self.portal.read::<ListMyRecords>(&self.who, (), "").await.done().records.items.iter().map(|record| record.grade).collect()
    }
}

fn scan(text: &str, at: Timestamp, more: Value) -> Value {
    static NEXT: AtomicI64 = AtomicI64::new(1);
    let mut scan = json!({"id": ScanId::from_raw(NEXT.fetch_add(1, Ordering::Relaxed)), "scanned_at": at, "text": text});
    scan.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    scan
}

fn first(answers: ScanAnswers) -> ScanOutcome {
    answers.answers.into_iter().next().unwrap().outcome
}

fn refused(refusal: ScanRefusal) -> ScanOutcome {
    ScanOutcome::Refused { refusal }
}

on_both_engines! {
    async fn a_tick_is_a_coming_and_then_a_going_with_grade_c(portal) {
        let stage = Stage::new(portal).await;
        let tick = stage.tick(&stage.who, stage.now()).await;
        assert!(matches!(stage.bring(&stage.leader, tick.clone()).await, ScanOutcome::CheckedIn { .. }));
        assert!(matches!(stage.bring(&stage.leader, tick).await, ScanOutcome::CheckedIn { .. }), "brought twice it is answered as it was");
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans").await, 1);
        let list = || stage.portal.read::<GetScanner>(&stage.leader, (stage.activity.id, stage.device), "");
        let state = list().await.done();
        assert_eq!((state.present, state.shifts.len(), state.shifts[0].present, state.roster.len()), (1, 1, 1, 2));
        let line = state.roster.iter().find(|one| one.present).unwrap().listed.clone().unwrap();
        assert_eq!((line.name.as_str(), line.is_self, line.checked_out_at), ("李志愿", false, None));
        assert!(state.roster.iter().any(|one| one.listed.as_ref().unwrap().is_self));
        stage.portal.app.clock.advance_minutes(65);
        let out = stage.tick(&stage.who, stage.now()).await;
        assert!(matches!(stage.bring(&stage.leader, out).await, ScanOutcome::CheckedOut { credited_minutes: 60, .. }));
        assert_eq!(stage.grades().await, [EvidenceGrade::C]);
        let line = list().await.done().roster.into_iter().find_map(|one| one.listed.filter(|listed| !listed.is_self)).unwrap();
        assert!(line.checked_out_at.is_some() && line.credited_minutes == 60);
        let known = stage.portal.read::<GetScanner>(&stage.leader, (stage.activity.id, stage.device), &format!("since={}", ScanId::from_raw(0))).await.done().known.unwrap();
        assert_eq!(known.count, 2);
    }

    async fn the_list_with_names_is_a_look_that_the_person_sees(portal) {
        let stage = Stage::new(portal).await;
        for _ in 0..3 {
            stage.portal.read::<GetScanner>(&stage.leader, (stage.activity.id, stage.device), "").await.done();
        }
        let looks = stage.portal.read::<ListLooks>(&stage.who, (), "").await.done().items;
        assert_eq!(looks.iter().map(|look| look.what.as_str()).collect::<Vec<_>>(), ["scanner_get"], "the open page is one look");
    }

    async fn a_code_is_grade_b_and_a_revoked_card_is_refused(portal) {
        let stage = Stage::new(portal).await;
        let phone = Phone::enrolled(&stage.portal, &stage.who).await;
        let shown = scan(&phone.shows(stage.now()), stage.now(), json!({}));
        assert!(matches!(stage.bring(&stage.leader, shown).await, ScanOutcome::CheckedIn { .. }));
        assert_eq!(stage.grades().await, [EvidenceGrade::B]);
        stage.portal.app.clock.advance_minutes(30);
        stage.portal.send::<RevokePhone>(&stage.who, (), ()).await.done();
        stage.portal.app.clock.advance_minutes(1);
        let later = scan(&phone.shows(stage.now()), stage.now(), json!({}));
        assert_eq!(stage.bring(&stage.leader, later).await, refused(ScanRefusal::Code { fault: Refusal::Revoked }));
    }

    async fn only_who_may_manage_the_activity_now_takes_its_scans(portal) {
        let stage = Stage::new(portal).await;
        let (id, device) = (stage.activity.id, stage.device);
        let other_team = stage.portal.team("431002").await;
        let stranger = stage.portal.volunteer_with(Role::TeamLeader { team: other_team }).await;
        let keeper = stage.portal.staff(Role::StationKeeper { station: stage.station }).await;
        for (who, code) in [(&stranger, ErrorCode::Forbidden), (&stage.who, ErrorCode::Forbidden), (&keeper, ErrorCode::Forbidden), (&NOBODY, ErrorCode::NotLoggedIn)] {
            stage.portal.send::<OpenScanner>(who, id, json!({})).await.refused(code);
            stage.portal.read::<GetScanner>(who, (id, device), "").await.refused(code);
            stage.portal.send::<SendScannerScans>(who, (id, device), json!({"scans": []})).await.refused(code);
        }
        // Another activity's scanner, even one's own, is none of this activity.
        let foreign = stage.portal.activity(stage.team, "431002", None, 5, 9).await;
        stage.portal.send::<SendScannerScans>(&stage.leader, (foreign.id, device), json!({"scans": []})).await.refused(ErrorCode::NotFound);
        stage.portal.read::<GetScanner>(&stage.leader, (foreign.id, device), "").await.refused(ErrorCode::NotFound);
        stage.portal.send::<OpenScanner>(&stage.leader, ActivityId::from_raw(1), json!({})).await.refused(ErrorCode::NotFound);
        // Whoever else runs the activity may bring what a colleague has scanned, and that is written down.
        let colleague = stage.portal.administrator("431002").await;
        let tick = stage.tick(&stage.who, stage.now()).await;
        assert!(matches!(stage.bring(&colleague, tick).await, ScanOutcome::CheckedIn { .. }));
        assert_eq!(stage.portal.number("SELECT count(*) FROM audit WHERE what = 'scanner_scan'").await, 1);
        stage.portal.sql(&format!("DELETE FROM grants WHERE person = {}", stage.leader.person.raw())).await;
        stage.portal.send::<SendScannerScans>(&stage.leader, (id, device), json!({"scans": []})).await.refused(ErrorCode::Forbidden);
        stage.portal.read::<GetScanner>(&stage.leader, (id, device), "").await.refused(ErrorCode::Forbidden);
    }

    async fn a_browser_stays_the_same_scanner_for_the_same_person(portal) {
        let stage = Stage::new(portal).await;
        let open = |who: Who, device: DeviceId| {
            let portal = &stage.portal;
            async move { portal.send::<OpenScanner>(&who, stage.activity.id, json!({"device": device})).await.done().device }
        };
        assert_eq!(open(stage.leader.clone(), stage.device).await, stage.device);
        assert_ne!(open(stage.portal.administrator("431002").await, stage.device).await, stage.device, "not somebody else's");
        assert_ne!(open(stage.leader.clone(), DeviceId::from_raw(7)).await, DeviceId::from_raw(7));
        for _ in 0..38 {
            stage.portal.send::<OpenScanner>(&stage.leader, stage.activity.id, json!({})).await.done();
        }
        stage.portal.send::<OpenScanner>(&stage.leader, stage.activity.id, json!({})).await.refused(ErrorCode::TooManyRequests);
    }

    async fn places_in_other_activities_do_not_count_here(portal) {
        let stage = Stage::new(portal).await;
        let (guest, foreign) = (stage.portal.volunteer().await, stage.portal.activity(stage.team, "431002", Some(stage.station), 5, 9).await);
        stage.portal.send::<MakeSignUp>(&guest, foreign.shift, ()).await.done();
        let number = stage.number(&guest).await;
        for more in [json!({}), json!({"chosen": foreign.shift}), json!({"chosen": stage.activity.shift})] {
            assert_eq!(stage.bring(&stage.leader, scan(&number, stage.now(), more)).await, refused(ScanRefusal::NotSignedUp));
        }
        assert!(matches!(stage.bring(&stage.leader, scan(&number, stage.now(), json!({"walk_in": true}))).await, ScanOutcome::ToBeMatched { .. }));
    }

    async fn the_stations_kiosk_and_the_leaders_phone_make_one_stay(portal) {
        let stage = Stage::new(portal).await;
        let kiosk = stage.portal.kiosk(stage.station).await;
        let number = stage.number(&stage.who).await;
        let at_kiosk = scan(&number, stage.now(), json!({}));
        assert!(matches!(first(stage.portal.send::<SendScans>(&kiosk, (), json!({"scans": [at_kiosk]})).await.done()), ScanOutcome::CheckedIn { .. }));
        stage.portal.app.clock.advance_minutes(1);
        let tick = stage.tick(&stage.who, stage.now()).await;
        assert!(matches!(stage.bring(&stage.leader, tick).await, ScanOutcome::Merged { .. }));
        assert_eq!(stage.portal.number("SELECT count(*) FROM records WHERE two_kiosks = 1").await, 1, "worth a look when it happens often");
        stage.portal.app.clock.advance_minutes(60);
        let out = stage.tick(&stage.who, stage.now()).await;
        assert!(matches!(stage.bring(&stage.leader, out).await, ScanOutcome::CheckedOut { .. }));
        assert_eq!(stage.portal.number("SELECT count(*) FROM records").await, 1);
    }

    async fn a_leaders_own_hours_need_a_second_person(portal) {
        let stage = Stage::new(portal).await;
        let own = stage.tick(&stage.leader, stage.now()).await;
        assert_eq!(stage.bring(&stage.leader, own).await, refused(ScanRefusal::OwnHand));
        let code = Phone::enrolled(&stage.portal, &stage.leader).await.shows(stage.now());
        assert_eq!(stage.bring(&stage.leader, scan(&code, stage.now(), json!({}))).await, refused(ScanRefusal::OwnHand), "the same hand holds both sides");
        // Noted without network, nobody was told: it waits on the board of the station, with the leader's name.
        let late = stage.tick(&stage.leader, stage.now().plus_minutes(-1)).await;
        assert!(matches!(stage.bring(&stage.leader, late).await, ScanOutcome::InReview { refusal: ScanRefusal::OwnHand, .. }));
        let keeper = stage.portal.staff(Role::StationKeeper { station: stage.station }).await;
        let waiting = stage.portal.read::<GetBoard>(&keeper, Place::Station(stage.station), "").await.done().unsettled;
        assert_eq!((waiting.len(), waiting[0].meaning, waiting[0].kiosk.as_str()), (1, ScanMeaning::Review, "李志愿"));
        let word = json!({"device": waiting[0].device, "scan": waiting[0].scan, "shift": stage.activity.shift, "reason": "本人在场"});
        stage.portal.send::<RuleScan>(&keeper, Place::Station(stage.station), word).await.done();
        assert_eq!(stage.portal.number("SELECT count(*) FROM records WHERE status = 'open'").await, 1);
        // Somebody else's hand will do at once.
        let colleague = stage.portal.administrator("431002").await;
        let device = stage.portal.send::<OpenScanner>(&colleague, stage.activity.id, json!({})).await.done().device;
        stage.portal.app.clock.advance_minutes(30);
        let out = stage.tick(&stage.leader, stage.now()).await;
        let answer = stage.portal.send::<SendScannerScans>(&colleague, (stage.activity.id, device), json!({"scans": [out]})).await.done();
        assert!(matches!(first(answer), ScanOutcome::CheckedOut { .. }));
    }

    async fn what_waits_where_no_station_is_waits_on_the_activitys_board(portal) {
        let stage = Stage::held(portal, false).await;
        let (portal, place) = (&stage.portal, Place::Activity(stage.activity.id));
        let guest = portal.volunteer().await;
        let (own, came) = (stage.tick(&stage.leader, stage.now().plus_minutes(-1)).await, scan(&stage.number(&guest).await, stage.now(), json!({"walk_in": true})));
        assert!(matches!(stage.bring(&stage.leader, own).await, ScanOutcome::InReview { refusal: ScanRefusal::OwnHand, .. }));
        assert!(matches!(stage.bring(&stage.leader, came).await, ScanOutcome::ToBeMatched { .. }));
        let board = portal.read::<GetBoard>(&stage.leader, place, "").await.done();
        assert_eq!((board.shifts.len(), board.lines.len(), board.unsettled.len()), (1, 2, 2));
        let word = |person: &Who| {
            let waiting = board.unsettled.iter().find(|scan| scan.person == person.person).unwrap();
            json!({"device": waiting.device, "scan": waiting.scan, "shift": stage.activity.shift, "reason": "本人在场"})
        };
        portal.send::<RuleScan>(&stage.leader, place, word(&guest)).await.done();
        portal.send::<RuleScan>(&stage.leader, place, word(&stage.leader)).await.refused(ErrorCode::OwnEntry);
        let colleague = portal.volunteer_with(Role::TeamLeader { team: stage.team }).await;
        portal.send::<RuleScan>(&colleague, place, word(&stage.leader)).await.done();
        assert!(portal.read::<GetBoard>(&colleague, place, "").await.done().unsettled.is_empty());
        assert_eq!(portal.number("SELECT count(*) FROM records WHERE status = 'open'").await, 2);
    }

    async fn a_record_by_hand_where_no_station_is_waits_for_a_second_leader(portal) {
        let stage = Stage::held(portal, false).await;
        let (portal, place, begin) = (&stage.portal, Place::Activity(stage.activity.id), stage.activity.starts_at);
        let colleague = portal.volunteer_with(Role::TeamLeader { team: stage.team }).await;
        portal.app.clock.advance_minutes(65);
        let stay = json!({"number": stage.number(&stage.who).await, "shift": stage.activity.shift, "time": {"start": begin, "end": begin.plus_minutes(40)}, "reason": "手机没电，有签到表"});
        let made = portal.send::<EnterRecord>(&stage.leader, place, stay).await.done();
        portal.send::<DecideEntry>(&stage.leader, made.id, json!({"approve": true})).await.refused(ErrorCode::OwnEntry);
        assert_eq!(portal.read::<GetBoard>(&colleague, place, "").await.done().entries.len(), 1);
        portal.send::<DecideEntry>(&colleague, made.id, json!({"approve": true})).await.done();
        assert_eq!((stage.grades().await, portal.number("SELECT credited_minutes FROM records").await), (vec![EvidenceGrade::D], 40));
    }

    async fn an_activitys_board_is_for_its_team_its_station_and_its_division(portal) {
        let stage = Stage::new(portal).await;
        let (portal, team) = (&stage.portal, stage.portal.team("431003").await);
        let station = portal.station("431002").await;
        for who in [
            &stage.who,
            &portal.volunteer_with(Role::TeamLeader { team }).await,
            &portal.staff(Role::StationKeeper { station }).await,
            &portal.administrator("431003").await,
        ] {
            assert_eq!(portal.read::<GetBoard>(who, Place::Activity(stage.activity.id), "").await.raw.status, 403);
        }
        for who in [&stage.leader, &portal.staff(Role::StationKeeper { station: stage.station }).await, &portal.administrator("4310").await] {
            portal.read::<GetBoard>(who, Place::Activity(stage.activity.id), "").await.done();
        }
        for junk in ["activity", "activity-", "activity-x", "station-0", "team-06b0fz3m4k2d8", "-", "%00", "活动-06b0fz3m4k2d8"] {
            let request = stage.leader.mark(Request::builder().uri(format!("/api/places/{junk}/board"))).body(Body::empty());
            let answer = portal.raw(request.unwrap()).await;
            assert!((400..500).contains(&answer.status), "{junk}: {}", answer.status);
            answer.problem();
        }
    }

    async fn no_input_is_worse_than_a_refusal(portal) {
        let stage = Stage::new(portal).await;
        let (id, device) = (stage.activity.id.to_string(), stage.device.to_string());
        let good = |scan: Value| json!({"scans": [scan]}).to_string();
        let at = stage.now();
        let mut bodies: Vec<String> = ["", "[", "null", "{}", "[]", "1", "\"x\"", "{\"scans\":null}", "{\"scans\":{}}", "{\"scans\":[1]}", "{\"scans\":[{}]}", "{\"scans\":[],\"x\":1}", "\u{0}"].map(str::to_owned).into();
        for (field, value) in [
            ("id", json!(1)), ("id", json!("")), ("id", json!("!")), ("id", json!(null)), ("scanned_at", json!("now")), ("scanned_at", json!(1e300)), ("scanned_at", json!(null)), ("text", json!(null)),
            ("text", json!(["x"])), ("text", json!("x".repeat(513))), ("chosen", json!("?")), ("chosen", json!(-1)), ("walk_in", json!("yes")), ("face_confirmed", json!(3)), ("refused", json!("what")), ("device", json!(device)),
        ] {
            bodies.push(good(scan("x", at, json!({field: value}))));
        }
        bodies.push(json!({"scans": vec![scan("x", at, json!({})); MOST_SCANS + 1]}).to_string());
        let scans = SendScannerScans::PATTERN.replace("{activity}", &id).replace("{device}", &device);
        let mut requests: Vec<(&str, String, String)> = bodies.iter().map(|body| ("POST", scans.clone(), body.clone())).collect();
        requests.extend(bodies.iter().filter(|body| *body != "{}").map(|body| ("POST", format!("/api/activities/{id}/scanners"), body.clone())));
        for junk in ["0", "x", "%00", "..", "%F0%9F%98%80", "0000000000000", "zzzzzzzzzzzzzzzzzzzz"] {
            requests.push(("GET", format!("/api/activities/{junk}/scanners/{device}"), String::new()));
            requests.push(("GET", format!("/api/activities/{id}/scanners/{junk}"), String::new()));
            requests.push(("GET", format!("/api/activities/{id}/scanners/{device}?since={junk}!"), String::new()));
            requests.push(("GET", format!("/api/activities/{id}/scanners/{device}?{junk}=1"), String::new()));
            requests.push(("POST", format!("/api/activities/{junk}/scanners"), "{}".into()));
            requests.push(("POST", format!("/api/activities/{id}/scanners/{junk}/scans"), "{\"scans\":[]}".into()));
        }
        assert!(requests.len() >= 100, "{}", requests.len());
        for (method, address, body) in requests {
            let request = stage.leader.mark(Request::builder().method(method).uri(&address)).header(header::CONTENT_TYPE, "application/json").body(Body::from(body.clone()));
            let answer = stage.portal.raw(request.unwrap()).await;
            assert!((400..500).contains(&answer.status), "{method} {address} {body}: {}", answer.status);
            answer.problem();
        }
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans").await, 0);
    }

    async fn the_roster_and_the_list_agree(portal) {
        let stage = Stage::new(portal).await;
        let tick = stage.tick(&stage.who, stage.now()).await;
        stage.bring(&stage.leader, tick).await;
        let roster = stage.portal.read::<GetRoster>(&stage.leader, stage.activity.id, "").await.done();
        let state = stage.portal.read::<GetScanner>(&stage.leader, (stage.activity.id, stage.device), "").await.done();
        assert_eq!(roster.present, state.present);
        let names = |one: &domain::kiosk::Expected| (one.number, one.present);
        assert_eq!(roster.lines.iter().map(|line| (line.number, line.checked_in_at.is_some())).collect::<Vec<_>>(), state.roster.iter().map(names).collect::<Vec<_>>());
    }
}
