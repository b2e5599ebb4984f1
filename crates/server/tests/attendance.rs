//! Scans that arrive late, twice, in any order and by several kiosks, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod harness;

use domain::api::account::{GetProfile, ListMyRecords};
use domain::api::kiosk::SendScans;
use domain::api::message::{ListMessages, MessageContent};
use domain::api::sign_up::MakeSignUp;
use domain::check_in::ScanRefusal;
use domain::ids::{ScanId, ShiftId};
use domain::kiosk::{MOST_SCANS, ScanOutcome};
use domain::record::RecordStatus;
use domain::time::Timestamp;
use harness::{Portal, Who, on_both_engines};
use serde_json::json;

/// A shift of two hours that is over for some minutes, somebody who had a place in it, and kiosks that
/// have not been heard of since.
struct Stage {
    portal: Portal,
    who: Who,
    number: String,
    shift: ShiftId,
    starts_at: Timestamp,
    kiosks: Vec<Who>,
}

/// A scan: by which kiosk, how many minutes after the shift has begun.
type Scanned = (usize, i64);

impl Stage {
    async fn new(portal: Portal) -> Self {
        let (who, station, team) = (portal.volunteer().await, portal.station("431002").await, portal.team("431002").await);
        let kiosks = vec![portal.kiosk(station).await, portal.kiosk(station).await];
        let activity = portal.activity(team, "431002", Some(station), 120, 3).await;
        portal.send::<MakeSignUp>(&who, activity.shift, ()).await.done();
        let number = portal.read::<GetProfile>(&who, (), "").await.done().number.to_string();
        let starts_at = Timestamp::from_unix_ms(portal.number("SELECT starts_at FROM shifts").await);
        portal.app.clock.advance_minutes(120 + 150);
        Self { portal, who, number, shift: activity.shift, starts_at, kiosks }
    }

    /// Delivers one scan now; its number follows from when it was made.
    async fn deliver(&self, (kiosk, minute): Scanned) -> ScanOutcome {
        let at = self.starts_at.plus_minutes(minute);
        let scan = json!({"id": ScanId::from_raw(minute + 1_000), "scanned_at": at, "text": self.number});
        let answers = self.portal.send::<SendScans>(&self.kiosks[kiosk], (), json!({"scans": [scan]})).await.done().answers;
        answers.into_iter().next().unwrap().outcome
    }

    /// From and to, in minutes after the shift has begun, minutes credited, and state of each record; and the sum.
    async fn records(&self) -> (Vec<(i64, Option<i64>, u32, RecordStatus)>, u64) {
        let mine = self.portal.read::<ListMyRecords>(&self.who, (), "").await.done();
        let minute = |at: Timestamp| at.seconds_since(self.starts_at) / 60;
        let mut lines: Vec<_> = mine.records.items.iter().map(|r| (minute(r.checked_in_at), r.checked_out_at.map(minute), r.credited_minutes, r.status)).collect();
        lines.reverse();
        let sum = self.portal.number("SELECT credited_minutes FROM people WHERE kind = 'volunteer'").await;
        assert_eq!(mine.totals.credited_minutes, u64::try_from(sum).unwrap(), "the sum is that of the records");
        (lines, mine.totals.credited_minutes)
    }
}

/// All orders of up to five things.
fn orders(things: &[Scanned]) -> Vec<Vec<Scanned>> {
    let [first, rest @ ..] = things else { return vec![Vec::new()] };
    let with = |order: Vec<Scanned>| (0..=order.len()).map(move |place| {
        let mut order = order.clone();
        order.insert(place, *first);
        order
    });
    orders(rest).into_iter().flat_map(with).collect()
}

on_both_engines! {
    async fn a_going_that_arrives_before_its_coming_makes_one_stay_in_the_end(portal) {
        let stage = Stage::new(portal).await;
        assert!(matches!(stage.deliver((0, 110)).await, ScanOutcome::CheckedIn { .. }), "alone it looks like a coming");
        assert!(matches!(stage.deliver((1, 0)).await, ScanOutcome::CheckedIn { .. }));
        assert_eq!(stage.records().await, (vec![(0, Some(110), 110, RecordStatus::Credited)], 110));
        assert!(matches!(stage.deliver((1, 0)).await, ScanOutcome::CheckedIn { .. }), "the same again is the same answer");
        assert_eq!(stage.records().await.1, 110);
    }

    async fn two_kiosks_that_saw_the_same_make_one_stay(portal) {
        let stage = Stage::new(portal).await;
        for scan in [(0, 0), (1, 1), (0, 100)] {
            stage.deliver(scan).await;
        }
        assert!(matches!(stage.deliver((1, 102)).await, ScanOutcome::Merged { .. }));
        assert_eq!(stage.records().await, (vec![(0, Some(100), 100, RecordStatus::Credited)], 100));
        assert_eq!(stage.portal.number("SELECT two_kiosks FROM records").await, 1);
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans WHERE meaning = 'merged'").await, 2);
    }

    async fn the_same_batch_sent_a_hundred_times_by_eight_clients_is_kept_once(portal) {
        let stage = Stage::new(portal).await;
        let strangers = (0..MOST_SCANS as i64 - 2).map(|n| (n, 0, format!("VOL1NOBODY{n:06}")));
        let scans: Vec<_> = strangers.chain([(1_000, 0, stage.number.clone()), (1_001, 100, stage.number.clone())]).map(|(id, minute, text)| {
            json!({"id": ScanId::from_raw(id), "scanned_at": stage.starts_at.plus_minutes(minute), "text": text})
        }).collect();
        let batch = json!({"scans": scans});
        let client = async |times: usize| {
            let mut answers = Vec::new();
            for _ in 0..times {
                answers.push(stage.portal.send::<SendScans>(&stage.kiosks[0], (), &batch).await.done().answers);
            }
            answers
        };
        let told: Vec<_> = futures::future::join_all([13, 13, 13, 13, 12, 12, 12, 12].map(client)).await.into_iter().flatten().collect();
        assert!(told.len() == 100 && told.iter().all(|answers| *answers == told[0]), "each client hears the same");
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans").await, MOST_SCANS as i64);
        assert_eq!(stage.records().await, (vec![(0, Some(100), 100, RecordStatus::Credited)], 100));
    }

    async fn a_change_of_hours_by_a_late_scan_is_told(portal) {
        let stage = Stage::new(portal).await;
        for scan in [(0, 0), (0, 100), (1, 30)] {
            stage.deliver(scan).await;
        }
        // In at 0, out at 30, in again at 100 and not out since.
        assert_eq!(stage.records().await, (vec![(0, Some(30), 30, RecordStatus::Credited), (100, None, 0, RecordStatus::Open)], 30));
        let told = stage.portal.read::<ListMessages>(&stage.who, (), "").await.done().items;
        let minutes: Vec<u32> = told.iter().filter_map(|m| if let MessageContent::Recounted { minutes, .. } = m.content { Some(minutes) } else { None }).collect();
        assert_eq!(minutes, [30]);
    }

    async fn whoever_was_told_that_it_is_noted_is_never_refused(portal) {
        let stage = Stage::new(portal).await;
        let early = stage.deliver((0, -90)).await;
        assert!(matches!(early, ScanOutcome::InReview { refusal: ScanRefusal::TooEarly { .. }, .. }), "{early:?}");
        let late = stage.deliver((0, 130)).await;
        assert!(matches!(late, ScanOutcome::InReview { refusal: ScanRefusal::TooLate { .. }, .. }), "{late:?}");
        // The coming arrives at last: what looked too late was the going.
        stage.deliver((1, 10)).await;
        assert_eq!(stage.records().await, (vec![(10, Some(130), 110, RecordStatus::Credited)], 110));
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans WHERE meaning = 'review'").await, 1);
    }

    async fn a_scan_that_was_refused_in_time_never_counts_later(portal) {
        let stage = Stage::new(portal).await;
        let now = stage.portal.app.now();
        let scan = json!({"id": ScanId::from_raw(1), "scanned_at": now, "text": stage.number});
        let answer = stage.portal.send::<SendScans>(&stage.kiosks[0], (), json!({"scans": [scan]})).await.done().answers.remove(0).outcome;
        assert!(matches!(answer, ScanOutcome::Refused { refusal: ScanRefusal::TooLate { .. } }), "{answer:?}");
        stage.deliver((0, 5)).await;
        assert_eq!(stage.records().await.0, [(5, None, 0, RecordStatus::Open)]);
    }

    async fn what_the_kiosk_refused_itself_stands_as_a_fact_and_counts_for_nothing(portal) {
        let stage = Stage::new(portal).await;
        let scan = json!({"id": ScanId::from_raw(1), "scanned_at": stage.starts_at, "text": stage.number, "refused": {"fault": "damaged"}});
        let answer = stage.portal.send::<SendScans>(&stage.kiosks[0], (), json!({"scans": [scan]})).await.done().answers.remove(0).outcome;
        assert!(matches!(answer, ScanOutcome::Refused { refusal: ScanRefusal::Code { .. } }), "{answer:?}");
        assert_eq!((stage.portal.number("SELECT count(*) FROM scans").await, stage.records().await.0.len()), (1, 0));
    }

    async fn a_walk_in_waits_to_be_matched(portal) {
        let stage = Stage::new(portal).await;
        stage.portal.sql("DELETE FROM sign_ups").await;
        let outcome = stage.deliver((0, 5)).await;
        assert!(matches!(outcome, ScanOutcome::ToBeMatched { .. }), "{outcome:?}");
        assert_eq!(stage.portal.number("SELECT count(*) FROM scans WHERE meaning = 'to_be_matched'").await, 1);
        assert_eq!(stage.portal.number(&format!("SELECT count(*) FROM records WHERE shift = {}", stage.shift.raw())).await, 0);
    }

    async fn an_open_record_of_days_ago_does_not_bar_the_way(portal) {
        let stage = Stage::new(portal).await;
        stage.deliver((0, 5)).await;
        // Nobody ran the job that settles it.
        stage.portal.app.clock.advance_minutes(5 * 24 * 60);
        let (team, station) = (stage.portal.team("431002").await, stage.portal.number("SELECT station FROM kiosks LIMIT 1").await);
        let next = stage.portal.activity(team, "431002", Some(domain::ids::StationId::from_raw(station)), 20, 3).await;
        stage.portal.send::<MakeSignUp>(&stage.who, next.shift, ()).await.done();
        let scan = json!({"id": ScanId::from_raw(1), "scanned_at": stage.portal.app.now(), "text": stage.number});
        let answer = stage.portal.send::<SendScans>(&stage.kiosks[0], (), json!({"scans": [scan]})).await.done().answers.remove(0).outcome;
        assert!(matches!(answer, ScanOutcome::CheckedIn { .. }), "{answer:?}");
        let states: Vec<RecordStatus> = stage.records().await.0.iter().map(|record| record.3).collect();
        assert_eq!(states, [RecordStatus::Pending, RecordStatus::Open]);
    }
}

#[tokio::test]
async fn the_order_of_arrival_makes_no_difference() {
    let scans = [(0, 0), (1, 50), (0, 51), (1, 70), (0, 110)];
    let mut all = Vec::new();
    // Every seventh of the 120 orders, which is as good as all and takes a seventh of the time.
    for order in orders(&scans).into_iter().step_by(7) {
        let stage = Stage::new(Portal::sqlite().await).await;
        for scan in &order {
            stage.deliver(*scan).await;
        }
        all.push((order, stage.records().await));
    }
    // In at 0, out at 50 (seen again at 51), in at 70, out at 110.
    for (order, records) in &all {
        assert_eq!(*records, (vec![(0, Some(50), 50, RecordStatus::Credited), (70, Some(110), 40, RecordStatus::Credited)], 90), "{order:?}");
    }
    assert!(all.len() > 15);
}
