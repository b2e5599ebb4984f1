//! What was typed, as it was typed, and how it is read. Pure: the form shows what is found here.
//!
//! The name of a field is its path in the body of the request, which is what the server calls it
//! too, and the id of its control.

use crate::components::Named;
use crate::pages::team::questions::WrittenQuestion;
use domain::activity::{ActivityDraft, Category, DraftFault, PositionDraft, Question, Requirements, ShiftDraft, Terms, check_draft, MOST_PEOPLE, MOST_POSITIONS, MOST_SHIFTS};
use domain::api::activity::NewActivity;
use domain::division::DivisionCode;
use domain::ids::{StationId, TeamId};
use domain::problem::FieldCode;
use domain::time::{Day, Interval, Timestamp, Zone, clock_minutes};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Ages that can be asked for.
const AGES: std::ops::RangeInclusive<u8> = 1..=99;

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
pub(super) struct WrittenPosition {
    pub name: String,
    pub shifts: Vec<WrittenShift>,
}

/// A shift: a day, two times of the clock, a number of people.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct WrittenShift {
    pub day: String,
    pub from: String,
    pub to: String,
    pub capacity: String,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    Field(FieldCode),
    Draft(DraftFault),
}

/// A field and its flaw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub field: String,
    pub flaw: Flaw,
}

impl WrittenShift {
    /// The same shift `days` later; unchanged while its day cannot be read.
    pub(super) fn later(&self, days: i64) -> Self {
        let day = self.day.parse::<Day>().map_or_else(|_| self.day.clone(), |day| day.plus_days(days).to_string());
        Self { day, ..self.clone() }
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

/// Reads the fields one by one and keeps every flaw on the way.
struct Reader<'z> {
    zone: &'z Zone,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn flaw(&mut self, field: impl Into<String>, flaw: Flaw) {
        self.found.push(Found { field: field.into(), flaw });
    }

    fn text<T: FromStr<Err: Into<FieldCode>>>(&mut self, field: impl Into<String>, typed: &str) -> Option<T> {
        typed.parse().map_err(|fault: T::Err| self.flaw(field, Flaw::Field(fault.into()))).ok()
    }

    /// The outer option: whether it could be read; the inner: whether something was typed.
    fn optional<T: FromStr<Err: Into<FieldCode>>>(&mut self, field: &str, typed: &str) -> Option<Option<T>> {
        if typed.trim().is_empty() { Some(None) } else { self.text(field, typed).map(Some) }
    }

    fn given<T: Clone>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.flaw(field, Flaw::Field(FieldCode::Required));
        }
        value
    }

    fn age(&mut self, typed: &str) -> Option<Option<u8>> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Some(None);
        }
        let age = typed.parse::<u8>().ok().filter(|age| AGES.contains(age));
        if age.is_none() {
            self.flaw("draft.terms.minimum_age", Flaw::Field(FieldCode::OutOfRange));
        }
        age.map(Some)
    }

    fn terms(&mut self, written: &Written) -> Option<Terms> {
        let summary = self.text("draft.terms.summary", &written.summary);
        let content = self.text("draft.terms.content", &written.content);
        let conditions = self.optional("draft.terms.conditions", &written.conditions);
        let risks = self.text("draft.terms.risks", &written.risks);
        let safeguards = self.text("draft.terms.safeguards", &written.safeguards);
        let contact = self.optional("draft.terms.contact", &written.contact);
        let minimum_age = self.age(&written.minimum_age);
        let questions = self.questions(written);
        let insurance = self.optional("draft.terms.insurance", &written.insurance);
        Some(Terms {
            summary: summary?, content: content?, conditions: conditions?, risks: risks?, safeguards: safeguards?, contact: contact?,
            minimum_age: minimum_age?, dangerous: written.dangerous, indoor: written.indoor, insurance: insurance?,
            by_approval: written.by_approval, requirements: written.requirements.clone(), questions: questions?,
        })
    }

    fn questions(&mut self, written: &Written) -> Option<Vec<Question>> {
        let read: Vec<_> = written.questions.iter().map(WrittenQuestion::read).collect();
        for (at, flaw) in read.iter().enumerate().filter_map(|(at, read)| Some((at, read.as_ref().err()?))) {
            self.flaw(format!("draft.terms.questions[{at}].{}", flaw.0), Flaw::Field(flaw.1));
        }
        read.into_iter().collect::<Result<_, _>>().ok()
    }

    fn position(&mut self, at: usize, written: &WrittenPosition) -> Option<PositionDraft> {
        let path = format!("draft.positions[{at}]");
        let name = self.text(format!("{path}.name"), &written.name);
        if !(1..=MOST_SHIFTS).contains(&written.shifts.len()) {
            self.flaw(format!("{path}.shifts"), Flaw::Draft(DraftFault::Shifts));
        }
        let shifts: Vec<_> = written.shifts.iter().enumerate().map(|(n, shift)| self.shift(&format!("{path}.shifts[{n}]"), shift)).collect();
        Some(PositionDraft { name: name?, shifts: shifts.into_iter().collect::<Option<_>>()? })
    }

    fn shift(&mut self, path: &str, written: &WrittenShift) -> Option<ShiftDraft> {
        let required = |text: &str| if text.trim().is_empty() { FieldCode::Required } else { FieldCode::Format };
        if written.day.parse::<Day>().is_err() {
            self.flaw(format!("{path}.time"), Flaw::Field(required(&written.day)));
        }
        for (half, typed) in [("start", &written.from), ("end", &written.to)] {
            if clock_minutes(typed).is_none() {
                self.flaw(format!("{path}.time.{half}"), Flaw::Field(required(typed)));
            }
        }
        let time = written.time(self.zone);
        if time.is_some_and(|time| time.millis() == 0) {
            self.flaw(format!("{path}.time.end"), Flaw::Draft(DraftFault::ShiftTime));
        }
        let capacity = written.capacity.trim().parse::<u32>().ok().filter(|n| (1..=MOST_PEOPLE).contains(n));
        if capacity.is_none() {
            let flaw = if written.capacity.trim().is_empty() { Flaw::Field(FieldCode::Required) } else { Flaw::Draft(DraftFault::Capacity) };
            self.flaw(format!("{path}.capacity"), flaw);
        }
        Some(ShiftDraft { time: time?, capacity: capacity? })
    }
}

/// Reads the form.
///
/// # Errors
/// Every field that has to change, in the order of the form.
pub(super) fn read(written: &Written, zone: &Zone) -> Result<NewActivity, Vec<Found>> {
    let mut reader = Reader { zone, found: Vec::new() };
    let activity = whole(&mut reader, written);
    match activity {
        Some(activity) if reader.found.is_empty() => match check_draft(&activity.draft) {
            Ok(()) => Ok(activity),
            Err(fault) => Err(vec![Found { field: "draft.positions".into(), flaw: Flaw::Draft(fault) }]),
        },
        _ => Err(reader.found),
    }
}

fn whole(reader: &mut Reader<'_>, written: &Written) -> Option<NewActivity> {
    let team = reader.given("team", written.team.as_ref().map(|team| team.id));
    let title = reader.text("draft.title", &written.title);
    let category = reader.given("draft.category", Category::ALL.into_iter().find(|category| category.as_str() == written.category));
    let division = reader.given("draft.division", written.division.clone());
    let place = reader.text("draft.place", &written.place);
    let terms = reader.terms(written);
    if !(1..=MOST_POSITIONS).contains(&written.positions.len()) {
        reader.flaw("draft.positions", Flaw::Draft(DraftFault::Positions));
    }
    let positions: Vec<_> = written.positions.iter().enumerate().map(|(at, position)| reader.position(at, position)).collect();
    let draft = ActivityDraft {
        title: title?, category: category?, division: division?, station: written.station.as_ref().map(|station| station.id), place: place?,
        map_position: None, terms: terms?, positions: positions.into_iter().collect::<Option<_>>()?,
    };
    Some(NewActivity { team: team?, draft })
}

#[cfg(test)]
#[path = "written_tests.rs"]
mod tests;
