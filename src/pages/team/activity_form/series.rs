//! The shifts of a position that came from a rule, as rows of the form. Pure: `domain::recurrence` says what follows.

use super::written::{WrittenPosition, WrittenShift};
use domain::activity::{ActivityDetail, MOST_SHIFTS};
use domain::recurrence::{Member, Occurrence, Pattern, Programme, Rule, Scope, Series};
use domain::time::{Day, Timestamp, Zone};

impl WrittenPosition {
    /// What the rules know of the rows. A row that cannot be read yet counts as its rule has it.
    fn series(&self, zone: &Zone) -> Series {
        let member = |(key, shift): (usize, &WrittenShift)| {
            let occurrence = shift.occurrence?;
            let pattern = self.programmes.get(usize::from(occurrence.programme))?.pattern;
            let time = shift.time(zone).unwrap_or_else(|| pattern.on(occurrence.day, zone));
            Some(Member { key, occurrence, time, capacity: shift.capacity.trim().parse().unwrap_or(pattern.capacity) })
        };
        Series { programmes: self.programmes.clone(), members: self.shifts.iter().enumerate().filter_map(member).collect() }
    }

    /// Puts `after` in the place of `before`; rows that are not otherwise keep what was typed.
    fn put(&mut self, before: &Series, after: Series, zone: &Zone) {
        self.programmes = after.programmes;
        for one in &before.members {
            let now = after.members.iter().find(|other| other.key == one.key);
            if let (Some(now), Some(shift)) = (now, self.shifts.get_mut(one.key)) {
                shift.occurrence = Some(now.occurrence);
                if (now.time, now.capacity) != (one.time, one.capacity) {
                    shift.put(now.time, now.capacity, zone);
                }
            }
        }
        let is_gone = |key: usize| before.members.iter().any(|one| one.key == key) && !after.members.iter().any(|one| one.key == key);
        let mut keys = 0..;
        self.shifts.retain(|_| !keys.next().is_some_and(is_gone));
    }

    /// The rows with what was changed for several of them at once.
    pub(super) fn settled(&self, base: Option<&ActivityDetail>, now: Timestamp, zone: &Zone) -> Self {
        let mut settled = self.clone();
        let wider = |number: &usize| self.shifts.get(*number).is_some_and(|shift| shift.scope != Scope::One) && self.asks_scope(*number, base, zone);
        for number in (0..self.shifts.len()).filter(wider) {
            settled = settled.changed(number, now, zone);
        }
        settled
    }

    /// The rows once the change of one of them is made to those it is for.
    fn changed(&self, number: usize, now: Timestamp, zone: &Zone) -> Self {
        let (before, mut after) = (self.series(zone), self.clone());
        let Some((shift, time)) = self.shifts.get(number).and_then(|shift| Some((shift, shift.time(zone)?))) else { return after };
        let Ok(capacity) = shift.capacity.trim().parse() else { return after };
        after.put(&before, before.clone().change(number, shift.scope, Pattern::of(time, capacity, zone), now, zone), zone);
        after
    }

    /// How many other rows the change of one of them is for, as its scope says.
    pub(super) fn reach(&self, number: usize, now: Timestamp, zone: &Zone) -> usize {
        let after = self.changed(number, now, zone);
        self.shifts.iter().zip(&after.shifts).enumerate().filter(|(key, (one, other))| *key != number && (!one.is_when(other) || one.capacity != other.capacity)).count()
    }

    /// Whether a row that came from a rule was changed in a way that others could follow: not to another day.
    pub(super) fn asks_scope(&self, number: usize, base: Option<&ActivityDetail>, zone: &Zone) -> bool {
        let Some((shift, occurrence)) = self.shifts.get(number).and_then(|shift| Some((shift, shift.occurrence?))) else { return false };
        let Some(programme) = self.programmes.get(usize::from(occurrence.programme)) else { return false };
        let mut opened = WrittenShift::default();
        match base.and_then(|base| base.shifts.iter().find(|kept| Some(kept.id) == shift.id)) {
            Some(kept) => opened.put(kept.time, kept.capacity, zone),
            None => opened.put(programme.pattern.on(occurrence.day, zone), programme.pattern.capacity, zone),
        }
        let is_other = (&shift.from, &shift.to, shift.capacity.trim()) != (&opened.from, &opened.to, opened.capacity.as_str());
        is_other && shift.day == occurrence.day.to_string() && shift.time(zone).is_some_and(|time| time.millis() > 0)
    }

    /// Takes a row out that came from a rule, and with it those of `scope`.
    pub(super) fn remove(&mut self, number: usize, scope: Scope, now: Timestamp, zone: &Zone) {
        let before = self.series(zone);
        self.put(&before, before.clone().remove(number, scope, now), zone);
    }

    /// The programme that begins with a row, and the days that come with it, as many as there is room for.
    pub(super) fn programme(&self, number: usize, rule: Rule, leave_out: &[Day], zone: &Zone) -> Option<(Programme, Vec<Day>)> {
        let shift = self.shifts.get(number)?;
        let first = shift.day.parse().ok()?;
        let time = shift.time(zone).filter(|time| time.millis() > 0)?;
        let pattern = Pattern::of(time, shift.capacity.trim().parse().ok()?, zone);
        Some(Programme::begin(rule, first, pattern, leave_out, self.room()))
    }

    /// Begins a programme with a row: its days become rows after it.
    pub(super) fn begin(&mut self, number: usize, programme: Programme, days: &[Day], zone: &Zone) {
        let first = programme.first;
        let is_of_rule = programme.days().contains(&first);
        let place = self.programmes.len();
        self.programmes.push(programme);
        self.insert(number + 1, place, days, zone);
        if let (true, Ok(programme), Some(shift)) = (is_of_rule, u16::try_from(place), self.shifts.get_mut(number)) {
            shift.occurrence = Some(Occurrence { programme, day: first });
        }
    }

    /// A programme going on until `until`, and the days that come with it. Days on which the position has such a shift already are left out.
    pub(super) fn extended(&self, place: usize, until: Day, holidays: &[Day], zone: &Zone) -> Option<(Programme, Vec<Day>)> {
        let programme = self.programmes.get(place)?;
        let is_there = |shift: &&WrittenShift| shift.day.parse::<Day>().is_ok_and(|day| shift.time(zone).is_some_and(|time| time.overlaps(programme.pattern.on(day, zone))));
        let there = self.shifts.iter().filter(is_there).filter_map(|shift| shift.day.parse().ok());
        let leave_out: Vec<Day> = holidays.iter().copied().chain(there).collect();
        Some(programme.extended(until, &leave_out, self.room()))
    }

    /// Lets a programme go on: its new days become rows after its last one.
    pub(super) fn extend(&mut self, place: usize, programme: Programme, days: &[Day], zone: &Zone) {
        let is_its = |shift: &WrittenShift| shift.occurrence.is_some_and(|of| usize::from(of.programme) == place);
        let at = self.shifts.iter().rposition(is_its).map_or(self.shifts.len(), |last| last + 1);
        if let Some(its) = self.programmes.get_mut(place) {
            *its = programme;
        }
        self.insert(at, place, days, zone);
    }

    fn insert(&mut self, at: usize, place: usize, days: &[Day], zone: &Zone) {
        let (Some(pattern), Ok(programme)) = (self.programmes.get(place).map(|its| its.pattern), u16::try_from(place)) else { return };
        let row = |day: &Day| {
            let mut shift = WrittenShift { occurrence: Some(Occurrence { programme, day: *day }), ..WrittenShift::default() };
            shift.put(pattern.on(*day, zone), pattern.capacity, zone);
            shift
        };
        let at = at.min(self.shifts.len());
        self.shifts.splice(at..at, days.iter().map(row));
    }

    /// All of it some weeks later, as new rows. Where a rule cannot be put later by weeks, its rows come from no rule any more.
    pub(super) fn put_later(&mut self, weeks: i64) {
        let programmes: Option<Vec<Programme>> = self.programmes.iter().map(|one| one.weeks_later(weeks)).collect();
        self.programmes = programmes.unwrap_or_default();
        for shift in &mut self.shifts {
            let occurrence = shift.occurrence.filter(|_| !self.programmes.is_empty()).map(|of| Occurrence { day: of.day.plus_days(weeks * 7), ..of });
            *shift = WrittenShift { occurrence, ..shift.later(weeks * 7) };
        }
    }

    fn room(&self) -> usize {
        MOST_SHIFTS.saturating_sub(self.shifts.len())
    }
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;
