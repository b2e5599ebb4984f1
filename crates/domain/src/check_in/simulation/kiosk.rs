//! A kiosk: its line of scans, its clock, and what it still has of what was answered.

use crate::ids::{DeviceId, ScanId};
use crate::kiosk::{Held, Known};
use crate::time::Timestamp;

/// A scan as the kiosk numbered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scan {
    pub id: ScanId,
    pub person: usize,
    /// By the kiosk's clock.
    pub at: Timestamp,
}

/// Scans of one request.
const BATCH: usize = 8;

pub struct Kiosk {
    pub device: DeviceId,
    /// How far its clock is ahead.
    pub ahead_seconds: i64,
    waiting: Vec<Scan>,
    answered: Vec<Scan>,
    next: i64,
}

impl Kiosk {
    pub fn new(device: DeviceId, ahead_seconds: i64) -> Self {
        Self { device, ahead_seconds, waiting: Vec::new(), answered: Vec::new(), next: 1 }
    }

    /// Takes a scan into the line; the answer is its number.
    pub fn scan(&mut self, person: usize, now: Timestamp) -> ScanId {
        let id = ScanId::from_raw(self.next);
        self.waiting.push(Scan { id, person, at: now.plus_seconds(self.ahead_seconds) });
        self.next += 1;
        id
    }

    /// What the next request carries: the oldest scans, in order.
    pub fn batch(&self) -> Vec<Scan> {
        self.waiting.iter().take(BATCH).copied().collect()
    }

    /// The server has answered for these.
    pub fn settle(&mut self, ids: &[ScanId], keeps_answered: bool) {
        let (done, waiting) = self.waiting.iter().partition(|scan| ids.contains(&scan.id));
        self.waiting = waiting;
        let done: Vec<Scan> = done;
        if keeps_answered {
            self.answered.extend(done);
        }
    }

    /// What the server must know of.
    pub fn held(&self) -> Option<Held> {
        let ids = || self.answered.iter().map(|scan| scan.id);
        Some(Held { count: self.answered.len() as u32, oldest: ids().min()?, latest: ids().max()? })
    }

    /// Takes back into the line what a restored server has lost; tells how many go again.
    pub fn compare(&mut self, held: Held, known: Known) -> usize {
        if !known.lacks(held) {
            return 0;
        }
        let again = self.answered.len();
        self.waiting.append(&mut self.answered);
        self.waiting.sort_by_key(|scan| scan.id);
        again
    }

    pub fn is_done(&self) -> bool {
        self.waiting.is_empty()
    }
}
