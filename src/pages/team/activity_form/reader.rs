//! How what was typed is read. Pure: the form shows what is found here.
//!
//! The name of a field is its path in the body of the request, which is what the server calls it
//! too, and the id of its control.

use super::written::{Written, WrittenPosition, WrittenShift};
use crate::pages::team::questions::WrittenQuestion;
use domain::activity::{
    ActivityDetail, ActivityDraft, Category, ChangeFault, DraftFault, MOST_PEOPLE, MOST_POSITIONS, MOST_SHIFTS, PositionDraft, Question, Requirements, ShiftDraft, Terms, check_change, check_draft,
};
use domain::api::activity::NewActivity;
use domain::problem::FieldCode;
use domain::text::{Line, Paragraphs};
use domain::time::{Day, Interval, Timestamp, Zone, clock_minutes};
use std::str::FromStr;

/// Ages that can be asked for.
const AGES: std::ops::RangeInclusive<u8> = 1..=99;

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

/// Reads the fields one by one and keeps every flaw on the way.
struct Reader<'a> {
    zone: &'a Zone,
    /// The activity that is changed; none for a new one.
    base: Option<&'a ActivityDetail>,
    now: Timestamp,
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

    /// What is asked beside the age: the hours are the only figure that is typed.
    fn requirements(&mut self, asked: &Requirements) {
        if asked.minimum_hours.is_some_and(|hours| !(1..=Requirements::MOST_HOURS).contains(&hours)) {
            self.flaw("draft.terms.requirements.minimum_hours", Flaw::Field(FieldCode::OutOfRange));
        }
    }

    fn terms(&mut self, written: &Written) -> Option<Terms> {
        let summary: Option<Line> = self.text("draft.terms.summary", &written.summary);
        let content: Option<Paragraphs> = self.text("draft.terms.content", &written.content);
        let conditions = self.optional("draft.terms.conditions", &written.conditions);
        let risks: Option<Paragraphs> = self.text("draft.terms.risks", &written.risks);
        let safeguards: Option<Paragraphs> = self.text("draft.terms.safeguards", &written.safeguards);
        let contact = self.optional("draft.terms.contact", &written.contact);
        let minimum_age = self.age(&written.minimum_age);
        let insurance = self.optional("draft.terms.insurance", &written.insurance);
        self.requirements(&written.requirements);
        let questions = self.questions(written);
        let (summary, content, risks, safeguards) = (summary?, content?, risks?, safeguards?);
        // What this form does not show stays as it is.
        let mut terms = self.base.map_or_else(|| Terms::new(summary.clone(), content.clone(), risks.clone(), safeguards.clone()), |base| base.terms.clone());
        (terms.summary, terms.content, terms.risks, terms.safeguards) = (summary, content, risks, safeguards);
        (terms.conditions, terms.contact, terms.minimum_age, terms.insurance) = (conditions?, contact?, minimum_age?, insurance?);
        (terms.dangerous, terms.indoor, terms.by_approval) = (written.dangerous, written.indoor, written.by_approval);
        (terms.requirements, terms.questions) = (written.requirements.clone(), questions?);
        Some(terms)
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
        Some(PositionDraft { id: written.id, name: name?, shifts: shifts.into_iter().collect::<Option<_>>()?, programmes: written.programmes.clone() })
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
        let time = self.kept_time(written).or_else(|| written.time(self.zone));
        if time.is_some_and(|time| time.millis() == 0) {
            self.flaw(format!("{path}.time.end"), Flaw::Draft(DraftFault::ShiftTime));
        }
        let capacity = written.capacity.trim().parse::<u32>().ok().filter(|n| (1..=MOST_PEOPLE).contains(n));
        if capacity.is_none() {
            let flaw = if written.capacity.trim().is_empty() { Flaw::Field(FieldCode::Required) } else { Flaw::Draft(DraftFault::Capacity) };
            self.flaw(format!("{path}.capacity"), flaw);
        }
        Some(ShiftDraft { id: written.id, time: time?, capacity: capacity?, occurrence: written.occurrence })
    }

    /// The time of a shift that was not touched: it may have been made elsewhere, with seconds, or longer than a night.
    fn kept_time(&self, written: &WrittenShift) -> Option<Interval> {
        let kept = self.base?.shifts.iter().find(|shift| Some(shift.id) == written.id)?;
        WrittenShift::of(kept, self.zone).is_when(written).then_some(kept.time)
    }
}

/// Reads the form; `base` is the activity that is changed.
///
/// # Errors
/// Every field that has to change, in the order of the form.
pub(super) fn read(written: &Written, zone: &Zone, base: Option<&ActivityDetail>, now: Timestamp) -> Result<NewActivity, Vec<Found>> {
    let mut reader = Reader { zone, base, now, found: Vec::new() };
    let activity = whole(&mut reader, written);
    let activity = activity.filter(|_| reader.found.is_empty()).ok_or(reader.found)?;
    check_draft(&activity.draft).map_err(|fault| vec![Found { field: "draft.positions".into(), flaw: Flaw::Draft(fault) }])?;
    if let Some(base) = base {
        check_change(base, &activity.draft, now).map_err(|ChangeFault { field, fault }| vec![Found { field, flaw: Flaw::Draft(fault) }])?;
    }
    Ok(activity)
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
    // What is changed for several shifts of a rule is read as if each of them had been typed: they stay in their rows.
    let settled: Vec<WrittenPosition> = written.positions.iter().map(|position| position.settled(reader.base, reader.now, reader.zone)).collect();
    let positions: Vec<_> = settled.iter().enumerate().map(|(at, position)| reader.position(at, position)).collect();
    let draft = ActivityDraft {
        title: title?, category: category?, division: division?, station: written.station.as_ref().map(|station| station.id), place: place?,
        map_position: reader.base.and_then(|base| base.map_position), terms: terms?, positions: positions.into_iter().collect::<Option<_>>()?,
    };
    Some(NewActivity { team: team?, draft })
}
