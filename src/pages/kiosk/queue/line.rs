//! The line of scans that wait, without the storage it is kept in.

use domain::ids::{ScanId, StationId};
use domain::kiosk::{MOST_SCANS, Scan};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A scan and where it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub station: StationId,
    pub scan: Scan,
}

/// How many wait, and since when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Scans to be sent.
    pub waiting: usize,
    /// When the oldest of them was made.
    pub oldest: Option<Timestamp>,
    /// Of these, lost if the page is closed now.
    pub unkept: usize,
    /// Scans made at another station, which only that station can deliver.
    pub elsewhere: usize,
}

/// Scans in the order they were made.
#[derive(Default)]
pub(super) struct Line {
    scans: BTreeMap<(Timestamp, ScanId), Kept>,
    unkept: BTreeSet<ScanId>,
}

impl Line {
    /// Takes a scan in; `kept` tells whether it survives a reload.
    pub(super) fn add(&mut self, scan: Kept, kept: bool) {
        if !kept {
            self.unkept.insert(scan.scan.id);
        }
        self.scans.insert((scan.scan.scanned_at, scan.scan.id), scan);
    }

    /// Lets a scan go; tells whether it was there.
    pub(super) fn remove(&mut self, id: ScanId) -> bool {
        self.unkept.remove(&id);
        let place = self.scans.keys().find(|(_, own)| *own == id).copied();
        place.is_some_and(|place| self.scans.remove(&place).is_some())
    }

    /// The oldest scans of `station`, as many as one request takes.
    pub(super) fn batch(&self, station: StationId) -> Vec<Scan> {
        self.scans.values().filter(|kept| kept.station == station).take(MOST_SCANS).map(|kept| kept.scan.clone()).collect()
    }

    /// How the line stands, seen from `station`; from no station, all of it waits.
    pub(super) fn standing(&self, station: Option<StationId>) -> Standing {
        let own = |kept: &&Kept| station.is_none_or(|station| kept.station == station);
        let waiting = self.scans.values().filter(own).count();
        Standing {
            waiting,
            oldest: self.scans.values().find(own).map(|kept| kept.scan.scanned_at),
            unkept: self.unkept.len(),
            elsewhere: self.scans.len() - waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(station: i64, id: i64, at: i64) -> Kept {
        let scan = Scan { id: ScanId::from_raw(id), scanned_at: Timestamp::from_unix_ms(at), text: "VOL2".into(), face_confirmed: false, chosen: None, walk_in: false, refused: None };
        Kept { station: StationId::from_raw(station), scan }
    }

    fn ids(scans: &[Scan]) -> Vec<i64> {
        scans.iter().map(|scan| scan.id.raw()).collect()
    }

    #[test]
    fn scans_are_delivered_oldest_first_and_at_their_own_station_only() {
        let mut line = Line::default();
        for scan in [kept(1, 3, 30), kept(2, 9, 5), kept(1, 1, 10), kept(1, 2, 10)] {
            line.add(scan, true);
        }
        assert_eq!(ids(&line.batch(StationId::from_raw(1))), [1, 2, 3]);
        assert_eq!(ids(&line.batch(StationId::from_raw(2))), [9]);
    }

    #[test]
    fn a_scan_goes_only_when_it_was_answered_for() {
        let mut line = Line::default();
        line.add(kept(1, 1, 10), true);
        line.add(kept(1, 2, 20), false);
        assert!(!line.remove(ScanId::from_raw(7)));
        assert_eq!(line.standing(Some(StationId::from_raw(1))), Standing { waiting: 2, oldest: Some(Timestamp::from_unix_ms(10)), unkept: 1, elsewhere: 0 });
        assert!(line.remove(ScanId::from_raw(2)) && !line.remove(ScanId::from_raw(2)));
        assert_eq!(line.standing(Some(StationId::from_raw(5))), Standing { waiting: 0, oldest: None, unkept: 0, elsewhere: 1 });
        assert_eq!(line.standing(None).waiting, 1);
    }

    #[test]
    fn one_request_takes_no_more_than_the_server_does() {
        let mut line = Line::default();
        for id in 0..=MOST_SCANS as i64 {
            line.add(kept(1, id, id), true);
        }
        let batch = line.batch(StationId::from_raw(1));
        assert_eq!((batch.len(), batch[0].id.raw()), (MOST_SCANS, 0));
    }
}
