//! Dates, times and numbers as people read them, in the city's time zone.

use super::tag;
use crate::browser::intl;
use crate::city::{city, now};
use crate::t;
use domain::time::{Day, Interval, Timestamp};

/// `11月24日周二`; with the year when it is another one.
pub fn day(at: Timestamp) -> String {
    let year_of = |at| city().zone.day_of(at).parts().0;
    let year = if year_of(at) == year_of(now()) { &[][..] } else { &[("year", "numeric")][..] };
    in_zone(&[year, &[("month", "short"), ("day", "numeric"), ("weekday", "short")]].concat(), at)
}

/// `14:00`.
pub fn clock(at: Timestamp) -> String {
    in_zone(&[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")], at)
}

/// `今天 14:00–17:00`, or with the date; both dates when it goes past midnight.
pub fn span(time: Interval) -> String {
    let end = if city().zone.is_on_one_day(time) { clock(time.end) } else { format!("{} {}", near_day(time.end), clock(time.end)) };
    format!("{} {}–{end}", near_day(time.start), clock(time.start))
}

/// `今天 11月24日周二`, or the date alone.
pub fn near_day(at: Timestamp) -> String {
    match city().zone.days_between(now(), at) {
        0 => format!("{} {}", t!(shell.today), day(at)),
        1 => format!("{} {}", t!(shell.tomorrow), day(at)),
        _ => day(at),
    }
}

/// `2026年11月24日 14:05`.
pub fn moment(at: Timestamp) -> String {
    let date = in_zone(&[("year", "numeric"), ("month", "short"), ("day", "numeric")], at);
    format!("{date} {}", clock(at))
}

/// `今天 11月24日周二 14:05`, or the date with the time: for what is near.
pub fn near_moment(at: Timestamp) -> String {
    format!("{} {}", near_day(at), clock(at))
}

/// `14:05`, with the date when it is another day's: for what nearly always is of today.
pub fn short_moment(at: Timestamp) -> String {
    if city().zone.days_between(now(), at) == 0 { clock(at) } else { format!("{} {}", day(at), clock(at)) }
}

/// `09:00–12:00`, with the date when it is another day's.
pub fn short_span(time: Interval) -> String {
    let end = if city().zone.days_between(time.start, time.end) == 0 { clock(time.end) } else { short_moment(time.end) };
    format!("{}–{end}", short_moment(time.start))
}

/// A day of the calendar, in full.
pub fn date(day: Day) -> String {
    in_zone(&[("year", "numeric"), ("month", "long"), ("day", "numeric")], city().zone.start_of(day))
}

/// `2026年12月`.
pub fn month(day: Day) -> String {
    in_zone(&[("year", "numeric"), ("month", "long")], city().zone.start_of(day))
}

/// `3 分钟前`; the date when it is longer ago than a week.
pub fn ago(at: Timestamp) -> String {
    let seconds = at.seconds_since(now());
    let (amount, unit) = match seconds.abs() {
        0..=59 => (0, "minute"),
        60..=3_599 => (seconds / 60, "minute"),
        3_600..=86_399 => (seconds / 3_600, "hour"),
        86_400..=604_799 => (seconds / 86_400, "day"),
        _ => return moment(at),
    };
    intl::relative(tag(), amount as f64, unit)
}

/// `3 小时 20 分钟`.
pub fn duration(minutes: u64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest) {
        (0, _) => t!(shell.minutes_only, minutes = rest.to_string()),
        (_, 0) => t!(shell.hours_only, hours = number(hours)),
        _ => t!(shell.hours_minutes, hours = number(hours), minutes = rest.to_string()),
    }
}

/// A whole number with separators.
pub fn number(number: u64) -> String {
    intl::number(tag(), number as f64)
}

fn in_zone(form: &[(&'static str, &str)], at: Timestamp) -> String {
    let zone = [("timeZone", city().zone.name.as_str())];
    intl::date_time(tag(), &[form, &zone].concat(), at.unix_ms())
}

/// `47 秒钟`, `12 分钟`, `3 小时`, `5 天`: whole units of the biggest that fits.
pub fn lasting(seconds: i64) -> String {
    let (amount, unit) = match seconds {
        ..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    intl::amount(tag(), amount as f64, unit)
}
