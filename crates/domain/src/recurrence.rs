//! Days that come again: the part of RFC 5545 (RRULE and EXDATE) that a programme of a team needs.
//!
//! China has one offset all year, so a recurrence is arithmetic on days of the calendar and knows no clock. Weeks begin on Monday,
//! as in RFC 5545 unless it is said otherwise.

mod programme;
mod series;
mod text;

pub use programme::{MOST_EXCEPT, MOST_PROGRAMMES, Occurrence, Pattern, Programme, are_followed};
pub use series::{Member, Scope, Series};
pub use text::InvalidRule;

use crate::time::Day;

/// The last year in which days are looked for: a rule that fits no day, such as every 31 February, ends there.
const LAST_YEAR: i32 = 2099;

/// How often a round begins anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
}

/// A day of the week, in a month perhaps only the first, the last or another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ByDay {
    /// Days since Monday, 0 to 6.
    pub weekday: u8,
    /// Which one of its month, 1 to 5; -1 is the last. None means each.
    pub nth: Option<i8>,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// After so many days; those that are left out count.
    Count(u16),
    /// With this day.
    Until(Day),
}

/// A rule by which days come again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub frequency: Frequency,
    /// Each so many days, weeks or months; at least 1.
    pub interval: u16,
    pub by_day: Vec<ByDay>,
    /// Days of the month, 1 to 31; -1 is the last.
    pub by_month_day: Vec<i8>,
    pub end: End,
}

impl Rule {
    /// The days of the rule that begins at `start`, rising, at most `most` of them, without those of `except`. The rule says which days fit: the
    /// first one is among them only if it does.
    pub fn days(&self, start: Day, except: &[Day], most: usize) -> Vec<Day> {
        let (count, until) = match self.end {
            End::Count(count) => (usize::from(count), None),
            End::Until(until) => (usize::MAX, Some(until)),
        };
        let all = (0..).map(|round| self.round(start, round)).take_while(|(begin, _)| begin.parts().0 <= LAST_YEAR && until.is_none_or(|until| *begin <= until));
        let fitting = all.flat_map(|(_, days)| days).filter(|day| *day >= start);
        fitting.take(count).take_while(|day| until.is_none_or(|until| *day <= until)).filter(|day| !except.contains(day)).take(most).collect()
    }

    /// The first day of a round, and the days in it that fit.
    fn round(&self, start: Day, round: i64) -> (Day, Vec<Day>) {
        let steps = round * i64::from(self.interval.max(1));
        match self.frequency {
            Frequency::Daily => {
                let day = start.plus_days(steps);
                let fits = (self.by_day.is_empty() || self.is_weekday(day)) && (self.by_month_day.is_empty() || self.is_month_day(day));
                (day, if fits { vec![day] } else { Vec::new() })
            }
            Frequency::Weekly => {
                let monday = start.plus_days(steps * 7 - i64::from(start.weekday()));
                let fits = |day: &Day| if self.by_day.is_empty() { day.weekday() == start.weekday() } else { self.is_weekday(*day) };
                (monday, (0..7).map(|n| monday.plus_days(n)).filter(fits).collect())
            }
            Frequency::Monthly => {
                let (first, days) = month(start, steps);
                let fits = |day: &Day| match (self.by_day.is_empty(), self.by_month_day.is_empty()) {
                    (true, true) => day.parts().2 == start.parts().2,
                    (true, false) => self.is_month_day(*day),
                    (false, true) => self.is_nth_weekday(*day),
                    (false, false) => self.is_month_day(*day) && self.is_nth_weekday(*day),
                };
                (first, days.into_iter().filter(fits).collect())
            }
        }
    }

    fn is_weekday(&self, day: Day) -> bool {
        self.by_day.iter().any(|by| by.weekday == day.weekday())
    }

    fn is_nth_weekday(&self, day: Day) -> bool {
        let (from_first, from_last) = ((i64::from(day.parts().2) - 1) / 7 + 1, -(i64::from(days_after(day)) / 7 + 1));
        self.by_day.iter().any(|by| by.weekday == day.weekday() && by.nth.is_none_or(|nth| [from_first, from_last].contains(&i64::from(nth))))
    }

    fn is_month_day(&self, day: Day) -> bool {
        let (from_first, from_last) = (i16::from(day.parts().2), -(i16::from(days_after(day)) + 1));
        self.by_month_day.iter().any(|by| [from_first, from_last].contains(&i16::from(*by)))
    }
}

/// The first day of the month `months` after that of `day`, and all its days.
fn month(day: Day, months: i64) -> (Day, Vec<Day>) {
    let (year, month, _) = day.parts();
    let count = i64::from(year) * 12 + i64::from(month) - 1 + months;
    let (year, month) = (i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX), u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1));
    let days: Vec<Day> = (1..=31).filter_map(|day| Day::new(year, month, day)).collect();
    // Where the calendar has ended, the last year of a rule has too.
    let first = days.first().copied().or_else(|| Day::new(9999, 12, 31)).unwrap_or(day);
    (first, days)
}

/// Days that follow in the same month.
fn days_after(day: Day) -> u8 {
    let (year, month, number) = day.parts();
    (number + 1..=31).filter(|later| Day::new(year, month, *later).is_some()).count().try_into().unwrap_or(0)
}

#[cfg(test)]
mod tests;
