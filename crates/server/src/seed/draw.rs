//! Drawing who goes to a shift: one of those who had joined, may come, and have nothing else that day.

use super::activities::{Activity, minimum_age};
use super::attendance::{Fate, Going, Shift};
use super::calendar::Calendar;
use super::crowd::{Crowd, VOLUNTEER};
use super::dice::{Dice, Purpose};
use domain::activity::ActivityStatus;
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
/// Begins of the shifts the demonstration's volunteer has a place in: days after today, minutes
/// after midnight.
const DEMO_STARTS: [(i64, i64); 4] = [(0, 8 * 60), (0, 12 * 60), (0, 16 * 60), (1, 8 * 60)];
/// Draws before a place is left free.
const DRAWS: usize = 40;

/// What a person does already.
#[derive(Clone, Default)]
struct Days {
    /// The last day with a shift, from 1970-01-01.
    last: i32,
    /// Sign-ups still to come.
    coming: u8,
}

/// The state of a draw that goes through the shifts in the order of time.
pub(super) struct Draft<'a> {
    dice: Dice,
    tickets: Vec<u32>,
    /// Tickets of people who have joined.
    joined: usize,
    days: Vec<Days>,
    crowd: &'a mut Crowd,
    calendar: &'a Calendar,
    policy: &'a Policy,
}

impl<'a> Draft<'a> {
    pub(super) fn new(crowd: &'a mut Crowd, calendar: &'a Calendar, policy: &'a Policy, seed: u64) -> Self {
        let (tickets, days) = (crowd.tickets(), vec![Days::default(); crowd.people.len()]);
        Self { dice: Dice::new(seed, Purpose::Attendance), tickets, joined: 0, days, crowd, calendar, policy }
    }

    /// A whole number within two fifths of `over / under`; on average that.
    pub(super) fn about(&mut self, over: usize, under: usize) -> usize {
        let thousandths = over * 10 / under.max(1) * (60 + self.dice.below(81));
        thousandths / 1000 + usize::from(self.dice.below(1000) < thousandths % 1000)
    }

    /// Lets those in who joined before `start`, and before today.
    pub(super) fn let_in(&mut self, start: Timestamp) {
        let until = start.min(self.calendar.now());
        let has_joined = |ticket: &u32| self.crowd.people.get(*ticket as usize).is_some_and(|p| p.joined_at < until);
        while self.tickets.get(self.joined).is_some_and(has_joined) {
            self.joined += 1;
        }
    }

    /// A past shift with `wanted` records; how many there are.
    pub(super) fn past(&mut self, activity: &Activity<'_>, shift: &mut Shift, wanted: usize, going: &mut Vec<Going>) -> usize {
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

    /// A shift still to come.
    pub(super) fn coming(&mut self, activity: &Activity<'_>, shift: &mut Shift, going: &mut Vec<Going>) {
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

    /// The demonstration's volunteer has a place all through today's daytime, so that there is
    /// something to check in to whenever the portal is shown, and one tomorrow morning. Nothing else
    /// comes up for them on these days.
    fn demo(&mut self, shift: &mut Shift, going: &mut Vec<Going>) {
        if let Some((days, person)) = self.days.get_mut(VOLUNTEER).zip(u32::try_from(VOLUNTEER).ok()) {
            days.last = day(self.calendar, shift.start);
            if !DEMO_STARTS.into_iter().any(|(days, minute)| self.calendar.at(days, minute) == shift.start) {
                return;
            }
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
