//! Instants, calendar days and intervals.
//!
//! An instant is a count of milliseconds and knows no calendar. A calendar day exists only in a
//! zone; the portal keeps one [`Zone`] per city (China has one offset all year since 1991), so no
//! time-zone table is needed in the page.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64, format = "unix-milliseconds", example = 1_790_000_000_000_i64))]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant `ms` milliseconds after the epoch.
    pub const fn from_unix_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn unix_ms(self) -> i64 {
        self.0
    }

    /// The instant `minutes` later (earlier when negative); stops at the ends of the range.
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// The instant `seconds` later (earlier when negative); stops at the ends of the range.
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000)))
    }

    /// Whole seconds from `earlier` to here, negative when `earlier` is later.
    pub const fn seconds_since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0).div_euclid(1_000)
    }
}

/// A half-open stretch of time: `start` belongs to it, `end` does not. Back-to-back intervals
/// therefore do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Interval {
    pub start: Timestamp,
    pub end: Timestamp,
}

impl Interval {
    /// Whether both share at least one instant.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The shared part, when there is one.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let both = Self { start: self.start.max(other.start), end: self.end.min(other.end) };
        (both.start < both.end).then_some(both)
    }

    /// Length in milliseconds; 0 when the end is not after the start.
    pub fn millis(self) -> i64 {
        self.end.0.saturating_sub(self.start.0).max(0)
    }
}

/// A day of the calendar, written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = "date", example = "2026-05-01"))]
pub struct Day(time::Date);

/// A text that is no day: not `YYYY-MM-DD`, or not in the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidDay;

impl Day {
    /// The day of these numbers, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year, month, day).ok().filter(|_| (1900..=9999).contains(&year)).map(Self)
    }

    /// Year, month 1–12 and day of the month.
    pub fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// The day `days` later (earlier when negative), or this day at the ends of the calendar.
    pub fn plus_days(self, days: i64) -> Self {
        self.0.checked_add(time::Duration::days(days)).map_or(self, Self)
    }

    /// Days since the Monday of its week: 0 to 6.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_days_from_monday()
    }

    /// Days since 1970-01-01, the form the store keeps.
    pub fn unix_days(self) -> i64 {
        i64::from(self.0.to_julian_day()) - 2_440_588
    }

    /// The day that many days after 1970-01-01.
    pub fn from_unix_days(days: i64) -> Option<Self> {
        let julian = i32::try_from(days.checked_add(2_440_588)?).ok()?;
        time::Date::from_julian_day(julian).ok().map(Self)
    }

    /// Full years from `birth` to this day. Somebody born on 29 February turns a year older on
    /// 1 March of other years (the day after the birthday counts, as in GB/T and court practice).
    pub fn age_of(self, birth: Self) -> u8 {
        let (y, m, d) = self.parts();
        let (by, bm, bd) = birth.parts();
        let years = y - by - i32::from((m, d) < (bm, bd));
        u8::try_from(years.clamp(0, 255)).unwrap_or(u8::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.parts();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Day({self})")
    }
}

impl fmt::Display for InvalidDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day is written YYYY-MM-DD")
    }
}

impl std::error::Error for InvalidDay {}

impl FromStr for Day {
    type Err = InvalidDay;

    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        let bytes = text.as_bytes();
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return Err(InvalidDay) };
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0_i32, |n, b| b.is_ascii_digit().then(|| n * 10 + i32::from(**b - b'0')))
        };
        let part = |digits: &[&u8]| number(digits).and_then(|n| u8::try_from(n).ok());
        number(&[y1, y2, y3, y4])
            .zip(part(&[m1, m2]).zip(part(&[d1, d2])))
            .and_then(|(y, (m, d))| Self::new(y, m, d))
            .ok_or(InvalidDay)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        <std::borrow::Cow<'de, str>>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The city's clock: its IANA name for the browser's `Intl`, and its offset for the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Zone {
    /// IANA name, such as `Asia/Shanghai`.
    pub name: String,
    /// Minutes east of Greenwich, the same all year.
    pub utc_offset_minutes: i16,
}

impl Zone {
    /// The day the wall calendar shows at `at`.
    pub fn day_of(&self, at: Timestamp) -> Day {
        let local = at.plus_minutes(i64::from(self.utc_offset_minutes));
        Day::from_unix_days(local.0.div_euclid(86_400_000)).unwrap_or(Day(time::Date::MIN))
    }

    /// The instant at which `day` begins.
    pub fn start_of(&self, day: Day) -> Timestamp {
        Timestamp(day.unix_days() * 86_400_000).plus_minutes(-i64::from(self.utc_offset_minutes))
    }

    /// All of `day`.
    pub fn whole(&self, day: Day) -> Interval {
        Interval { start: self.start_of(day), end: self.start_of(day.plus_days(1)) }
    }

    /// How many days of the calendar `later` comes after `earlier`: 0 on the same day, 1 on the next.
    pub fn days_between(&self, earlier: Timestamp, later: Timestamp) -> i64 {
        self.day_of(later).unix_days() - self.day_of(earlier).unix_days()
    }

    /// Whether all of `time` lies on one day; the midnight at its end belongs to the day before.
    pub fn is_on_one_day(&self, time: Interval) -> bool {
        self.days_between(time.start, time.end.plus_seconds(-1)) == 0
    }

    /// Minutes since local midnight, 0–1439.
    pub fn minute_of_day(&self, at: Timestamp) -> u16 {
        let local = at.plus_minutes(i64::from(self.utc_offset_minutes)).0.rem_euclid(86_400_000);
        u16::try_from(local / 60_000).unwrap_or(0)
    }
}

/// `14:05` as minutes since midnight; nothing when it is no time of the clock.
pub fn clock_minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |text: &str, below: i64| (text.len() == 2).then(|| text.parse::<i64>().ok())?.filter(|n| (0..below).contains(n));
    Some(number(hour, 24)? * 60 + number(minute, 60)?)
}

/// Minutes since midnight, 0 to 1439, as [`clock_minutes`] reads them: `14:05`.
pub fn clock_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shanghai() -> Zone {
        Zone { name: "Asia/Shanghai".into(), utc_offset_minutes: 480 }
    }

    #[test]
    fn a_day_begins_at_local_midnight() {
        let day: Day = "2026-05-01".parse().unwrap();
        assert_eq!(shanghai().start_of(day), Timestamp::from_unix_ms(1_777_564_800_000));
        assert_eq!(shanghai().day_of(Timestamp::from_unix_ms(1_777_564_799_999)), day.plus_days(-1));
        assert_eq!(shanghai().minute_of_day(Timestamp::from_unix_ms(1_777_564_800_000 + 61_000)), 1);
    }

    #[test]
    fn the_midnight_at_its_end_does_not_lead_into_the_next_day() {
        let zone = shanghai();
        let start = Timestamp::from_unix_ms(1_777_564_800_000);
        let until = |minutes| Interval { start, end: start.plus_minutes(minutes) };
        assert!(zone.is_on_one_day(until(24 * 60)) && !zone.is_on_one_day(until(24 * 60 + 1)));
        assert_eq!((zone.days_between(start, until(24 * 60).end), zone.days_between(start.plus_seconds(-1), start)), (1, 1));
    }

    #[test]
    fn a_time_of_the_clock_has_two_digits_on_each_side() {
        assert_eq!((clock_minutes("14:05"), clock_minutes("00:00"), clock_minutes("23:59")), (Some(845), Some(0), Some(1439)));
        for text in ["", "24:00", "9:00", "09:60", "0900", "09:0x", "-1:00"] {
            assert_eq!(clock_minutes(text), None, "{text}");
        }
        assert!((0..24 * 60).all(|minutes| clock_minutes(&clock_text(minutes)) == Some(minutes.into())));
    }

    #[test]
    fn texts_outside_the_calendar_are_no_days() {
        for text in ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026/01/01", "二〇二六-01"] {
            assert_eq!(text.parse::<Day>(), Err(InvalidDay), "{text}");
        }
        assert!("2024-02-29".parse::<Day>().is_ok());
    }

    #[test]
    fn age_counts_full_years_on_the_day_asked() {
        let born: Day = "2010-06-15".parse().unwrap();
        for (day, age) in [("2024-06-14", 13), ("2024-06-15", 14), ("2010-06-15", 0), ("2009-01-01", 0)] {
            assert_eq!(day.parse::<Day>().unwrap().age_of(born), age, "{day}");
        }
        let leap: Day = "2008-02-29".parse().unwrap();
        assert_eq!("2026-02-28".parse::<Day>().unwrap().age_of(leap), 17);
        assert_eq!("2026-03-01".parse::<Day>().unwrap().age_of(leap), 18);
    }

    proptest! {
        #[test]
        fn days_read_back_from_their_text(days in -25_000_i64..200_000) {
            let day = Day::from_unix_days(days).unwrap();
            prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
            prop_assert_eq!(day.unix_days(), days);
        }

        #[test]
        fn overlap_is_symmetric_and_is_what_intersection_says(a in 0_i64..50, b in 0_i64..50, c in 0_i64..50, d in 0_i64..50) {
            let of = |s: i64, e: i64| Interval { start: Timestamp(s), end: Timestamp(s + e) };
            let (x, y) = (of(a, b + 1), of(c, d + 1));
            prop_assert_eq!(x.overlaps(y), y.overlaps(x));
            prop_assert_eq!(x.overlaps(y), x.intersection(y).is_some());
        }
    }

    #[test]
    fn back_to_back_shifts_do_not_overlap() {
        let morning = Interval { start: Timestamp(0), end: Timestamp(10) };
        let noon = Interval { start: Timestamp(10), end: Timestamp(20) };
        assert!(!morning.overlaps(noon) && morning.intersection(noon).is_none());
    }
}
