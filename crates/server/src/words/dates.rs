//! Days, times and numbers as the page writes them by the browser's `Intl` (`src/i18n/format.rs`).

use super::{Telling, t};
use domain::time::{Interval, Timestamp};

impl Telling<'_> {
    /// `11月24日周二`; with the year when it is another one.
    fn day(&self, at: Timestamp) -> String {
        let (words, zone) = (&self.words, &self.portal.zone);
        let months = [
            t!(words, first_view.january), t!(words, first_view.february), t!(words, first_view.march), t!(words, first_view.april), t!(words, first_view.may), t!(words, first_view.june),
            t!(words, first_view.july), t!(words, first_view.august), t!(words, first_view.september), t!(words, first_view.october), t!(words, first_view.november), t!(words, first_view.december),
        ];
        let weekdays = [
            t!(words, activity.monday), t!(words, activity.tuesday), t!(words, activity.wednesday), t!(words, activity.thursday), t!(words, activity.friday), t!(words, activity.saturday), t!(words, activity.sunday),
        ];
        let day = zone.day_of(at);
        let (year, month, date) = day.parts();
        let month = months[usize::from(month - 1)];
        let weekday = weekdays[usize::from(day.weekday())];
        if year == zone.day_of(self.now()).parts().0 {
            t!(words, first_view.day, month = month, date = date.to_string(), weekday = weekday)
        } else {
            t!(words, first_view.day_of_year, year = year.to_string(), month = month, date = date.to_string(), weekday = weekday)
        }
    }

    /// `14:00`.
    pub(crate) fn clock(&self, at: Timestamp) -> String {
        let minutes = self.portal.zone.minute_of_day(at);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// `11月24日周二 14:05`.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        format!("{} {}", self.day(at), self.clock(at))
    }

    /// `今天 11月24日周二`, or the date alone.
    pub(crate) fn near_day(&self, at: Timestamp) -> String {
        let words = &self.words;
        match self.portal.zone.days_between(self.now(), at) {
            0 => format!("{} {}", t!(words, shell.today), self.day(at)),
            1 => format!("{} {}", t!(words, shell.tomorrow), self.day(at)),
            _ => self.day(at),
        }
    }

    /// `今天 14:00–17:00`, or with the date; both dates when it goes past midnight.
    pub(crate) fn span(&self, time: Interval) -> String {
        let end = if self.portal.zone.is_on_one_day(time) { self.clock(time.end) } else { format!("{} {}", self.near_day(time.end), self.clock(time.end)) };
        format!("{} {}–{end}", self.near_day(time.start), self.clock(time.start))
    }
}

/// A whole number with separators.
pub(crate) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_a_comma_at_each_thousand() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(number), ["0", "999", "1,000", "1,234,567"]);
    }
}
