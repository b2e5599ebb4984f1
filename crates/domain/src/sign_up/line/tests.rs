//! A shift's line lives through whatever people and the clock do to it: never more places are given than there are, the order is
//! kept, nobody is asked twice for the same place, and offers end.

use super::*;
use crate::policy::tests::defaults;
use proptest::prelude::*;
use std::collections::BTreeSet;

const BEGIN: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

/// Something that happens; the number says to whom.
#[derive(Debug, Clone, Copy)]
enum Event {
    Join(i64),
    GiveBack(i64),
    Confirm(i64),
    Pass(i64),
    Leave(i64),
    Raise,
    Later(i64),
}

fn event() -> impl Strategy<Value = Event> {
    let who = 0_i64..8;
    prop_oneof![
        4 => who.clone().prop_map(Event::Join),
        2 => who.clone().prop_map(Event::GiveBack),
        2 => who.clone().prop_map(Event::Confirm),
        2 => who.clone().prop_map(Event::Pass),
        1 => who.prop_map(Event::Leave),
        1 => Just(Event::Raise),
        2 => (1_i64..30 * 60).prop_map(Event::Later),
    ]
}

/// Somebody in line.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    who: i64,
    place: i64,
    resting: bool,
    until: Option<Timestamp>,
}

/// A shift in a week, with its line kept as the store keeps it.
struct Shift {
    rules: SignUpPolicy,
    starts_at: Timestamp,
    now: Timestamp,
    capacity: usize,
    confirmed: BTreeSet<i64>,
    line: Vec<Waiting>,
    last_place: i64,
    /// Who was asked since another place became free.
    asked: BTreeSet<i64>,
}

impl Shift {
    fn new(capacity: usize) -> Self {
        let now = BEGIN;
        Self { rules: defaults().sign_up, starts_at: now.plus_minutes(7 * 24 * 60), now, capacity, confirmed: BTreeSet::new(), line: Vec::new(), last_place: 0, asked: BTreeSet::new() }
    }

    fn taken(&self) -> usize {
        self.confirmed.len() + self.line.iter().filter(|one| one.until.is_some()).count()
    }

    fn fresh_place(&mut self) -> i64 {
        self.last_place += 1;
        self.last_place
    }

    /// The first in line who does not rest.
    fn next(&self) -> Option<i64> {
        self.line.iter().filter(|one| !one.resting && one.until.is_none()).min_by_key(|one| one.place).map(|one| one.who)
    }

    fn rest(&mut self, who: i64) {
        let place = self.fresh_place();
        for one in self.line.iter_mut().filter(|one| one.who == who) {
            *one = Waiting { who, place, resting: true, until: None };
        }
    }

    /// Another place is free: whoever rested is asked again.
    fn wake(&mut self) {
        self.line.iter_mut().for_each(|one| one.resting = false);
        self.asked.clear();
    }

    fn settle(&mut self) {
        let mut waiting: Vec<_> = self.line.iter().filter(|one| !one.resting && one.until.is_none()).collect();
        waiting.sort_by_key(|one| one.place);
        let line = Line {
            starts_at: self.starts_at,
            free: u32::try_from(self.capacity - self.taken()).unwrap(),
            offers: self.line.iter().filter_map(|one| Some((SignUpId::from_raw(one.who), one.until?))).collect(),
            waiting: waiting.into_iter().map(|one| SignUpId::from_raw(one.who)).collect(),
        };
        for step in line.due(&self.rules, self.now) {
            match step {
                Step::Lapse(who) => self.rest(who.raw()),
                Step::Offer(who, until) => {
                    assert_eq!(self.next(), Some(who.raw()), "the order is kept");
                    assert!(self.asked.insert(who.raw()), "nobody is asked twice for the same place");
                    assert!(until > self.now && until <= self.starts_at);
                    self.line.iter_mut().filter(|one| one.who == who.raw()).for_each(|one| one.until = Some(until));
                }
                Step::Close => self.line.clear(),
            }
        }
        assert!(self.taken() <= self.capacity, "never more places than there are");
    }

    fn happens(&mut self, event: Event) {
        let offered = |who: i64| move |one: &Waiting| one.who == who && one.until.is_some();
        match event {
            Event::Join(who) if self.now < self.starts_at && !self.confirmed.contains(&who) && self.line.iter().all(|one| one.who != who) => {
                if self.taken() < self.capacity && self.next().is_none() {
                    self.confirmed.insert(who);
                } else {
                    let place = self.fresh_place();
                    self.line.push(Waiting { who, place, resting: false, until: None });
                }
            }
            Event::GiveBack(who) if self.confirmed.remove(&who) => self.wake(),
            Event::Confirm(who) if self.line.iter().any(|one| offered(who)(one) && one.until > Some(self.now)) => {
                self.line.retain(|one| one.who != who);
                self.confirmed.insert(who);
            }
            Event::Pass(who) if self.line.iter().any(offered(who)) => self.rest(who),
            Event::Leave(who) => {
                self.line.retain(|one| one.who != who);
                // Whoever comes back stands at the end as if for the first time.
                self.asked.remove(&who);
            }
            Event::Raise => self.capacity += 1,
            Event::Later(minutes) => self.now = self.now.plus_minutes(minutes),
            _ => {}
        }
        self.settle();
    }
}

proptest! {
    #[test]
    fn whatever_happens_the_line_keeps_its_promises(capacity in 1_usize..4, events in prop::collection::vec(event(), 0..120)) {
        let mut shift = Shift::new(capacity);
        for event in events {
            shift.happens(event);
        }
        // Nobody answers any more: every offer ends, and with the close of sign-up the line does.
        let mut rounds = 0;
        while shift.line.iter().any(|one| one.until.is_some()) {
            shift.now = shift.line.iter().filter_map(|one| one.until).min().unwrap();
            shift.settle();
            rounds += 1;
            prop_assert!(rounds <= 8, "each of eight people is asked once at most");
        }
        prop_assert_eq!(shift.next().filter(|_| shift.taken() < shift.capacity), None, "a free place is offered while somebody wants it");
        shift.now = shift.now.max(shift.starts_at);
        shift.settle();
        prop_assert!(shift.line.is_empty());
    }
}

#[test]
fn a_place_goes_down_the_line_and_then_is_free_to_all() {
    let mut shift = Shift::new(1);
    for who in 1..=3 {
        shift.happens(Event::Join(who));
    }
    shift.happens(Event::GiveBack(1));
    let offered = |shift: &Shift| shift.line.iter().find(|one| one.until.is_some()).map(|one| one.who);
    assert_eq!(offered(&shift), Some(2));
    shift.happens(Event::Pass(2));
    assert_eq!(offered(&shift), Some(3));
    shift.happens(Event::Later(24 * 60));
    assert_eq!((offered(&shift), shift.taken(), shift.line.len()), (None, 0, 2), "both rest, and nobody holds the place");
    shift.happens(Event::Join(4));
    assert!(shift.confirmed.contains(&4));
    shift.happens(Event::GiveBack(4));
    assert_eq!(offered(&shift), Some(2), "another free place is another question, in the order in which they let the last one go");
}
