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

/// Places that somebody needs: some bring one or two people along.
fn places(who: i64) -> u32 {
    if who >= 6 { 3 } else if who == 5 { 2 } else { 1 }
}

/// Somebody in line.
#[derive(Debug, Clone, Copy)]
struct InLine {
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
    capacity: u32,
    confirmed: BTreeSet<i64>,
    line: Vec<InLine>,
    last_place: i64,
    /// Who was asked since another place became free.
    asked: BTreeSet<i64>,
}

impl Shift {
    fn new(capacity: u32) -> Self {
        let now = BEGIN;
        Self { rules: defaults().sign_up, starts_at: now.plus_minutes(7 * 24 * 60), now, capacity, confirmed: BTreeSet::new(), line: Vec::new(), last_place: 0, asked: BTreeSet::new() }
    }

    fn free(&self) -> u32 {
        let offered = self.line.iter().filter(|one| one.until.is_some()).map(|one| one.who);
        let taken: u32 = self.confirmed.iter().copied().chain(offered).map(places).sum();
        self.capacity.checked_sub(taken).expect("never more places than there are")
    }

    fn fresh_place(&mut self) -> i64 {
        self.last_place += 1;
        self.last_place
    }

    /// Who waits and does not rest, in order.
    fn waiting(&self) -> Vec<i64> {
        let mut waiting: Vec<_> = self.line.iter().filter(|one| !one.resting && one.until.is_none()).collect();
        waiting.sort_by_key(|one| one.place);
        waiting.into_iter().map(|one| one.who).collect()
    }

    /// The first of them for whom enough places are free.
    fn next(&self) -> Option<i64> {
        self.waiting().into_iter().find(|who| places(*who) <= self.free())
    }

    fn rest(&mut self, who: i64) {
        let place = self.fresh_place();
        for one in self.line.iter_mut().filter(|one| one.who == who) {
            *one = InLine { who, place, resting: true, until: None };
        }
    }

    /// Another place is free: whoever rested is asked again.
    fn wake(&mut self) {
        self.line.iter_mut().for_each(|one| one.resting = false);
        self.asked.clear();
    }

    fn settle(&mut self) {
        let line = Line {
            starts_at: self.starts_at,
            free: self.free(),
            offers: self.line.iter().filter_map(|one| Some(Standing { sign_up: SignUpId::from_raw(one.who), places: places(one.who), until: one.until? })).collect(),
            waiting: self.waiting().into_iter().map(|who| Waiting { sign_up: SignUpId::from_raw(who), places: places(who) }).collect(),
        };
        for step in line.due(&self.rules, self.now) {
            match step {
                Step::Lapse(offer) => self.rest(offer.sign_up.raw()),
                Step::Offer(next, until) => {
                    let who = next.sign_up.raw();
                    assert_eq!(self.next(), Some(who), "the order is kept among those for whom there is room");
                    assert!(self.asked.insert(who), "nobody is asked twice for the same place");
                    assert!(until > self.now && until <= self.starts_at);
                    self.line.iter_mut().filter(|one| one.who == who).for_each(|one| one.until = Some(until));
                }
                Step::Close => self.line.clear(),
            }
        }
        assert!(self.free() <= self.capacity);
    }

    fn happens(&mut self, event: Event) {
        let offered = |who: i64| move |one: &InLine| one.who == who && one.until.is_some();
        match event {
            Event::Join(who) if self.now < self.starts_at && places(who) <= self.capacity && !self.confirmed.contains(&who) && self.line.iter().all(|one| one.who != who) => {
                let promised: u32 = self.waiting().into_iter().map(places).filter(|places| *places <= self.free()).sum();
                if self.free() >= promised + places(who) {
                    self.confirmed.insert(who);
                } else {
                    let place = self.fresh_place();
                    self.line.push(InLine { who, place, resting: false, until: None });
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
    fn whatever_happens_the_line_keeps_its_promises(capacity in 1_u32..5, events in prop::collection::vec(event(), 0..120)) {
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
        prop_assert_eq!(shift.next(), None, "free places are offered while somebody wants as many");
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
    assert_eq!((offered(&shift), shift.free(), shift.line.len()), (None, 1, 2), "both rest, and nobody holds the place");
    shift.happens(Event::Join(4));
    assert!(shift.confirmed.contains(&4));
    shift.happens(Event::GiveBack(4));
    assert_eq!(offered(&shift), Some(2), "another free place is another question, in the order in which they let the last one go");
}

#[test]
fn a_group_is_kept_together_and_holds_nobody_up() {
    let mut shift = Shift::new(2);
    for who in [1, 2, 5, 3] {
        shift.happens(Event::Join(who));
    }
    let offered = |shift: &Shift| shift.line.iter().filter(|one| one.until.is_some()).map(|one| one.who).collect::<Vec<_>>();
    shift.happens(Event::GiveBack(1));
    assert_eq!(offered(&shift), [3], "two of them need two places, and one is free");
    shift.happens(Event::Leave(3));
    shift.happens(Event::GiveBack(2));
    assert_eq!(offered(&shift), [5], "now both have a place");
}
