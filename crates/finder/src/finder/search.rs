//! One pass over the catalogue.
//!
//! Each filter that is on and not met is a bit. A shift without any makes its activity a hit; one with a single bit
//! counts beside that filter, because the activity would fit without it.

use super::{Entry, Finder};
use crate::counts::Counts;
use crate::parcel::{Slot, Traits};
use crate::pattern::Pattern;
use crate::wish::{DayPart, Order, Wish};
use domain::activity::ServiceLanguage;
use domain::time::{Day, Timestamp, Zone};

/// Most days that [`Finder::days`] counts.
pub const LONGEST_SPAN: usize = 62;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// In the order that was asked for.
    pub hits: Vec<Hit>,
    pub counts: Counts,
}

/// An activity that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands in the catalogue; good until the next parcel is taken.
    pub(crate) entry: u32,
    /// The first of its shifts that fits.
    pub slot: Slot,
    /// How far away it is, if that was asked for and is known.
    pub metres: Option<u32>,
}

/// A filter that is on, and not met.
mod unmet {
    pub(super) const CATEGORY: u16 = 1;
    pub(super) const DIVISION: u16 = 1 << 1;
    pub(super) const INSURED: u16 = 1 << 2;
    pub(super) const INDOOR: u16 = 1 << 3;
    pub(super) const AGE: u16 = 1 << 4;
    pub(super) const NEAR: u16 = 1 << 5;
    pub(super) const DAYS: u16 = 1 << 6;
    pub(super) const PART: u16 = 1 << 7;
    pub(super) const WEEKDAY: u16 = 1 << 8;
    pub(super) const FREE: u16 = 1 << 9;
    pub(super) const BEGINNERS: u16 = 1 << 10;
    pub(super) const LANGUAGE: u16 = 1 << 11;
    pub(super) const PLACE: u16 = 1 << 12;
}

/// The wish, worked out as far as it is the same for all.
struct Asked<'a> {
    wish: &'a Wish,
    patterns: Vec<Pattern>,
    /// For each division of the catalogue, whether it lies where it is looked for.
    divisions: Vec<bool>,
    now: Timestamp,
    /// Minutes that the city's clock is ahead of UTC.
    ahead: i64,
    /// The days asked for, counted from 1970.
    from: i64,
    to: i64,
}

impl Finder {
    /// What fits `wish` at `now`, in its order. Shifts that have ended are not found.
    pub fn find(&self, wish: &Wish, now: Timestamp, zone: &Zone) -> Found {
        let mut found = self.fitting(wish, now, zone);
        self.sort(&mut found.hits, wish.order);
        found
    }

    /// How many fit `wish` at `now`.
    pub fn count(&self, wish: &Wish, now: Timestamp, zone: &Zone) -> usize {
        self.fitting(wish, now, zone).hits.len()
    }

    /// How many fit `wish` on each of the days from `first` on, `most` days at most and [`LONGEST_SPAN`]: what a calendar shows. The wish's
    /// own days are not looked at. What goes on over midnight counts on both days.
    pub fn days(&self, wish: &Wish, first: Day, most: usize, now: Timestamp, zone: &Zone) -> Vec<u32> {
        let mut counts = vec![0; most.min(LONGEST_SPAN)];
        let Some(last) = i64::try_from(counts.len()).ok().and_then(|days| days.checked_sub(1)) else { return counts };
        let wish = Wish { from: Some(first), to: Some(first.plus_days(last)), ..wish.clone() };
        let asked = self.asked(&wish, now, zone);
        for (_, entry) in self.entries.iter().enumerate().filter(|(place, _)| asked.is_meant(self.text(*place))) {
            let metres = asked.metres_to(entry);
            if asked.unmet_by(entry, metres) != 0 {
                continue;
            }
            let mut touched = 0_u64;
            for slot in entry.slots().iter().filter(|slot| slot.end() > now) {
                let day = asked.day_of(*slot);
                if asked.unmet_by_slot(*slot, day) == 0 {
                    let on = |day: i64| (day - asked.from).clamp(0, last) as u32;
                    (on(day)..=on(asked.last_day_of(*slot))).for_each(|day| touched |= 1 << day);
                }
            }
            for (day, count) in counts.iter_mut().enumerate() {
                *count += (touched >> day & 1) as u32;
            }
        }
        counts
    }

    fn asked<'a>(&self, wish: &'a Wish, now: Timestamp, zone: &Zone) -> Asked<'a> {
        Asked {
            wish,
            patterns: wish.text.split_whitespace().filter_map(|word| Pattern::new(word, &self.glyphs)).collect(),
            divisions: self.divisions().map(|code| wish.division.as_ref().is_none_or(|wanted| wanted.contains(code))).collect(),
            now,
            ahead: zone.utc_offset_minutes.into(),
            from: wish.from.map_or(i64::MIN, Day::unix_days),
            to: wish.to.map_or(i64::MAX, Day::unix_days),
        }
    }

    /// What fits, in no order.
    fn fitting(&self, wish: &Wish, now: Timestamp, zone: &Zone) -> Found {
        let asked = self.asked(wish, now, zone);
        let mut found = Found { hits: Vec::new(), counts: Counts { divisions: vec![0; asked.divisions.len()], ..Counts::default() } };
        for (place, entry) in self.entries.iter().enumerate() {
            if asked.is_meant(self.text(place)) {
                asked.judge(place, entry, &mut found);
            }
        }
        found
    }

    fn sort(&self, hits: &mut [Hit], order: Order) {
        let id = |hit: &Hit| self.entries[hit.entry as usize].item.id;
        match order {
            Order::Soonest => hits.sort_unstable_by_key(|hit| (hit.slot.start, id(hit))),
            Order::Nearest => hits.sort_unstable_by_key(|hit| (hit.metres.unwrap_or(u32::MAX), hit.slot.start, id(hit))),
            Order::MostNeeded => hits.sort_unstable_by_key(|hit| (std::cmp::Reverse(quarters_free(hit.slot)), hit.slot.start, id(hit))),
        }
    }
}

/// How many quarters of a shift's places are free.
fn quarters_free(slot: Slot) -> u32 {
    u32::from(slot.free) * 4 / u32::from(slot.places.max(1))
}

impl Asked<'_> {
    fn judge(&self, place: usize, entry: &Entry, found: &mut Found) {
        let metres = self.metres_to(entry);
        let of_entry = self.unmet_by(entry, metres);
        if of_entry.count_ones() > 1 {
            return;
        }
        // What some shift would meet if only that filter were off.
        let (mut hit, mut without, mut parts, mut weekdays, mut free) = (None, 0, 0_u8, 0_u8, false);
        for slot in entry.slots().iter().filter(|slot| slot.end() > self.now) {
            let day = self.day_of(*slot);
            let unmet = of_entry | self.unmet_by_slot(*slot, day);
            if unmet.count_ones() > 1 {
                continue;
            }
            let only = |filter: u16| unmet & !filter == 0;
            if unmet == 0 {
                hit.get_or_insert(*slot);
                without = u16::MAX;
            }
            without |= unmet;
            if only(unmet::PART) {
                parts |= 1 << self.part_of(*slot) as u8;
            }
            if only(unmet::WEEKDAY) {
                weekdays |= 1 << weekday(day);
            }
            free |= only(unmet::FREE) && self.has_room(*slot);
        }
        if let Some(slot) = hit {
            found.hits.push(Hit { entry: place as u32, slot, metres });
        }
        let counts = &mut found.counts;
        let would = |filter: u16| u32::from(without & filter != 0);
        counts.categories[usize::from(entry.item.category)] += would(unmet::CATEGORY);
        counts.divisions[entry.item.division as usize] += would(unmet::DIVISION);
        counts.insured += would(unmet::INSURED) & u32::from(entry.has(Traits::INSURED));
        counts.indoor += would(unmet::INDOOR) & u32::from(entry.has(Traits::INDOOR));
        counts.beginners += would(unmet::BEGINNERS) & u32::from(entry.has(Traits::BEGINNERS));
        for (language, count) in ServiceLanguage::ALL.into_iter().zip(&mut counts.languages) {
            *count += would(unmet::LANGUAGE) & u32::from(entry.has(Traits::asks_for(language)));
        }
        counts.free += u32::from(free);
        for (bit, count) in counts.parts.iter_mut().enumerate() {
            *count += u32::from(parts >> bit & 1);
        }
        for (bit, count) in counts.weekdays.iter_mut().enumerate() {
            *count += u32::from(weekdays >> bit & 1);
        }
    }

    /// Whether all the words that are looked for stand in `text`.
    fn is_meant(&self, text: &[u16]) -> bool {
        self.patterns.iter().all(|pattern| pattern.is_in(text))
    }

    fn metres_to(&self, entry: &Entry) -> Option<u32> {
        self.wish.near.zip(entry.position()).map(|(near, position)| near.metres_to(position))
    }

    fn unmet_by(&self, entry: &Entry, metres: Option<u32>) -> u16 {
        let wish = self.wish;
        let within = wish.near.and_then(|near| near.within);
        bit(wish.category.is_some_and(|wanted| wanted != entry.category), unmet::CATEGORY)
            | bit(!self.divisions[entry.item.division as usize], unmet::DIVISION)
            | bit(wish.insured && !entry.has(Traits::INSURED), unmet::INSURED)
            | bit(wish.indoor && !entry.has(Traits::INDOOR), unmet::INDOOR)
            | bit(wish.beginners && !entry.has(Traits::BEGINNERS), unmet::BEGINNERS)
            | bit(wish.language.is_some_and(|language| !entry.has(Traits::asks_for(language))), unmet::LANGUAGE)
            | bit(wish.place.as_deref().is_some_and(|place| place != entry.place()), unmet::PLACE)
            | bit(wish.age.is_some_and(|age| age < entry.item.minimum_age), unmet::AGE)
            | bit(within.is_some_and(|most| metres.is_none_or(|metres| metres > most)), unmet::NEAR)
    }

    fn unmet_by_slot(&self, slot: Slot, day: i64) -> u16 {
        let wish = self.wish;
        bit(self.last_day_of(slot) < self.from || day > self.to, unmet::DAYS)
            | bit(wish.part.is_some_and(|wanted| wanted != self.part_of(slot)), unmet::PART)
            | bit(wish.weekdays != 0 && wish.weekdays >> weekday(day) & 1 == 0, unmet::WEEKDAY)
            | bit(wish.free && !self.has_room(slot), unmet::FREE)
    }

    /// The day on which a shift begins, counted from 1970.
    fn day_of(&self, slot: Slot) -> i64 {
        (i64::from(slot.start) + self.ahead).div_euclid(1_440)
    }

    /// The day on which it ends.
    fn last_day_of(&self, slot: Slot) -> i64 {
        (i64::from(slot.start) + self.ahead + i64::from(slot.minutes.max(1)) - 1).div_euclid(1_440)
    }

    fn part_of(&self, slot: Slot) -> DayPart {
        DayPart::of((i64::from(slot.start) + self.ahead).rem_euclid(1_440) as u32)
    }

    /// Whether somebody can still take a place: as the server has it, until the shift begins.
    fn has_room(&self, slot: Slot) -> bool {
        slot.free > 0 && slot.begin() > self.now
    }
}

impl Entry {
    fn has(&self, trait_bit: u16) -> bool {
        self.item.traits & trait_bit != 0
    }
}

fn bit(is: bool, filter: u16) -> u16 {
    if is { filter } else { 0 }
}

/// Monday is 0; 1970 began on a Thursday.
fn weekday(day: i64) -> u32 {
    (day + 3).rem_euclid(7) as u32
}
