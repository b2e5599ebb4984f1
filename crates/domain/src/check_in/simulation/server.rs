//! A server, as far as scans go: facts keyed by device and scan, and all that follows from them.

use super::kiosk::Scan;
use crate::check_in::{Candidate, End, Fact, Known as Beside, Meaning, Place, Reading, ScanKey, Side, read};
use crate::ids::{DeviceId, ScanId};
use crate::kiosk::Known;
use crate::policy::Policy;
use crate::record::EvidenceGrade;
use crate::time::{Interval, Timestamp, Zone};

/// A scan that was kept, and the fact it is, unless it was refused.
#[derive(Debug, Clone)]
pub struct Row {
    pub key: ScanKey,
    pub person: usize,
    pub fact: Option<Fact>,
}

/// What lies outside: who has a place where, and the rules.
pub struct City {
    pub places: Vec<(DeviceId, Place)>,
    /// The shifts of each person.
    pub shifts: Vec<Vec<Candidate>>,
    pub policy: Policy,
    pub zone: Zone,
}

#[derive(Clone, Default)]
pub struct Server {
    pub rows: Vec<Row>,
}

impl Server {
    /// Takes a batch; answers for every scan in it, also for those it has already.
    pub fn take(&mut self, city: &City, device: DeviceId, batch: &[Scan], now: Timestamp, counts_once: bool) -> Vec<ScanId> {
        for scan in batch {
            let key = ScanKey { device, scan: scan.id };
            if counts_once && self.rows.iter().any(|row| row.key == key) {
                continue;
            }
            let place = city.places.iter().find(|(its, _)| *its == device).unwrap().1;
            let late = now.seconds_since(scan.at) > i64::from(city.policy.check_in.kept_after_seconds);
            let fact = Fact { key, at: scan.at, place, side: Side::Place, grade: EvidenceGrade::B, chosen: None, walk_in: false, own_hand: false, kept: late, ruling: None };
            let mut facts = self.facts(scan.person);
            facts.push(fact);
            let refused = matches!(city.read(scan.person, &facts).meaning(key), Some(Meaning::Refused(_)));
            self.rows.push(Row { key, person: scan.person, fact: (!refused).then_some(Fact { kept: true, ..fact }) });
        }
        batch.iter().map(|scan| scan.id).collect()
    }

    fn facts(&self, person: usize) -> Vec<Fact> {
        self.rows.iter().filter(|row| row.person == person).filter_map(|row| row.fact).collect()
    }

    /// What it has of a kiosk's scans from `oldest` on.
    pub fn known(&self, device: DeviceId, oldest: ScanId) -> Known {
        let ids = || self.rows.iter().filter(|row| row.key.device == device && row.key.scan >= oldest).map(|row| row.key.scan);
        Known { count: ids().count() as u32, latest: ids().max() }
    }

    /// What all scans of a person mean.
    pub fn reading(&self, city: &City, person: usize) -> Reading {
        city.read(person, &self.facts(person))
    }
}

impl City {
    fn read(&self, person: usize, facts: &[Fact]) -> Reading {
        read(facts, Beside { shifts: &self.shifts[person], settled: &[], entered: &[], zone: &self.zone, policy: &self.policy })
    }

    /// What must hold of a reading at any time.
    pub fn check(&self, reading: &Reading) -> Result<(), String> {
        let mut keys: Vec<ScanKey> = reading.meanings.iter().map(|(key, _)| *key).collect();
        keys.sort_unstable();
        if keys.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err("a scan counts twice".into());
        }
        if let Some((key, _)) = reading.meanings.iter().find(|(_, meaning)| matches!(meaning, Meaning::Refused(_))) {
            return Err(format!("{key:?} was taken, and is refused afterwards"));
        }
        for pair in reading.stays.windows(2) {
            if pair[0].left.map_or(pair[0].entered.at, |left| left.at) > pair[1].entered.at || pair[0].end == End::Open {
                return Err("two stays overlap".into());
            }
        }
        let mut days = std::collections::BTreeMap::new();
        for stay in &reading.stays {
            let Some(left) = stay.left else { continue };
            let inside = Interval { start: stay.entered.at, end: left.at }.intersection(stay.shift.time).map_or(0, Interval::millis);
            if i64::from(stay.credited_minutes()) * 60_000 > inside {
                return Err("more is credited than was served inside the shift".into());
            }
            *days.entry(self.zone.day_of(left.at)).or_insert(0) += stay.credited_minutes();
        }
        if days.values().any(|minutes| *minutes > u32::from(self.policy.records.daily_cap_minutes)) {
            return Err("more is credited for one day than its cap".into());
        }
        Ok(())
    }
}
