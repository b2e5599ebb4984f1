//! Words for a rule by which shifts come again.

use super::{activities, format};
use crate::city::city;
use crate::t;
use domain::recurrence::{ByDay, Frequency, Programme, Rule};

/// `每周二、周四 09:00–11:00，11月24日周二—12月31日周四`.
pub fn words(programme: &Programme) -> String {
    let zone = &city().zone;
    let time = programme.pattern.on(programme.first, zone);
    let clock = format!("{}–{}", format::clock(time.start), format::clock(time.end));
    let days = programme.days();
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return rounds(&programme.rule, programme) };
    let day = |day| format::day(zone.start_of(day));
    t!(manage.programme_words, rounds = rounds(&programme.rule, programme), time = clock, first = day(*first), last = day(*last))
}

/// How often, on which days.
fn rounds(rule: &Rule, programme: &Programme) -> String {
    let count = rule.interval.to_string();
    match (rule.frequency, rule.interval) {
        (Frequency::Daily, 1) => t!(manage.repeat_daily).to_owned(),
        (Frequency::Daily, _) => t!(manage.programme_days, count = count),
        (Frequency::Weekly, 1) => t!(manage.programme_weekly, days = weekdays(rule, programme)),
        (Frequency::Weekly, _) => t!(manage.programme_weeks, count = count, days = weekdays(rule, programme)),
        (Frequency::Monthly, 1) => t!(manage.programme_monthly, days = month_days(rule, programme)),
        (Frequency::Monthly, _) => t!(manage.programme_months, count = count, days = month_days(rule, programme)),
    }
}

fn weekdays(rule: &Rule, programme: &Programme) -> String {
    let own = [ByDay { weekday: programme.first.weekday(), nth: None }];
    let days = if rule.by_day.is_empty() { &own[..] } else { &rule.by_day };
    days.iter().map(|by| weekday(by.weekday)).collect::<Vec<_>>().join(t!(manage.programme_and))
}

/// A day of the month, or which one of its weekdays; a rule that says more than the form can make is not spelt out.
fn month_days(rule: &Rule, programme: &Programme) -> String {
    match (rule.by_day.as_slice(), rule.by_month_day.as_slice()) {
        ([], []) => t!(manage.programme_date, day = programme.first.parts().2.to_string()),
        ([ByDay { weekday: which, nth: Some(nth @ 1..) }], []) => t!(manage.programme_nth, nth = nth.to_string(), weekday = weekday(*which)),
        _ => t!(manage.programme_some).to_owned(),
    }
}

/// 0 is Monday.
fn weekday(number: u8) -> &'static str {
    activities::weekdays().get(usize::from(number)).copied().unwrap_or_default()
}
