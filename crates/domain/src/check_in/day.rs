//! What a person's scans mean, taken together: [`read`] goes through them in the order of time, as if
//! all had been known from the start. A scan that arrives hours late therefore means what it would
//! have meant in time, and the order of arrival makes no difference.

use super::credit::{Credit, Settled, credit};
use super::{Candidate, Fact, Ruling, ScanKey, ScanRefusal, Side};
use crate::ids::ShiftId;
use crate::policy::Policy;
use crate::record::EvidenceGrade;
use crate::time::{Interval, Timestamp, Zone};

/// All that is known beside the scans.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The shifts the person has a place in, and those that somebody chose or ruled.
    pub shifts: &'a [Candidate],
    /// What is credited by other ways than scans, and no scan can change: entered by hand, taken over from
    /// another platform.
    pub settled: &'a [Settled],
    /// What was entered afterwards and approved, the oldest entry first: it gives what scans do not.
    pub entered: &'a [Entered],
    /// Whose calendar a day is of.
    pub zone: &'a Zone,
    pub policy: &'a Policy,
}

/// Time entered afterwards for a shift (evidence grade D).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entered {
    pub time: Interval,
    pub shift: Interval,
}

/// What one scan means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The person came.
    In { shift: ShiftId },
    /// The person left; `capped` when the day's cap took something away.
    Out { shift: ShiftId, credited_minutes: u32, capped: bool },
    /// The same coming or going, seen twice: by a second kiosk, by the other side, or by a nervous hand.
    Merged { shift: ShiftId },
    /// The person has no place in any shift here. Somebody has to say which one it was.
    ToBeMatched,
    /// It breaks a rule, and nobody has told the person so: somebody has to look.
    Review(ScanRefusal),
    /// It changes nothing, and the person is told so.
    Refused(ScanRefusal),
    /// Somebody ruled that it counts for nothing.
    SetAside,
}

/// Being there: from one scan to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    pub shift: Candidate,
    pub entered: Moment,
    pub left: Option<Moment>,
    pub end: End,
    /// Two devices of the place have seen the same coming or going: worth a look when it happens often.
    pub two_kiosks: bool,
}

/// Coming or going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The first scan that saw it.
    pub key: ScanKey,
    pub at: Timestamp,
    pub grade: EvidenceGrade,
    side: Side,
}

impl Moment {
    fn of(fact: &Fact) -> Self {
        Self { key: fact.key, at: fact.at, grade: fact.grade, side: fact.side }
    }

    /// One more scan has seen it: both sides prove the most, else the stronger of the two counts.
    fn seen_by(&mut self, fact: &Fact) {
        self.grade = if self.side == fact.side { self.grade.min(fact.grade) } else { EvidenceGrade::A };
    }
}

/// How a stay ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Not yet.
    Open,
    /// With a check-out.
    Left { credited_minutes: u32, capped: bool },
    /// Without one, as a later scan shows: somebody settles the hours.
    Forgotten,
}

impl Stay {
    /// What it proves: the weaker of coming and going. (Grades are letters: the later is the weaker.)
    pub fn grade(&self) -> EvidenceGrade {
        self.left.map_or(self.entered.grade, |left| self.entered.grade.max(left.grade))
    }

    /// The credited minutes.
    pub fn credited_minutes(&self) -> u32 {
        match self.end {
            End::Left { credited_minutes, .. } => credited_minutes,
            End::Open | End::Forgotten => 0,
        }
    }

    fn last(&mut self) -> &mut Moment {
        self.left.as_mut().unwrap_or(&mut self.entered)
    }
}

/// What all scans mean.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Each scan's meaning, in the order of time.
    pub meanings: Vec<(ScanKey, Meaning)>,
    /// Stays in the order of time; no two overlap, and only the last can be open.
    pub stays: Vec<Stay>,
    /// Minutes that each entry gives beside them, in the order of [`Known::entered`].
    pub entered: Vec<u32>,
}

impl Reading {
    /// What the scan `key` means.
    pub fn meaning(&self, key: ScanKey) -> Option<Meaning> {
        self.meanings.iter().find(|(its, _)| *its == key).map(|(_, meaning)| *meaning)
    }
}

/// From then on check-in is taken for a shift that begins at `start`.
pub fn opens_at(start: Timestamp, policy: &Policy) -> Timestamp {
    start.plus_minutes(-i64::from(policy.check_in.opens_minutes_before))
}

/// From then on no check-out is taken for a shift that ends at `end`: who has not checked out has
/// forgotten it.
pub fn closes_at(end: Timestamp, policy: &Policy) -> Timestamp {
    end.plus_minutes(i64::from(policy.check_in.closes_minutes_after))
}

/// Whether check-in to a shift of that time is open.
pub fn is_open(shift: Interval, at: Timestamp, policy: &Policy) -> bool {
    opens_at(shift.start, policy) <= at && at < shift.end
}

/// Reads the scans of one person.
pub fn read(facts: &[Fact], known: Known<'_>) -> Reading {
    let mut order: Vec<&Fact> = facts.iter().collect();
    order.sort_by_key(|fact| (fact.at, fact.key));
    let mut machine = Machine { known, stays: Vec::new() };
    let meanings = order.into_iter().map(|fact| (fact.key, machine.take(fact))).collect();
    let entered = machine.entered();
    Reading { meanings, stays: machine.stays, entered }
}

struct Machine<'a> {
    known: Known<'a>,
    stays: Vec<Stay>,
}

impl Machine<'_> {
    fn take(&mut self, fact: &Fact) -> Meaning {
        self.forget(fact.at);
        let ruled = match fact.ruling {
            Some(Ruling::SetAside) => return Meaning::SetAside,
            Some(Ruling::Counts(shift)) => self.known.shifts.iter().find(|its| its.shift == shift).copied(),
            None => None,
        };
        if ruled.is_none() && fact.own_hand {
            return broken(fact, ScanRefusal::OwnHand);
        }
        if let (None, Some(seen)) = (ruled, self.seen_before(fact)) {
            return seen;
        }
        match (ruled, self.open().map(|stay| stay.shift)) {
            (Some(shift), Some(open)) if shift.shift == open.shift => self.leave(fact),
            (Some(shift), _) => self.enter(fact, shift),
            (None, Some(open)) if fact.place.holds(&open) => self.leave(fact),
            (None, Some(_)) => broken(fact, ScanRefusal::OpenElsewhere),
            (None, None) => match self.choose(fact) {
                Ok(shift) => self.enter(fact, shift),
                Err(refusal) => broken(fact, refusal),
            },
        }
    }

    fn open(&mut self) -> Option<&mut Stay> {
        self.stays.last_mut().filter(|stay| stay.end == End::Open)
    }

    /// Ends a stay whose check-out is no longer taken at `now`.
    fn forget(&mut self, now: Timestamp) {
        let policy = self.known.policy;
        if let Some(stay) = self.open().filter(|stay| now >= closes_at(stay.shift.time.end, policy)) {
            stay.end = End::Forgotten;
        }
    }

    /// Whether it only repeats the scan before it: the same device from the same side within moments, or another one, or the
    /// other side, that looks at the same shifts within the policy's time for two kiosks.
    fn seen_before(&mut self, fact: &Fact) -> Option<Meaning> {
        let rules = &self.known.policy.check_in;
        let stay = self.stays.last_mut().filter(|stay| stay.end != End::Forgotten)?;
        let shift = stay.shift;
        let last = stay.last();
        // Whoever reads the kiosk's code is named with that kiosk.
        let same_device = last.key.device == fact.key.device && last.side == fact.side;
        let within = if same_device { rules.same_scan_seconds } else { rules.two_kiosks_seconds };
        let elsewhere = !fact.place.holds(&shift) || fact.chosen.is_some_and(|chosen| chosen != shift.shift);
        if elsewhere || fact.at.seconds_since(last.at) >= i64::from(within) {
            return None;
        }
        if same_device && !fact.kept {
            return Some(Meaning::Refused(ScanRefusal::JustScanned));
        }
        last.seen_by(fact);
        let both_kiosks = !same_device && last.side == fact.side;
        stay.two_kiosks |= both_kiosks;
        Some(Meaning::Merged { shift: shift.shift })
    }

    /// The shift that somebody who comes now comes for.
    fn choose(&self, fact: &Fact) -> Result<Candidate, ScanRefusal> {
        let policy = self.known.policy;
        let here = || {
            let chosen = move |shift: &&Candidate| fact.chosen.is_none_or(|chosen| chosen == shift.shift);
            self.known.shifts.iter().filter(|shift| shift.has_place && fact.place.holds(shift)).filter(chosen)
        };
        let open_now = here().filter(|shift| is_open(shift.time, fact.at, policy));
        // Of several open shifts the one whose begin is nearest is meant: somebody who comes at 13:50 for
        // 14:00 does not come for the shift that ends at 14:00, unless it is the only one.
        if let Some(shift) = open_now.min_by_key(|shift| (shift.time.start.unix_ms().saturating_sub(fact.at.unix_ms())).abs()) {
            let day = self.known.zone.day_of(fact.at);
            let of_today = |stay: &&Stay| stay.shift.activity == shift.activity && self.known.zone.day_of(stay.entered.at) == day;
            let most = policy.check_in.max_pairs_per_day;
            return if self.stays.iter().filter(of_today).count() >= usize::from(most) { Err(ScanRefusal::TooManyPairs { most }) } else { Ok(*shift) };
        }
        let coming = here().map(|shift| opens_at(shift.time.start, policy)).filter(|opens| *opens > fact.at).min();
        let gone = here().map(|shift| shift.time.end).filter(|end| *end <= fact.at).max();
        Err(match (coming, gone) {
            (Some(opens_at), _) => ScanRefusal::TooEarly { opens_at },
            (None, Some(ended_at)) => ScanRefusal::TooLate { ended_at },
            (None, None) => ScanRefusal::NotSignedUp,
        })
    }

    fn enter(&mut self, fact: &Fact, shift: Candidate) -> Meaning {
        // Only a ruling leads into a shift while another is open: that one was left without a scan.
        if let Some(open) = self.open() {
            open.end = End::Forgotten;
        }
        self.stays.push(Stay { shift, entered: Moment::of(fact), left: None, end: End::Open, two_kiosks: false });
        Meaning::In { shift: shift.shift }
    }

    fn leave(&mut self, fact: &Fact) -> Meaning {
        let Known { policy, zone, .. } = self.known;
        let credited = self.credited();
        let Some(stay) = self.open() else { return Meaning::Refused(ScanRefusal::JustScanned) };
        let served = Interval { start: stay.entered.at, end: fact.at };
        let Credit { minutes: credited_minutes, capped } = credit(served, stay.shift.time, &credited, zone, policy);
        stay.left = Some(Moment::of(fact));
        stay.end = End::Left { credited_minutes, capped };
        Meaning::Out { shift: stay.shift.shift, credited_minutes, capped }
    }

    /// What scans and settled records give so far.
    fn credited(&self) -> Vec<Settled> {
        let scanned = self.stays.iter().filter_map(|stay| {
            let time = Interval { start: stay.entered.at, end: stay.left?.at };
            Some(Settled { time, minutes: stay.credited_minutes() })
        });
        scanned.chain(self.known.settled.iter().copied()).collect()
    }

    /// What each entry gives that nothing else does.
    fn entered(&self) -> Vec<u32> {
        let Known { policy, zone, .. } = self.known;
        let mut credited = self.credited();
        let one = |entry: &Entered| {
            let minutes = credit(entry.time, entry.shift, &credited, zone, policy).minutes;
            credited.push(Settled { time: entry.time, minutes });
            minutes
        };
        self.known.entered.iter().map(one).collect()
    }
}

/// What becomes of a scan that breaks a rule.
fn broken(fact: &Fact, refusal: ScanRefusal) -> Meaning {
    match refusal {
        ScanRefusal::NotSignedUp if fact.kept || fact.walk_in => Meaning::ToBeMatched,
        refusal if fact.kept => Meaning::Review(refusal),
        refusal => Meaning::Refused(refusal),
    }
}
