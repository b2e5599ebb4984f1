//! The whole: time passes, people come and go, the network does what it likes, and all is checked.

use super::dice::Dice;
use super::kiosk::{Kiosk, Scan};
use super::server::{City, Server};
use crate::check_in::{Candidate, Meaning, Place, ScanKey};
use crate::ids::{ActivityId, DeviceId, ScanId, ShiftId, StationId};
use crate::policy::tests::defaults;
use crate::time::{Interval, Timestamp, Zone};
use std::collections::BTreeSet;

const PEOPLE: usize = 3;
/// Kiosks 1 and 2 stand at one station, kiosk 3 at another.
const KIOSKS: [(i64, i64); 3] = [(1, 1), (2, 1), (3, 2)];
const MINUTES: i64 = 2 * 24 * 60;

/// What keeps scans from being lost or counted twice; a control turns one off.
#[derive(Debug, Clone, Copy)]
pub struct Defences {
    /// The server takes a scan it has already for the same.
    pub counts_once: bool,
    /// A kiosk keeps what was answered, for a server that is restored.
    pub keeps_answered: bool,
}

impl Default for Defences {
    fn default() -> Self {
        Self { counts_once: true, keeps_answered: true }
    }
}

/// What happened, to see that enough did.
#[derive(Debug, Default)]
pub struct Seen {
    pub scans: usize,
    pub lost_answers: usize,
    pub late_requests: usize,
    pub restores: usize,
    pub sent_again: usize,
    pub merged: usize,
    pub in_review: usize,
    pub credited_minutes: u64,
}

impl Seen {
    pub fn add(&mut self, other: Self) {
        self.scans += other.scans;
        self.lost_answers += other.lost_answers;
        self.late_requests += other.late_requests;
        self.restores += other.restores;
        self.sent_again += other.sent_again;
        self.merged += other.merged;
        self.in_review += other.in_review;
        self.credited_minutes += other.credited_minutes;
    }
}

/// A request that is under way for longer than anybody waits for it.
struct Stray {
    arrives: i64,
    device: DeviceId,
    batch: Vec<Scan>,
}

pub struct World {
    dice: Dice,
    defences: Defences,
    city: City,
    server: Server,
    backup: Server,
    kiosks: Vec<Kiosk>,
    /// Until when each kiosk has no network.
    offline_until: Vec<i64>,
    strays: Vec<Stray>,
    made: BTreeSet<ScanKey>,
    seen: Seen,
}

fn moment(minute: i64) -> Timestamp {
    Timestamp::from_unix_ms(minute * 60_000)
}

impl World {
    pub fn of(seed: u64, defences: Defences) -> Self {
        let mut dice = Dice::new(seed);
        let shifts = (0..PEOPLE).map(|_| (0..dice.between(0, 5)).map(|n| shift(&mut dice, n)).collect()).collect();
        let kiosks: Vec<Kiosk> = KIOSKS.iter().map(|(device, _)| Kiosk::new(DeviceId::from_raw(*device), dice.between(-90, 91))).collect();
        let places = KIOSKS.iter().map(|(device, station)| (DeviceId::from_raw(*device), Place::Station(StationId::from_raw(*station)))).collect();
        let zone = Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 };
        Self {
            dice,
            defences,
            city: City { places, shifts, policy: defaults(), zone },
            server: Server::default(),
            backup: Server::default(),
            offline_until: vec![0; kiosks.len()],
            kiosks,
            strays: Vec::new(),
            made: BTreeSet::new(),
            seen: Seen::default(),
        }
    }

    /// Lets two days pass and then the network be well; an error says what does not hold.
    pub fn run(mut self) -> Result<Seen, String> {
        for minute in 0..MINUTES {
            self.people_come_and_go(minute);
            self.strays_arrive(minute)?;
            for kiosk in 0..self.kiosks.len() {
                if self.dice.happens(1) && self.dice.happens(30) {
                    self.offline_until[kiosk] = minute + self.dice.between(5, 8 * 60);
                }
                if self.offline_until[kiosk] <= minute {
                    self.talk(kiosk, minute)?;
                }
            }
            self.backups(minute);
        }
        // The network is well at last: strays arrive, and every kiosk talks until its line is empty.
        self.strays_arrive(i64::MAX)?;
        for round in 0..10_000 {
            for kiosk in 0..self.kiosks.len() {
                self.compare(kiosk);
                self.deliver(kiosk, MINUTES + round)?;
            }
            if self.kiosks.iter().all(Kiosk::is_done) {
                break;
            }
        }
        self.finish()
    }

    fn people_come_and_go(&mut self, minute: i64) {
        for person in 0..PEOPLE {
            let near_a_shift = self.city.shifts[person].iter().any(|shift| {
                let near = |at: Timestamp| (at.unix_ms() / 60_000 - minute).abs() < 20;
                near(shift.time.start) || near(shift.time.end)
            });
            if !self.dice.happens(if near_a_shift { 4 } else { 1 }) || !near_a_shift && self.dice.happens(85) {
                continue;
            }
            // Now and then two kiosks see the same person within moments.
            let first = self.dice.between(0, 3) as usize;
            let both = first < 2 && self.dice.happens(20);
            for kiosk in if both { vec![0, 1] } else { vec![first] } {
                let at = moment(minute).plus_seconds(self.dice.between(0, 60));
                let scan = self.kiosks[kiosk].scan(person, at);
                self.made.insert(ScanKey { device: self.kiosks[kiosk].device, scan });
                self.seen.scans += 1;
            }
        }
    }

    /// One exchange of a kiosk with the server, over a network that may lose either half.
    fn talk(&mut self, kiosk: usize, minute: i64) -> Result<(), String> {
        if self.dice.happens(5) {
            self.compare(kiosk);
        }
        let batch = self.kiosks[kiosk].batch();
        if batch.is_empty() {
            return Ok(());
        }
        let device = self.kiosks[kiosk].device;
        match self.dice.between(0, 10) {
            // The request is lost, or comes when nobody waits for it any more.
            0 => {}
            1 => {
                self.seen.late_requests += 1;
                self.strays.push(Stray { arrives: minute + self.dice.between(1, 600), device, batch });
            }
            // The answer is lost.
            2 | 3 => {
                self.seen.lost_answers += 1;
                self.apply(device, &batch, minute)?;
            }
            // The network delivers it twice.
            4 => {
                self.apply(device, &batch, minute)?;
                self.deliver(kiosk, minute)?;
            }
            _ => self.deliver(kiosk, minute)?,
        }
        Ok(())
    }

    fn deliver(&mut self, kiosk: usize, minute: i64) -> Result<(), String> {
        let batch = self.kiosks[kiosk].batch();
        let answered = self.apply(self.kiosks[kiosk].device, &batch, minute)?;
        self.kiosks[kiosk].settle(&answered, self.defences.keeps_answered);
        Ok(())
    }

    fn apply(&mut self, device: DeviceId, batch: &[Scan], minute: i64) -> Result<Vec<ScanId>, String> {
        let answered = self.server.take(&self.city, device, batch, moment(minute.min(MINUTES * 2)).plus_seconds(59), self.defences.counts_once);
        for person in batch.iter().map(|scan| scan.person).collect::<BTreeSet<usize>>() {
            self.city.check(&self.server.reading(&self.city, person))?;
        }
        Ok(answered)
    }

    /// The kiosk asks what the server has of its scans.
    fn compare(&mut self, kiosk: usize) {
        let Some(held) = self.kiosks[kiosk].held() else { return };
        let known = self.server.known(self.kiosks[kiosk].device, held.oldest);
        self.seen.sent_again += self.kiosks[kiosk].compare(held, known);
    }

    fn strays_arrive(&mut self, minute: i64) -> Result<(), String> {
        let (due, still) = std::mem::take(&mut self.strays).into_iter().partition(|stray| stray.arrives <= minute);
        self.strays = still;
        let due: Vec<Stray> = due;
        for stray in due {
            self.apply(stray.device, &stray.batch, stray.arrives)?;
        }
        Ok(())
    }

    fn backups(&mut self, minute: i64) {
        if minute % 180 == 0 {
            self.backup = self.server.clone();
        }
        if self.dice.happens(1) && self.dice.happens(2) {
            self.seen.restores += 1;
            self.server = self.backup.clone();
        }
    }

    fn finish(mut self) -> Result<Seen, String> {
        let kept: Vec<ScanKey> = self.server.rows.iter().map(|row| row.key).collect();
        let all: BTreeSet<ScanKey> = kept.iter().copied().collect();
        if kept.len() != all.len() {
            return Err("a scan is kept twice".into());
        }
        if all != self.made {
            return Err(format!("{} scans were made, {} arrived", self.made.len(), all.len()));
        }
        for person in 0..PEOPLE {
            let reading = self.server.reading(&self.city, person);
            self.city.check(&reading)?;
            for (_, meaning) in &reading.meanings {
                self.seen.merged += usize::from(matches!(meaning, Meaning::Merged { .. }));
                self.seen.in_review += usize::from(matches!(meaning, Meaning::Review(_) | Meaning::ToBeMatched));
            }
            self.seen.credited_minutes += reading.stays.iter().map(|stay| u64::from(stay.credited_minutes())).sum::<u64>();
        }
        Ok(self.seen)
    }
}

/// A shift on one of the two days, at one of the two stations.
fn shift(dice: &mut Dice, number: i64) -> Candidate {
    let start = dice.between(60, MINUTES - 600);
    let time = Interval { start: moment(start), end: moment(start + dice.between(60, 360)) };
    let station = StationId::from_raw(dice.between(1, 3));
    Candidate { shift: ShiftId::from_raw(number + 1), activity: ActivityId::from_raw(number + 1), station: Some(station), time, has_place: dice.happens(90) }
}
