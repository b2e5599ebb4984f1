//! The line of scans that wait, without the storage it is kept in.

use domain::check_in::Place;
use domain::ids::{DeviceId, ScanId};
use domain::kiosk::{Held, MOST_SCANS, Scan};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a scan is found by.
pub(super) type Key = (DeviceId, ScanId);

/// A scan and where it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Kept {
    /// The device that made it; none in entries of older versions.
    #[serde(default)]
    pub device: Option<DeviceId>,
    /// Written as the station's or the activity's id: entries of older versions knew stations only.
    #[serde(flatten)]
    pub place: Place,
    pub scan: Scan,
}

impl Kept {
    /// What it is found by.
    pub(super) fn key(&self) -> Option<Key> {
        Some((self.device?, self.scan.id))
    }
}

/// That the server has answered for a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in super::super) struct Answered {
    pub at: Timestamp,
    /// As which kiosk it was delivered: another than made it, if the device was enrolled anew in between.
    pub by: DeviceId,
    /// The kind of the answer.
    pub kind: String,
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
    /// Scans made at another place, which are delivered only from there.
    pub elsewhere: usize,
}

/// Scans in the order they were made, and what is known of those that were answered.
#[derive(Default)]
pub(super) struct Line {
    waiting: BTreeMap<(Timestamp, ScanId), Kept>,
    unkept: BTreeSet<ScanId>,
    answered: BTreeMap<Key, Answered>,
}

impl Line {
    /// Takes a scan in; `kept` tells whether it survives a reload. One that was answered stays out.
    pub(super) fn add(&mut self, scan: Kept, kept: bool) {
        if scan.key().is_some_and(|key| self.answered.contains_key(&key)) {
            return;
        }
        if !kept {
            self.unkept.insert(scan.scan.id);
        }
        self.waiting.insert((scan.scan.scanned_at, scan.scan.id), scan);
    }

    /// Lets a scan go; gives it back if it was there.
    pub(super) fn remove(&mut self, id: ScanId) -> Option<Kept> {
        self.unkept.remove(&id);
        let place = self.waiting.keys().find(|(_, own)| *own == id).copied()?;
        self.waiting.remove(&place)
    }

    /// Forgets all that can be read from the disk again.
    pub(super) fn forget_kept(&mut self) {
        let unkept = std::mem::take(&mut self.unkept);
        self.waiting.retain(|(_, id), _| unkept.contains(id));
        *self = Self { waiting: std::mem::take(&mut self.waiting), unkept, ..Self::default() };
    }

    /// The scans that are lost if the page is closed now.
    pub(super) fn unkept(&self) -> Vec<Kept> {
        self.waiting.values().filter(|kept| self.unkept.contains(&kept.scan.id)).cloned().collect()
    }

    /// That scan survives a reload now.
    pub(super) fn is_kept(&mut self, id: ScanId) {
        self.unkept.remove(&id);
    }

    /// Of the keys on the disk those of which nothing is known here: scans that wait, and answers.
    pub(super) fn unknown(&self, scans: &[Key], answered: &[Key]) -> (Vec<Key>, Vec<Key>) {
        let settled: BTreeSet<&Key> = answered.iter().collect();
        let known: BTreeSet<Key> = self.waiting.values().filter_map(Kept::key).collect();
        let waits = |key: &&Key| !settled.contains(key) && !known.contains(key) && !self.answered.contains_key(key);
        (scans.iter().filter(waits).copied().collect(), answered.iter().filter(|key| !self.answered.contains_key(key)).copied().collect())
    }

    /// That scan was answered.
    pub(super) fn note(&mut self, key: Key, answer: Answered) {
        self.answered.insert(key, answer);
    }

    /// Forgets the answers that are not among these any more: another window has pruned them, or sends their scans again.
    pub(super) fn keep_answers(&mut self, on_disk: &[Key]) {
        let on_disk: BTreeSet<&Key> = on_disk.iter().collect();
        self.answered.retain(|key, _| on_disk.contains(key));
    }

    /// Forgets one answer.
    pub(super) fn forget_answer(&mut self, key: Key) {
        self.answered.remove(&key);
    }

    /// The scans that the server has answered for to `device`.
    pub(super) fn answered_to(&self, device: DeviceId) -> Vec<Key> {
        self.answered.iter().filter(|(_, answer)| answer.by == device).map(|(key, _)| *key).collect()
    }

    /// The scans that were answered before then.
    pub(super) fn answered_before(&self, then: Timestamp) -> Vec<Key> {
        self.answered.iter().filter(|(_, answer)| answer.at < then).map(|(key, _)| *key).collect()
    }

    /// What the server must know of, because it has answered `device` for it.
    pub(super) fn held(&self, device: DeviceId) -> Option<Held> {
        let mut ids = self.answered.iter().filter(|(_, answer)| answer.by == device).map(|((_, id), _)| *id);
        let first = ids.next()?;
        let held = Held { count: 1, oldest: first, latest: first };
        Some(ids.fold(held, |held, id| Held { count: held.count + 1, oldest: held.oldest.min(id), latest: held.latest.max(id) }))
    }

    /// The oldest scans of `place`, as many as one request takes.
    pub(super) fn batch(&self, place: Place) -> Vec<Scan> {
        self.waiting.values().filter(|kept| kept.place == place).take(MOST_SCANS).map(|kept| kept.scan.clone()).collect()
    }

    /// All scans of `place` that wait.
    pub(super) fn waiting_at(&self, place: Place) -> Vec<Kept> {
        self.waiting.values().filter(|kept| kept.place == place).cloned().collect()
    }

    /// How the line stands, seen from `place`; from no place, all of it waits.
    pub(super) fn standing(&self, place: Option<Place>) -> Standing {
        let own = |kept: &&Kept| place.is_none_or(|place| kept.place == place);
        let waiting = self.waiting.values().filter(own).count();
        Standing {
            waiting,
            oldest: self.waiting.values().find(own).map(|kept| kept.scan.scanned_at),
            unkept: self.unkept.len(),
            elsewhere: self.waiting.len() - waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{ActivityId, StationId};

    const KIOSK: DeviceId = DeviceId::from_raw(4);

    fn at_station(station: i64) -> Place {
        Place::Station(StationId::from_raw(station))
    }

    fn kept(station: i64, id: i64, at: i64) -> Kept {
        let scan = Scan { id: ScanId::from_raw(id), scanned_at: Timestamp::from_unix_ms(at), text: "VOL2".into(), face_confirmed: false, chosen: None, walk_in: false, refused: None };
        Kept { device: Some(KIOSK), place: at_station(station), scan }
    }

    fn answer(at: i64) -> Answered {
        Answered { at: Timestamp::from_unix_ms(at), by: KIOSK, kind: "in".into() }
    }

    fn key(id: i64) -> Key {
        (KIOSK, ScanId::from_raw(id))
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
        assert_eq!(ids(&line.batch(at_station(1))), [1, 2, 3]);
        assert_eq!(ids(&line.batch(at_station(2))), [9]);
    }

    #[test]
    fn a_leaders_scans_wait_for_their_activity_and_old_entries_for_their_station() {
        let of_activity = Kept { place: Place::Activity(ActivityId::from_raw(1)), ..kept(1, 2, 20) };
        let text = serde_json::to_string(&of_activity).unwrap();
        let old = serde_json::to_string(&kept(1, 1, 10)).unwrap();
        assert!(old.contains(&format!("\"station\":\"{}\",\"scan\":", StationId::from_raw(1))), "as it was written before there were other places: {old}");
        let mut line = Line::default();
        for text in [text, old] {
            line.add(serde_json::from_str(&text).unwrap(), true);
        }
        assert_eq!((ids(&line.batch(at_station(1))), ids(&line.batch(of_activity.place))), (vec![1], vec![2]), "one number, two places");
        assert_eq!(line.standing(Some(of_activity.place)).elsewhere, 1);
    }

    #[test]
    fn a_scan_goes_only_when_it_was_answered_for() {
        let mut line = Line::default();
        line.add(kept(1, 1, 10), true);
        line.add(kept(1, 2, 20), false);
        assert!(line.remove(ScanId::from_raw(7)).is_none());
        assert_eq!(line.standing(Some(at_station(1))), Standing { waiting: 2, oldest: Some(Timestamp::from_unix_ms(10)), unkept: 1, elsewhere: 0 });
        assert!(line.remove(ScanId::from_raw(2)).is_some() && line.remove(ScanId::from_raw(2)).is_none());
        assert_eq!(line.standing(Some(at_station(5))), Standing { waiting: 0, oldest: None, unkept: 0, elsewhere: 1 });
        assert_eq!(line.standing(None).waiting, 1);
    }

    #[test]
    fn one_request_takes_no_more_than_the_server_does() {
        let mut line = Line::default();
        for id in 0..=MOST_SCANS as i64 {
            line.add(kept(1, id, id), true);
        }
        let batch = line.batch(at_station(1));
        assert_eq!((batch.len(), batch[0].id.raw()), (MOST_SCANS, 0));
    }

    #[test]
    fn what_another_window_did_is_found_by_its_keys() {
        let mut line = Line::default();
        line.add(kept(1, 1, 10), true);
        line.add(kept(1, 2, 20), true);
        // There 1 was answered and 3 was made; 4 came and went.
        let (new, settled) = line.unknown(&[key(1), key(2), key(3), key(4)], &[key(1), key(4)]);
        assert_eq!((new, settled), (vec![key(3)], vec![key(1), key(4)]));
        line.remove(ScanId::from_raw(1));
        line.note(key(1), answer(50));
        assert_eq!(ids(&line.batch(at_station(1))), [2]);
        assert_eq!(line.unknown(&[key(1), key(2)], &[key(1)]), (vec![], vec![]));
    }

    #[test]
    fn an_answered_scan_does_not_come_back_with_a_late_reading_of_the_disk() {
        let mut line = Line::default();
        line.note(key(1), answer(50));
        line.add(kept(1, 1, 10), true);
        assert_eq!(line.standing(None).waiting, 0);
    }

    #[test]
    fn what_the_server_must_know_of_is_what_it_answered_this_kiosk_for() {
        let mut line = Line::default();
        assert_eq!(line.held(KIOSK), None);
        line.add(kept(1, 9, 90), true);
        for id in [5, 3, 7] {
            line.note(key(id), answer(50));
        }
        line.note(key(8), Answered { by: DeviceId::from_raw(1), ..answer(50) });
        assert_eq!(line.held(KIOSK), Some(Held { count: 3, oldest: ScanId::from_raw(3), latest: ScanId::from_raw(7) }));
        assert_eq!(line.answered_to(KIOSK), [key(3), key(5), key(7)]);
    }

    #[test]
    fn answers_are_forgotten_by_their_age_and_never_before_they_came() {
        let mut line = Line::default();
        line.add(kept(1, 1, 10), true);
        line.note(key(2), answer(100));
        line.note(key(3), answer(200));
        let before = |then| line.answered_before(Timestamp::from_unix_ms(then));
        assert_eq!((before(100), before(101), before(i64::MAX)), (vec![], vec![key(2)], vec![key(2), key(3)]));
    }

    #[test]
    fn a_new_start_forgets_what_the_disk_has_and_keeps_what_only_memory_has() {
        let mut line = Line::default();
        line.add(kept(1, 1, 10), true);
        line.add(kept(1, 2, 20), false);
        line.forget_kept();
        assert_eq!((ids(&line.batch(at_station(1))), line.unkept().len()), (vec![2], 1));
        line.is_kept(ScanId::from_raw(2));
        assert!(line.unkept().is_empty());
        line.forget_kept();
        assert_eq!(line.standing(None), Standing::default());
    }
}
