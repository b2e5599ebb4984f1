//! A programme: shifts that come again by one rule, which is kept with them so that it can go on, change from some day on, or end.
//!
//! It is thought as in RFC 5545: the rule and its first day make the days, [`Programme::except`] are the days without a shift (EXDATE), and each shift
//! keeps the day it was made for (RECURRENCE-ID), also when it was moved on its own since. Such a shift is an exception: what is changed for
//! those that follow or for all leaves it as it is.

use super::{End, Frequency, Rule};
use crate::activity::{LONGEST_SHIFT_HOURS, MOST_PEOPLE, MOST_SHIFTS, SHIFT_YEARS};
use crate::time::{Day, Interval, Zone};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most rules of one position: a bound of one request.
pub const MOST_PROGRAMMES: usize = 10;
/// Most days that one rule leaves out.
pub const MOST_EXCEPT: usize = 366;
/// Minutes of a day of the clock.
const DAY_MINUTES: i64 = 24 * 60;
/// Days of a rule that are looked at to find the ones there is room for: more than a position has shifts and a rule leaves out.
const LOOKED_AT: usize = 4_000;

/// What the shifts of a programme have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// When they begin: minutes since midnight by the city's clock, 0 to 1439.
    pub from: u16,
    /// How long they last, in minutes.
    pub minutes: u16,
    /// How many people each of them takes.
    pub capacity: u32,
}

impl Pattern {
    /// That of a shift; a length beyond any shift's is cut.
    pub fn of(time: Interval, capacity: u32, zone: &Zone) -> Self {
        Self { from: zone.minute_of_day(time.start), minutes: u16::try_from(time.millis() / 60_000).unwrap_or(u16::MAX), capacity }
    }

    /// When the shift of `day` is. The clock is asked for that very day, so that it also holds where clocks are put forward.
    pub fn on(self, day: Day, zone: &Zone) -> Interval {
        let start = zone.start_of(day).plus_minutes(self.from.into());
        Interval { start, end: start.plus_minutes(self.minutes.into()) }
    }
}

/// Which shift of a programme: RFC 5545's RECURRENCE-ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Occurrence {
    /// The programme's place in the list of its position.
    pub programme: u16,
    /// The day the rule made it for.
    pub day: Day,
}

/// A rule, where it begins, and what it makes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// The RRULE of RFC 5545.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231"))]
    pub rule: Rule,
    /// Where the rule's rounds are counted from. It has a shift only if the rule says so.
    pub first: Day,
    /// Days of the rule without a shift: holidays, and shifts that were taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Day>,
    pub pattern: Pattern,
}

impl Programme {
    /// A programme that begins with a shift on `first`, and the days that come with it: at most `most`, without those of `leave_out`. It ends with the
    /// last one there was room for.
    pub fn begin(rule: Rule, first: Day, pattern: Pattern, leave_out: &[Day], most: usize) -> (Self, Vec<Day>) {
        Self { rule, first, except: Vec::new(), pattern }.with_days_after(first, leave_out, most)
    }

    /// The programme going on until `until`, and the days that come with it, as with [`Self::begin`]. Days it has had already, with a shift or
    /// without one, do not come again; nothing comes when it lasts as long as that.
    pub fn extended(&self, until: Day, leave_out: &[Day], most: usize) -> (Self, Vec<Day>) {
        let last = self.rule.days(self.first, &[], LOOKED_AT).last().copied().unwrap_or(self.first);
        if until <= last {
            return (self.clone(), Vec::new());
        }
        let rule = Rule { end: End::Until(until), ..self.rule.clone() };
        Self { rule, ..self.clone() }.with_days_after(last, leave_out, most)
    }

    fn with_days_after(mut self, after: Day, leave_out: &[Day], most: usize) -> (Self, Vec<Day>) {
        let coming = self.rule.days(self.first, &self.except, LOOKED_AT).into_iter().filter(|day| *day > after);
        let (left_out, mut days): (Vec<Day>, Vec<Day>) = coming.partition(|day| leave_out.contains(day));
        if days.len() > most {
            days.truncate(most);
            self.rule.end = End::Until(days.last().copied().unwrap_or(after));
        }
        let end = if let End::Until(until) = self.rule.end { Some(until) } else { None };
        self.except.extend(left_out.into_iter().filter(|day| end.is_none_or(|end| *day <= end)));
        (self, days)
    }

    /// The days that have a shift, rising, as many as a position may have shifts.
    pub fn days(&self) -> Vec<Day> {
        self.rule.days(self.first, &self.except, MOST_SHIFTS)
    }

    /// The programme until the day before `day`, and the one that begins on `day`, which is one of its days. Together they have the same days.
    pub(super) fn split(&self, day: Day) -> (Self, Self) {
        let (mut head, mut tail) = (self.clone(), self.clone());
        if let End::Count(count) = self.rule.end {
            let before = self.rule.days(self.first, &[], usize::from(count)).iter().filter(|one| **one < day).count();
            tail.rule.end = End::Count(count.saturating_sub(u16::try_from(before).unwrap_or(u16::MAX)).max(1));
        }
        head.rule.end = End::Until(day.plus_days(-1));
        tail.first = day;
        head.except.retain(|one| *one < day);
        tail.except.retain(|one| *one > day);
        (head, tail)
    }

    /// Lets only the days of `kept` have a shift, which are some of its days, and ends it with the last of them.
    pub(super) fn shrink_to(&mut self, kept: &[Day]) {
        let Some(last) = kept.iter().max().copied() else { return };
        let mut without: Vec<Day> = self.days().into_iter().filter(|day| *day <= last && !kept.contains(day)).collect();
        self.rule.end = End::Until(last);
        self.except.retain(|day| *day <= last);
        self.except.append(&mut without);
        self.except.sort_unstable();
    }

    /// The same some weeks later; none when its days of the month would not be the same days of the week.
    pub fn weeks_later(&self, weeks: i64) -> Option<Self> {
        let is_of_weeks = self.rule.frequency != Frequency::Monthly && self.rule.by_month_day.is_empty();
        if weeks != 0 && !is_of_weeks {
            return None;
        }
        let later = |day: Day| day.plus_days(weeks * 7);
        let mut moved = Self { first: later(self.first), except: self.except.iter().copied().map(later).collect(), ..self.clone() };
        if let End::Until(until) = moved.rule.end {
            moved.rule.end = End::Until(later(until));
        }
        Some(moved)
    }

    fn is_within_bounds(&self) -> bool {
        let pattern = self.pattern;
        (SHIFT_YEARS.start.unix_ms()..SHIFT_YEARS.end.unix_ms()).contains(&(self.first.unix_days() * 86_400_000))
            && self.except.len() <= MOST_EXCEPT
            && i64::from(pattern.from) < DAY_MINUTES
            && (1..=LONGEST_SHIFT_HOURS * 60).contains(&pattern.minutes.into())
            && (1..=MOST_PEOPLE).contains(&pattern.capacity)
    }
}

/// Whether the programmes of a position are well formed and `shifts`, what each shift of the position says it came from, follow them: each on a day
/// of its rule, no two on the same one, and no programme without shifts.
pub fn are_followed(programmes: &[Programme], shifts: impl IntoIterator<Item = Occurrence>) -> bool {
    if programmes.len() > MOST_PROGRAMMES || !programmes.iter().all(Programme::is_within_bounds) {
        return false;
    }
    let days: Vec<Vec<Day>> = programmes.iter().map(Programme::days).collect();
    let (mut seen, mut used) = (HashSet::new(), HashSet::new());
    let followed = shifts.into_iter().all(|one| {
        used.insert(one.programme);
        seen.insert(one) && days.get(usize::from(one.programme)).is_some_and(|days| days.contains(&one.day))
    });
    followed && used.len() == programmes.len()
}
