//! The station keeper's board: what it shows, words about scans, and records entered by hand.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::api::account::{GetProfile, ListLooks, ListMyRecords};
use domain::api::activity::GetRoster;
use domain::api::attendance::{Board, Corrected, DecideEntry, EnterRecord, GetBoard, RuleScan, ScanMeaning};
use domain::api::kiosk::{GetKiosk, ListKiosks, SendScans};
use domain::api::sign_up::MakeSignUp;
use domain::can::Role;
use domain::check_in::Place;
use domain::ids::{EntryId, ScanId, StationId};
use domain::problem::ErrorCode;
use domain::record::{EvidenceGrade, RecordStatus};
use domain::time::Timestamp;
use harness::{Activity, Portal, Who, on_both_engines};
use serde_json::{Value, json};

/// A station in the middle of a shift, somebody who has a place in it and somebody who has none.
struct Stage {
    portal: Portal,
    station: StationId,
    keeper: Who,
    kiosk: Who,
    signed_up: Who,
    walk_in: Who,
    activity: Activity,
    starts_at: Timestamp,
}

impl Stage {
    async fn new(portal: Portal) -> Self {
        portal.in_the_morning();
        let (signed_up, walk_in, team) = (portal.volunteer().await, portal.volunteer().await, portal.team("431002").await);
        let station = portal.station("431002").await;
        let kiosk = portal.kiosk(station).await;
        let activity = portal.activity(team, "431002", Some(station), 120, 3).await;
        portal.send::<MakeSignUp>(&signed_up, activity.shift, ()).await.done();
        let starts_at = Timestamp::from_unix_ms(portal.number("SELECT starts_at FROM shifts").await);
        portal.app.clock.advance_minutes(120 + 150);
        // Only now: staff who do nothing for hours are logged out.
        let keeper = portal.staff(Role::StationKeeper { station }).await;
        Self { portal, station, keeper, kiosk, signed_up, walk_in, activity, starts_at }
    }

    fn place(&self) -> Place {
        Place::Station(self.station)
    }

    async fn number(&self, who: &Who) -> String {
        self.portal.read::<GetProfile>(who, (), "").await.done().number.to_string()
    }

    /// A scan of that minute after the shift began, delivered now.
    async fn scan(&self, who: &Who, minute: i64) -> ScanId {
        let id = ScanId::from_raw(who.person.raw() / 1_000 + minute);
        let scan = json!({"id": id, "scanned_at": self.starts_at.plus_minutes(minute), "text": self.number(who).await});
        self.portal.send::<SendScans>(&self.kiosk, (), json!({"scans": [scan]})).await.done();
        id
    }

    async fn board(&self) -> Board {
        self.portal.read::<GetBoard>(&self.keeper, self.place(), "").await.done()
    }

    fn ruling(&self, scan: ScanId, counts: bool) -> Value {
        json!({"device": self.kiosk.device, "scan": scan, "shift": counts.then_some(self.activity.shift), "reason": "本人已核实"})
    }

    async fn minutes(&self, who: &Who) -> u64 {
        self.portal.read::<ListMyRecords>(who, (), "").await.done().totals.credited_minutes
    }

    fn entry(&self, number: &str, from: i64, to: i64) -> Value {
        json!({"number": number, "shift": self.activity.shift, "time": {"start": self.starts_at.plus_minutes(from), "end": self.starts_at.plus_minutes(to)}, "reason": "终端断电，有纸质签到表"})
    }
}

on_both_engines! {
    async fn a_walk_in_is_matched_to_a_shift_and_credited(portal) {
        let stage = Stage::new(portal).await;
        let (came, went) = (stage.scan(&stage.walk_in, 0).await, stage.scan(&stage.walk_in, 90).await);
        let waiting: Vec<(ScanId, ScanMeaning)> = stage.board().await.unsettled.iter().map(|scan| (scan.scan, scan.meaning)).collect();
        assert_eq!(waiting, [(came, ScanMeaning::ToBeMatched), (went, ScanMeaning::ToBeMatched)]);
        stage.portal.send::<RuleScan>(&stage.keeper, stage.place(), stage.ruling(came, true)).await.done();
        let board = stage.board().await;
        assert!(board.unsettled.is_empty(), "the going follows the coming");
        let line = board.lines.iter().find(|line| line.person == stage.walk_in.person).unwrap();
        assert_eq!((line.sign_up, line.credited_minutes, stage.minutes(&stage.walk_in).await), (None, 90, 90));
    }

    async fn the_last_scan_is_undone_with_a_reason_and_its_hours_go(portal) {
        let stage = Stage::new(portal).await;
        stage.scan(&stage.signed_up, 0).await;
        let went = stage.scan(&stage.signed_up, 60).await;
        assert_eq!(stage.minutes(&stage.signed_up).await, 60);
        assert_eq!(stage.board().await.recent[0].scan, went);
        stage.portal.send::<RuleScan>(&stage.keeper, stage.place(), stage.ruling(went, false)).await.done();
        let records = stage.portal.read::<ListMyRecords>(&stage.signed_up, (), "").await.done();
        assert_eq!((records.totals.credited_minutes, records.records.items[0].status), (0, RecordStatus::Open));
        assert_eq!(stage.board().await.recent[0].meaning, ScanMeaning::SetAside);
        assert_eq!(stage.portal.number("SELECT count(*) FROM rulings").await, 1);
        // A later word counts; the former stays written.
        stage.portal.send::<RuleScan>(&stage.keeper, stage.place(), stage.ruling(went, true)).await.done();
        assert_eq!((stage.minutes(&stage.signed_up).await, stage.portal.number("SELECT count(*) FROM rulings").await), (60, 2));
    }

    async fn an_entry_by_hand_counts_once_somebody_else_approves_it(portal) {
        let stage = Stage::new(portal).await;
        // Scanned from 0 to 30; said to have been there from -20 to 100.
        stage.scan(&stage.signed_up, 0).await;
        stage.scan(&stage.signed_up, 30).await;
        let number = stage.number(&stage.signed_up).await;
        let made = stage.portal.send::<EnterRecord>(&stage.keeper, stage.place(), stage.entry(&number, -20, 100)).await.done();
        assert_eq!(stage.minutes(&stage.signed_up).await, 30, "nothing counts yet");
        stage.portal.send::<DecideEntry>(&stage.keeper, made.id, json!({"approve": true})).await.refused(ErrorCode::OwnEntry);
        let second = stage.portal.administrator("431002").await;
        stage.portal.send::<DecideEntry>(&second, made.id, json!({"approve": true})).await.done();
        assert_eq!(stage.minutes(&stage.signed_up).await, 100, "only inside the shift, and nothing twice");
        let records = stage.portal.read::<ListMyRecords>(&stage.signed_up, (), "").await.done();
        assert!(records.records.items.iter().any(|record| record.grade == EvidenceGrade::D && record.credited_minutes == 70));
        assert_eq!(records.totals.afterwards_minutes, 70);
        stage.portal.send::<DecideEntry>(&second, made.id, json!({"approve": false})).await.refused(ErrorCode::WrongStatus);
        assert!(stage.board().await.entries.is_empty());
        // What is entered stands when scans come late.
        stage.scan(&stage.signed_up, 110).await;
        assert_eq!(stage.minutes(&stage.signed_up).await, 100);
    }

    async fn what_was_said_by_hand_stands_on_the_roster_with_who_when_and_why(portal) {
        let stage = Stage::new(portal).await;
        let (came, went) = (stage.scan(&stage.signed_up, 0).await, stage.scan(&stage.signed_up, 60).await);
        let roster = || async { stage.portal.read::<GetRoster>(&stage.keeper, stage.activity.id, "").await.done() };
        let behind = roster().await.scans;
        assert_eq!(behind.iter().map(|scan| (scan.scan, scan.place, scan.shift)).collect::<Vec<_>>(), [came, went].map(|scan| (scan, stage.place(), stage.activity.shift)));
        // They were not there: both scans are set aside, one after the other, and no hours are left.
        for scan in [came, went] {
            stage.portal.send::<RuleScan>(&stage.keeper, stage.place(), stage.ruling(scan, false)).await.done();
        }
        let number = stage.number(&stage.signed_up).await;
        let made = stage.portal.send::<EnterRecord>(&stage.keeper, stage.place(), stage.entry(&number, 0, 30)).await.done();
        let told = roster().await;
        assert_eq!((told.scans.len(), stage.minutes(&stage.signed_up).await), (0, 0));
        let minute = |minute| stage.starts_at.plus_minutes(minute);
        let said: Vec<(Corrected, &str)> = told.corrections.iter().map(|one| (one.what.clone(), one.reason.as_str())).collect();
        assert_eq!(said, [
            (Corrected::SetAside { scanned_at: minute(0) }, "本人已核实"),
            (Corrected::SetAside { scanned_at: minute(60) }, "本人已核实"),
            (Corrected::Entered { time: made.time, decided: None }, "终端断电，有纸质签到表"),
        ]);
        assert!(told.corrections.iter().all(|one| one.person == stage.signed_up.person && one.shift == stage.activity.shift && !one.by.is_empty()));
        stage.portal.send::<DecideEntry>(&stage.portal.administrator("431002").await, made.id, json!({"approve": true})).await.done();
        assert!(matches!(&roster().await.corrections[2].what, Corrected::Entered { decided: Some(word), .. } if word.approved && !word.by.is_empty()));
    }

    async fn a_refused_entry_gives_nothing(portal) {
        let stage = Stage::new(portal).await;
        let number = stage.number(&stage.walk_in).await;
        let made = stage.portal.send::<EnterRecord>(&stage.keeper, stage.place(), stage.entry(&number, 0, 60)).await.done();
        let waiting = stage.board().await.entries;
        assert_eq!((waiting.len(), waiting[0].number.to_string()), (1, number));
        // Whoever entered it may take it back.
        stage.portal.send::<DecideEntry>(&stage.keeper, made.id, json!({"approve": false})).await.done();
        assert_eq!((stage.board().await.entries.len(), stage.minutes(&stage.walk_in).await), (0, 0));
    }
}

#[tokio::test]
async fn what_cannot_be_entered_or_ruled_is_told_at_its_field() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let number = stage.number(&stage.walk_in).await;
    let enter = |body: Value| stage.portal.send::<EnterRecord>(&stage.keeper, stage.place(), body);
    enter(stage.entry(&number, 60, 60)).await.wrong("time");
    enter(stage.entry(&number, 0, 600)).await.wrong("time");
    enter(stage.entry("22222222", 0, 60)).await.wrong("number");
    let elsewhere = stage.portal.open_activity(3).await;
    enter(json!({"number": number, "shift": elsewhere.shift, "time": {"start": stage.starts_at, "end": stage.starts_at.plus_minutes(60)}, "reason": "补录"})).await.wrong("shift");
    stage.portal.send::<DecideEntry>(&stage.keeper, EntryId::from_raw(1), json!({"approve": true})).await.refused(ErrorCode::NotFound);
    let came = stage.scan(&stage.signed_up, 0).await;
    let rule = |body: Value| stage.portal.send::<RuleScan>(&stage.keeper, stage.place(), body);
    rule(json!({"device": stage.kiosk.device, "scan": came, "shift": elsewhere.shift, "reason": "x"})).await.wrong("shift");
    rule(json!({"device": stage.kiosk.device, "scan": came, "reason": ""})).await.wrong("reason");
    rule(json!({"device": stage.kiosk.device, "scan": ScanId::from_raw(1), "reason": "x"})).await.refused(ErrorCode::NotFound);
}

#[tokio::test]
async fn what_was_delivered_a_day_late_can_still_be_matched() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let came = stage.scan(&stage.walk_in, 0).await;
    assert!(stage.board().await.earlier.is_empty());
    stage.portal.app.clock.advance_minutes(36 * 60);
    let keeper = stage.portal.staff(Role::StationKeeper { station: stage.station }).await;
    let board: Board = stage.portal.read::<GetBoard>(&keeper, stage.place(), "").await.done();
    assert_eq!((board.shifts.len(), board.earlier.len(), board.unsettled.len()), (0, 1, 1));
    assert_eq!(board.earlier[0].id, stage.activity.shift);
    stage.portal.send::<RuleScan>(&keeper, stage.place(), stage.ruling(came, true)).await.done();
    assert!(stage.portal.read::<GetBoard>(&keeper, stage.place(), "").await.done().earlier.is_empty());
}

#[tokio::test]
async fn nobody_settles_their_own_hours() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let own = stage.portal.volunteer_with(Role::StationKeeper { station: stage.station }).await;
    let came = stage.scan(&own, 0).await;
    stage.portal.send::<RuleScan>(&own, stage.place(), stage.ruling(came, true)).await.refused(ErrorCode::OwnEntry);
    let number = stage.number(&own).await;
    stage.portal.send::<EnterRecord>(&own, stage.place(), stage.entry(&number, 0, 60)).await.refused(ErrorCode::OwnEntry);
    let made = stage.portal.send::<EnterRecord>(&stage.keeper, stage.place(), stage.entry(&number, 0, 60)).await.done();
    stage.portal.send::<DecideEntry>(&own, made.id, json!({"approve": true})).await.refused(ErrorCode::OwnEntry);
}

#[tokio::test]
async fn a_look_at_the_board_is_written_down_once_an_hour() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let looks = || stage.portal.read::<ListLooks>(&stage.signed_up, (), "");
    stage.board().await;
    stage.board().await;
    assert_eq!(looks().await.done().items.len(), 1);
}

#[tokio::test]
async fn a_kiosk_tells_how_it_is_and_hears_whom_to_expect() {
    let stage = Stage::new(Portal::sqlite().await).await;
    let state = stage.portal.read::<GetKiosk>(&stage.kiosk, (), "waiting=7&battery_percent=41&clock_ahead_seconds=-12&version=0.1.0").await.done();
    let number = stage.number(&stage.signed_up).await;
    assert_eq!(state.roster.iter().map(|one| (one.number.to_string(), one.shift, one.present)).collect::<Vec<_>>(), [(number, stage.activity.shift, false)]);
    let report = async || stage.portal.read::<ListKiosks>(&stage.keeper, stage.station, "").await.done().kiosks.remove(0).report;
    let first = report().await;
    assert_eq!((first.waiting, first.battery_percent, first.clock_ahead_seconds), (Some(7), Some(41), Some(-12)));
    // It is heard of at each delivery; what it tells is news all the same.
    stage.scan(&stage.walk_in, 0).await;
    stage.portal.read::<GetKiosk>(&stage.kiosk, (), "waiting=0&since=0000000000001").await.done();
    assert_eq!((report().await.waiting, report().await.since), (Some(0), None));
    stage.portal.read::<GetKiosk>(&stage.kiosk, (), "waiting=many").await.refused(ErrorCode::BadRequest);
}
