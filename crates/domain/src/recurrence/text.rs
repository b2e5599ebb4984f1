//! A rule as RFC 5545 writes it: `FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261231`.

use super::{ByDay, End, Frequency, Rule};
use crate::time::Day;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// Bytes of the longest text: each day of the week and of the month that a rule can name fits into it.
const LONGEST: usize = 600;

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// A text that is no rule, or one that says more than is understood here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidRule;

impl fmt::Display for InvalidRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a rule of days that come again")
    }
}

impl std::error::Error for InvalidRule {}

impl fmt::Display for ByDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nth) = self.nth {
            write!(f, "{nth}")?;
        }
        f.write_str(WEEKDAYS.get(usize::from(self.weekday)).copied().unwrap_or_default())
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.frequency {
            Frequency::Daily => "FREQ=DAILY",
            Frequency::Weekly => "FREQ=WEEKLY",
            Frequency::Monthly => "FREQ=MONTHLY",
        })?;
        if self.interval > 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        let mut list = |name: &str, items: Vec<String>| if items.is_empty() { Ok(()) } else { write!(f, ";{name}={}", items.join(",")) };
        list("BYDAY", self.by_day.iter().map(ToString::to_string).collect())?;
        list("BYMONTHDAY", self.by_month_day.iter().map(ToString::to_string).collect())?;
        match self.end {
            End::Count(count) => write!(f, ";COUNT={count}"),
            End::Until(day) => write!(f, ";UNTIL={}", day.to_string().replace('-', "")),
        }
    }
}

impl FromStr for Rule {
    type Err = InvalidRule;

    fn from_str(text: &str) -> Result<Self, InvalidRule> {
        if text.len() > LONGEST {
            return Err(InvalidRule);
        }
        let text = text.strip_prefix("RRULE:").unwrap_or(text);
        let (mut frequency, mut interval, mut by_day, mut by_month_day, mut end) = (None, None, None, None, None);
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(InvalidRule)?;
            let again = match name {
                "FREQ" => frequency.replace(frequency_of(value)?).is_some(),
                "INTERVAL" => interval.replace(value.parse().ok().filter(|n: &u16| *n > 0).ok_or(InvalidRule)?).is_some(),
                "BYDAY" => by_day.replace(value.split(',').map(by_day_of).collect::<Result<Vec<_>, _>>()?).is_some(),
                "BYMONTHDAY" => by_month_day.replace(value.split(',').map(month_day_of).collect::<Result<Vec<_>, _>>()?).is_some(),
                "COUNT" => end.replace(End::Count(value.parse().ok().filter(|n| *n > 0).ok_or(InvalidRule)?)).is_some(),
                "UNTIL" => end.replace(End::Until(until_of(value)?)).is_some(),
                "WKST" => value != "MO",
                _ => true,
            };
            if again {
                return Err(InvalidRule);
            }
        }
        let rule = Self {
            frequency: frequency.ok_or(InvalidRule)?,
            interval: interval.unwrap_or(1),
            by_day: by_day.unwrap_or_default(),
            by_month_day: by_month_day.unwrap_or_default(),
            end: end.ok_or(InvalidRule)?,
        };
        // RFC 5545: which one of the month is for months, and weeks know no days of the month.
        let sound = match rule.frequency {
            Frequency::Monthly => true,
            Frequency::Weekly => rule.by_month_day.is_empty() && rule.by_day.iter().all(|by| by.nth.is_none()),
            Frequency::Daily => rule.by_day.iter().all(|by| by.nth.is_none()),
        };
        if sound { Ok(rule) } else { Err(InvalidRule) }
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

fn frequency_of(word: &str) -> Result<Frequency, InvalidRule> {
    match word {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        _ => Err(InvalidRule),
    }
}

fn by_day_of(text: &str) -> Result<ByDay, InvalidRule> {
    let (nth, name) = text.len().checked_sub(2).and_then(|place| text.split_at_checked(place)).ok_or(InvalidRule)?;
    let weekday = WEEKDAYS.iter().position(|known| *known == name).and_then(|place| u8::try_from(place).ok()).ok_or(InvalidRule)?;
    let nth = if nth.is_empty() { None } else { Some(nth.parse::<i8>().ok().filter(|n| matches!(n, -5..=-1 | 1..=5)).ok_or(InvalidRule)?) };
    Ok(ByDay { weekday, nth })
}

fn month_day_of(text: &str) -> Result<i8, InvalidRule> {
    text.parse::<i8>().ok().filter(|n| matches!(n, -31..=-1 | 1..=31)).ok_or(InvalidRule)
}

/// `20261231`; what follows a `T` is a time, which a rule of days does not look at.
fn until_of(text: &str) -> Result<Day, InvalidRule> {
    let day = text.split('T').next().unwrap_or_default();
    let (year, month, number) = (day.get(..4), day.get(4..6), day.get(6..));
    let written = year.zip(month).zip(number).map(|((year, month), number)| format!("{year}-{month}-{number}"));
    written.and_then(|text| text.parse().ok()).ok_or(InvalidRule)
}
