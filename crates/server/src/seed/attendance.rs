//! Who goes to which shift, and what comes of it: sign-ups and records, as a plan in memory.
//!
//! Shifts are gone through in the order of time and a person takes one a day, so nothing of a
//! person's ever overlaps. The plan is a few bytes a sign-up; rows are made from it when written.

use super::activities::{Activity, minimum_age};
use super::calendar::Calendar;
use super::crowd::{Crowd, VOLUNTEER};
use super::dice::{Dice, Purpose};
use domain::activity::ActivityStatus;
use domain::check_in::credited_minutes;
use domain::policy::Policy;
use domain::time::{Interval, Timestamp};

/// Percent of coming shifts that are full, and the most the others are taken.
const FULL: usize = 12;
const MOST_TAKEN: i64 = 75;
/// Percent of the past's free places that somebody took and did not come, and of all sign-ups that
/// were taken back.
const NO_SHOWS: usize = 6;
const WITHDRAWN: usize = 4;
/// Most sign-ups still to come that the seeder gives one person.
const MOST_COMING: u8 = 10;
/// Draws before a place is left free.
const DRAWS: usize = 40;

/// A shift.
pub(super) struct Shift {
    /// Place in the list of activities.
    pub(super) activity: u32,
    /// Place in the activity's positions.
    pub(super) position: u8,
    pub(super) start: Timestamp,
    /// Where its sign-ups begin in [`Plan::going`]; they end where the next shift's begin.
    first: u32,
    pub(super) taken: u16,
}

/// What came of a sign-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Still to come, or never came.
    Confirmed,
    Cancelled,
    /// Came: a credited record of this grade.
    Served(char),
    /// Came and forgot to check out.
    Pending,
}

/// A sign-up.
pub(super) struct Going {
    pub(super) person: u32,
    pub(super) fate: Fate,
    /// Seconds after the shift's begin of the check-in, and before its end of the check-out.
    late: u16,
    early: u16,
}

impl Going {
    /// Check-in and check-out.
    pub(super) fn served(&self, shift: Interval) -> Interval {
        Interval { start: shift.start.plus_seconds(i64::from(self.late)), end: shift.end.plus_seconds(-i64::from(self.early)) }
    }

    /// Minutes the record is worth, by the rule the kiosk goes by.
    pub(super) fn minutes(&self, shift: Interval, policy: &Policy) -> u32 {
        match self.fate {
            Fate::Served(_) => credited_minutes(self.served(shift), shift, &[], policy).min(u32::from(policy.records.daily_cap_minutes)),
            _ => 0,
        }
    }
}

/// All shifts in the order of time, and who goes.
pub(super) struct Plan {
    pub(super) shifts: Vec<Shift>,
    pub(super) going: Vec<Going>,
    pub(super) records: usize,
}

impl Plan {
    /// Plans the shifts of `activities` with about `records` records, and sums the credited minutes
    /// of the people up.
    pub(super) fn new(activities: &[Activity<'_>], records: usize, crowd: &mut Crowd, calendar: &Calendar, policy: &Policy, seed: u64) -> Self {
        let mut plan = Self { shifts: shifts_of(activities), going: Vec::with_capacity(records + records / 8), records: 0 };
        let places = |shift: &Shift| activities.get(shift.activity as usize).filter(|a| a.status == ActivityStatus::Published && shift.start < calendar.now()).map_or(0, |a| usize::from(a.capacity));
        let mut draft = Draft { dice: Dice::new(seed, Purpose::Attendance), tickets: crowd.tickets(), joined: 0, days: vec![Days::default(); crowd.people.len()], crowd, calendar, policy };
        let mut places_left: usize = plan.shifts.iter().map(places).sum();
        let mut shifts = std::mem::take(&mut plan.shifts);
        for shift in &mut shifts {
            shift.first = u32::try_from(plan.going.len()).unwrap_or(u32::MAX);
            let Some(activity) = activities.get(shift.activity as usize) else { continue };
            draft.let_in(shift.start);
            let own = places(shift);
            if own > 0 {
                let left = records.saturating_sub(plan.records);
                let expected = i64::try_from(left * own * 100 / places_left.max(1)).unwrap_or(0);
                let wanted = usize::try_from(expected * draft.dice.between(60, 140) / 10_000).unwrap_or(0) + usize::from(draft.dice.below(100) < usize::try_from(expected % 100).unwrap_or(0));
                places_left -= own;
                plan.records += draft.past(activity, shift, wanted.min(own).min(left), &mut plan.going);
            } else if shift.start >= calendar.now() && activity.status != ActivityStatus::Draft {
                draft.coming(activity, shift, &mut plan.going);
            }
        }
        plan.shifts = shifts;
        plan
    }

    /// The sign-ups of the `n`th shift.
    pub(super) fn of(&self, n: usize) -> &[Going] {
        let from = self.shifts.get(n).map_or(self.going.len(), |s| s.first as usize);
        let to = self.shifts.get(n + 1).map_or(self.going.len(), |s| s.first as usize);
        self.going.get(from..to).unwrap_or_default()
    }
}

fn shifts_of(activities: &[Activity<'_>]) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for (number, activity) in (0_u32..).zip(activities) {
        for start in &activity.occasions {
            for position in (0_u8..).take(activity.positions.len()) {
                shifts.push(Shift { activity: number, position, start: *start, first: 0, taken: 0 });
            }
        }
    }
    // The demonstration's own first: its people are not to be drawn for something else that day.
    shifts.sort_by_key(|s| (s.start, activities.get(s.activity as usize).is_some_and(|a| !a.demo), s.activity, s.position));
    shifts
}

/// What a person does already.
#[derive(Clone, Default)]
struct Days {
    /// The last day with a shift, from 1970-01-01.
    last: i32,
    /// Sign-ups still to come.
    coming: u8,
}

struct Draft<'a> {
    dice: Dice,
    tickets: Vec<u32>,
    /// Tickets of people who have joined.
    joined: usize,
    days: Vec<Days>,
    crowd: &'a mut Crowd,
    calendar: &'a Calendar,
    policy: &'a Policy,
}

impl Draft<'_> {
    /// Lets those in who joined before `start`, and before today.
    fn let_in(&mut self, start: Timestamp) {
        let until = start.min(self.calendar.now());
        let has_joined = |ticket: &u32| self.crowd.people.get(*ticket as usize).is_some_and(|p| p.joined_at < until);
        while self.tickets.get(self.joined).is_some_and(has_joined) {
            self.joined += 1;
        }
    }

    /// A past shift with `wanted` records; how many there are.
    fn past(&mut self, activity: &Activity<'_>, shift: &mut Shift, wanted: usize, going: &mut Vec<Going>) -> usize {
        let time = Interval { start: shift.start, end: shift.start.plus_minutes(activity.minutes) };
        let mut made = 0;
        for _ in 0..wanted {
            let Some(person) = self.draw(activity, shift.start) else { break };
            let fate = match self.dice.below(1000) {
                0..8 => Fate::Pending,
                8..830 => Fate::Served('B'),
                830..910 => Fate::Served('A'),
                910..980 => Fate::Served('C'),
                _ => Fate::Served('D'),
            };
            let by_scan = matches!(fate, Fate::Pending | Fate::Served('A' | 'B'));
            let mut moment = |most: i64| if by_scan { u16::try_from(self.dice.between(0, most)).unwrap_or(0) } else { 0 };
            let one = Going { person, fate, late: moment(700), early: moment(400) };
            if let Some(person) = self.crowd.people.get_mut(person as usize) {
                person.minutes += one.minutes(time, self.policy);
            }
            going.push(one);
            made += 1;
        }
        shift.taken = u16::try_from(made).unwrap_or(u16::MAX);
        for _ in made..usize::from(activity.capacity) {
            if self.dice.chance(NO_SHOWS) && self.sign_up(activity, shift.start, Fate::Confirmed, going) {
                shift.taken += 1;
            }
        }
        made
    }

    fn coming(&mut self, activity: &Activity<'_>, shift: &mut Shift, going: &mut Vec<Going>) {
        let capacity = i64::from(activity.capacity);
        let wanted = if activity.demo {
            self.demo(shift, going);
            self.dice.between(0, capacity / 2)
        } else if self.dice.chance(FULL) {
            capacity
        } else {
            capacity * self.dice.between(0, MOST_TAKEN) / 100
        };
        let called_off = activity.status == ActivityStatus::Cancelled;
        for _ in 0..wanted {
            let fate = if called_off { Fate::Cancelled } else { Fate::Confirmed };
            if self.sign_up(activity, shift.start, fate, going) && !called_off {
                shift.taken += 1;
            }
            if self.dice.chance(WITHDRAWN) {
                self.sign_up(activity, shift.start, Fate::Cancelled, going);
            }
        }
    }

    /// The demonstration's volunteer has a place whatever the time.
    fn demo(&mut self, shift: &mut Shift, going: &mut Vec<Going>) {
        if let Some((days, person)) = self.days.get_mut(VOLUNTEER).zip(u32::try_from(VOLUNTEER).ok()) {
            days.last = day(self.calendar, shift.start);
            days.coming += 1;
            going.push(Going { person, fate: Fate::Confirmed, late: 0, early: 0 });
            shift.taken += 1;
        }
    }

    fn sign_up(&mut self, activity: &Activity<'_>, start: Timestamp, fate: Fate, going: &mut Vec<Going>) -> bool {
        let drawn = self.draw(activity, start);
        going.extend(drawn.map(|person| Going { person, fate, late: 0, early: 0 }));
        drawn.is_some()
    }

    /// Somebody who may come and has nothing else on that day.
    fn draw(&mut self, activity: &Activity<'_>, start: Timestamp) -> Option<u32> {
        let today = day(self.calendar, start);
        let is_coming = start >= self.calendar.now();
        let minimum = minimum_age(activity.template, self.policy);
        let youngest = minimum.unwrap_or(0).max(self.policy.minors.guardian_consent_under_years);
        // The latest birth that is old enough; leap days make it a little later than need be.
        let born_by = today - i32::from(youngest) * 366;
        for _ in 0..DRAWS {
            let ticket = *self.tickets.get(self.dice.below(self.joined))?;
            let (person, days) = self.crowd.people.get(ticket as usize).zip(self.days.get_mut(ticket as usize))?;
            let old_enough = if person.has_card { person.born <= born_by } else { minimum.is_none() };
            if !old_enough || days.last == today || (is_coming && days.coming >= MOST_COMING) {
                continue;
            }
            days.last = today;
            days.coming += u8::from(is_coming);
            return Some(ticket);
        }
        None
    }
}

fn day(calendar: &Calendar, at: Timestamp) -> i32 {
    i32::try_from(calendar.zone.day_of(at).unix_days()).unwrap_or(0)
}
