//! What was typed, as it was typed, and what an activity looks like when it is typed. Pure.

use crate::components::Named;
use crate::pages::team::questions::WrittenQuestion;
use domain::activity::{ActivityDetail, ActivityStatus, Requirements, Shift};
use domain::division::DivisionCode;
use domain::ids::{PositionId, ShiftId, StationId, TeamId};
use domain::recurrence::{Occurrence, Programme, Scope};
use domain::time::{Day, Interval, Timestamp, Zone, clock_minutes, clock_text};
use serde::{Deserialize, Serialize};

/// A shift past midnight that is longer than this was hardly meant.
const LONGEST_NIGHT_MINUTES: i64 = 12 * 60;

/// The whole form.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    pub team: Option<Named<TeamId>>,
    pub title: String,
    pub category: String,
    pub division: Option<DivisionCode>,
    pub station: Option<Named<StationId>>,
    pub place: String,
    pub summary: String,
    pub content: String,
    pub conditions: String,
    pub risks: String,
    pub safeguards: String,
    pub contact: String,
    pub minimum_age: String,
    pub dangerous: bool,
    pub insurance: String,
    pub indoor: bool,
    pub by_approval: bool,
    pub requirements: Requirements,
    pub questions: Vec<WrittenQuestion>,
    pub positions: Vec<WrittenPosition>,
}

/// A position.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WrittenPosition {
    /// Which of the activity's; none for a new one.
    pub id: Option<PositionId>,
    pub name: String,
    pub shifts: Vec<WrittenShift>,
    /// The rules that some of the shifts came from.
    pub programmes: Vec<Programme>,
}

/// A shift: a day, two times of the clock, a number of people.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WrittenShift {
    /// Which of the position's; none for a new one.
    pub id: Option<ShiftId>,
    pub day: String,
    pub from: String,
    pub to: String,
    pub capacity: String,
    /// Which shift of one of the position's programmes it is.
    pub occurrence: Option<Occurrence>,
    /// For which shifts of its programme a change of it is.
    pub scope: Scope,
}

impl Written {
    /// The activity as its form opens: what takes place, or would have, where the whole of it was called off.
    pub(super) fn of(detail: &ActivityDetail, zone: &Zone) -> Self {
        let terms = &detail.terms;
        let optional = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let off = detail.status == ActivityStatus::Cancelled;
        let of_position = |id: PositionId| detail.shifts.iter().filter(move |shift| shift.position == id && (off || !shift.called_off)).map(|shift| WrittenShift::of(shift, zone)).collect::<Vec<_>>();
        let positions = detail.positions.iter().map(|position| WrittenPosition {
            id: Some(position.id), name: position.name.clone(), shifts: of_position(position.id), programmes: position.programmes.clone(),
        });
        Self {
            team: Some(Named { id: detail.team, name: detail.team_name.clone() }),
            title: detail.title.clone(),
            category: detail.category.as_str().to_owned(),
            division: Some(detail.division.clone()),
            station: detail.station.map(|id| Named { id, name: detail.station_name.clone().unwrap_or_default() }),
            place: detail.place.clone(),
            summary: terms.summary.to_string(),
            content: terms.content.to_string(),
            conditions: optional(terms.conditions.as_ref().map(|text| text.as_str())),
            risks: terms.risks.to_string(),
            safeguards: terms.safeguards.to_string(),
            contact: optional(terms.contact.as_ref().map(|text| text.as_str())),
            minimum_age: terms.minimum_age.map(|years| years.to_string()).unwrap_or_default(),
            dangerous: terms.dangerous,
            insurance: optional(terms.insurance.as_ref().map(|text| text.as_str())),
            indoor: terms.indoor,
            by_approval: terms.by_approval,
            requirements: terms.requirements.clone(),
            questions: terms.questions.iter().map(WrittenQuestion::from).collect(),
            // A position of which nothing takes place any more is kept for its records only.
            positions: positions.filter(|position| !position.shifts.is_empty()).collect(),
        }
    }

    /// A new activity like it: whole weeks later, so that the days of the week stay, and not before `first`.
    pub(super) fn again(mut self, first: Day) -> Self {
        let days = || self.positions.iter().flat_map(|position| &position.shifts).filter_map(|shift| shift.day.parse::<Day>().ok());
        let behind = days().min().map_or(0, |day| (first.unix_days() - day.unix_days()).max(0));
        let weeks = (behind + 6) / 7;
        for position in &mut self.positions {
            position.id = None;
            position.put_later(weeks);
        }
        self
    }

    /// What this one changed of `base`, done to `theirs`: nothing typed is lost, and nothing of the others either unless both changed the same.
    pub(super) fn merged(self, base: &Self, theirs: Self) -> Self {
        fn pick<T: PartialEq>(own: T, base: &T, theirs: T) -> T {
            if own == *base { theirs } else { own }
        }
        Self {
            team: theirs.team,
            title: pick(self.title, &base.title, theirs.title),
            category: pick(self.category, &base.category, theirs.category),
            division: pick(self.division, &base.division, theirs.division),
            station: pick(self.station, &base.station, theirs.station),
            place: pick(self.place, &base.place, theirs.place),
            summary: pick(self.summary, &base.summary, theirs.summary),
            content: pick(self.content, &base.content, theirs.content),
            conditions: pick(self.conditions, &base.conditions, theirs.conditions),
            risks: pick(self.risks, &base.risks, theirs.risks),
            safeguards: pick(self.safeguards, &base.safeguards, theirs.safeguards),
            contact: pick(self.contact, &base.contact, theirs.contact),
            minimum_age: pick(self.minimum_age, &base.minimum_age, theirs.minimum_age),
            dangerous: pick(self.dangerous, &base.dangerous, theirs.dangerous),
            insurance: pick(self.insurance, &base.insurance, theirs.insurance),
            indoor: pick(self.indoor, &base.indoor, theirs.indoor),
            by_approval: pick(self.by_approval, &base.by_approval, theirs.by_approval),
            requirements: pick(self.requirements, &base.requirements, theirs.requirements),
            questions: pick(self.questions, &base.questions, theirs.questions),
            positions: pick(self.positions, &base.positions, theirs.positions),
        }
    }
}

impl WrittenShift {
    /// A shift as it is typed, by the city's clock.
    pub(super) fn of(shift: &Shift, zone: &Zone) -> Self {
        let mut written = Self { id: Some(shift.id), occurrence: shift.occurrence, ..Self::default() };
        written.put(shift.time, shift.capacity, zone);
        written
    }

    /// Lets it be at this time, for so many people.
    pub(super) fn put(&mut self, time: Interval, capacity: u32, zone: &Zone) {
        let clock = |at: Timestamp| clock_text(zone.minute_of_day(at));
        (self.day, self.from, self.to) = (zone.day_of(time.start).to_string(), clock(time.start), clock(time.end));
        self.capacity = capacity.to_string();
    }

    /// Another shift like it that came from no rule, `days` later; on the same day while that cannot be read.
    pub(super) fn later(&self, days: i64) -> Self {
        let day = self.day.parse::<Day>().map_or_else(|_| self.day.clone(), |day| day.plus_days(days).to_string());
        Self { id: None, day, occurrence: None, scope: Scope::One, ..self.clone() }
    }

    /// Whether it says when it is as the other does.
    pub(super) fn is_when(&self, other: &Self) -> bool {
        (&self.day, &self.from, &self.to) == (&other.day, &other.from, &other.to)
    }

    /// Begin and end by the city's clock. A shift that ends earlier in the day than it begins ends
    /// on the next day, if it is a night's work; otherwise the times were mixed up, which is a fault.
    pub(super) fn time(&self, zone: &Zone) -> Option<Interval> {
        let midnight = zone.start_of(self.day.parse().ok()?);
        let at = |minutes: i64| -> Timestamp { midnight.plus_minutes(minutes) };
        let (from, to) = (clock_minutes(&self.from)?, clock_minutes(&self.to)?);
        Some(Interval { start: at(from), end: at(if self.ends_next_day() { to + 24 * 60 } else { to }) })
    }

    /// Whether it goes past midnight.
    pub(super) fn ends_next_day(&self) -> bool {
        clock_minutes(&self.from).zip(clock_minutes(&self.to)).is_some_and(|(from, to)| to < from && to + 24 * 60 - from <= LONGEST_NIGHT_MINUTES)
    }
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
