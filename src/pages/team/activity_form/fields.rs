//! The state of the form: a signal for each field, what is kept of it, and its flaws.

use super::reader::{self, Flaw, Found};
use super::written::{Written, WrittenPosition, WrittenShift};
use crate::api::json;
use crate::browser::tab_storage;
use crate::city::{city, now, today};
use crate::components::Named;
use crate::forms::{Form, mends_itself};
use crate::i18n::problems;
use crate::pages::team::questions::WrittenQuestion;
use crate::ui::Fault;
use domain::activity::{ActivityDetail, DraftFault, Requirements};
use domain::api::activity::NewActivity;
use domain::division::DivisionCode;
use domain::ids::{StationId, TeamId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// An unsent form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// As it opened.
    base: Written,
    written: Written,
}

/// The fields.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub team: RwSignal<Option<Named<TeamId>>>,
    pub title: RwSignal<String>,
    pub category: RwSignal<String>,
    pub division: RwSignal<Option<DivisionCode>>,
    pub station: RwSignal<Option<Named<StationId>>>,
    pub place: RwSignal<String>,
    pub summary: RwSignal<String>,
    pub content: RwSignal<String>,
    pub conditions: RwSignal<String>,
    pub risks: RwSignal<String>,
    pub safeguards: RwSignal<String>,
    pub contact: RwSignal<String>,
    pub minimum_age: RwSignal<String>,
    pub dangerous: RwSignal<bool>,
    pub insurance: RwSignal<String>,
    pub indoor: RwSignal<bool>,
    pub by_approval: RwSignal<bool>,
    pub requirements: RwSignal<Requirements>,
    pub questions: RwSignal<Vec<WrittenQuestion>>,
    pub positions: RwSignal<Vec<WrittenPosition>>,
}

/// A form nobody has typed into: one position with one shift of tomorrow.
pub(super) fn blank() -> Written {
    let shift = WrittenShift { day: today().plus_days(1).to_string(), ..WrittenShift::default() };
    Written { positions: vec![WrittenPosition { shifts: vec![shift], ..WrittenPosition::default() }], ..Written::default() }
}

/// What was typed before and not sent, if anything.
pub(super) fn kept(key: &str) -> Option<Kept> {
    json::read(&tab_storage::read(key)?).ok()
}

/// Nothing has to be kept any more.
pub(super) fn forget(key: &str) {
    tab_storage::forget(key);
}

impl Fields {
    /// Fields that hold `written`.
    pub(super) fn of(written: Written) -> Self {
        Self {
            team: RwSignal::new(written.team), title: RwSignal::new(written.title), category: RwSignal::new(written.category),
            division: RwSignal::new(written.division), station: RwSignal::new(written.station), place: RwSignal::new(written.place),
            summary: RwSignal::new(written.summary), content: RwSignal::new(written.content), conditions: RwSignal::new(written.conditions),
            risks: RwSignal::new(written.risks), safeguards: RwSignal::new(written.safeguards), contact: RwSignal::new(written.contact),
            minimum_age: RwSignal::new(written.minimum_age), dangerous: RwSignal::new(written.dangerous), insurance: RwSignal::new(written.insurance),
            indoor: RwSignal::new(written.indoor), by_approval: RwSignal::new(written.by_approval),
            requirements: RwSignal::new(written.requirements), questions: RwSignal::new(written.questions), positions: RwSignal::new(written.positions),
        }
    }

    /// Puts `written` in the place of what they hold.
    fn put(self, written: Written) {
        self.team.set(written.team);
        self.title.set(written.title);
        self.category.set(written.category);
        self.division.set(written.division);
        self.station.set(written.station);
        self.place.set(written.place);
        self.summary.set(written.summary);
        self.content.set(written.content);
        self.conditions.set(written.conditions);
        self.risks.set(written.risks);
        self.safeguards.set(written.safeguards);
        self.contact.set(written.contact);
        self.minimum_age.set(written.minimum_age);
        self.dangerous.set(written.dangerous);
        self.insurance.set(written.insurance);
        self.indoor.set(written.indoor);
        self.by_approval.set(written.by_approval);
        self.requirements.set(written.requirements);
        self.questions.set(written.questions);
        self.positions.set(written.positions);
    }

    /// What they hold, tracked.
    pub(super) fn written(self) -> Written {
        Written {
            team: self.team.get(), title: self.title.get(), category: self.category.get(), division: self.division.get(), station: self.station.get(),
            place: self.place.get(), summary: self.summary.get(), content: self.content.get(), conditions: self.conditions.get(),
            risks: self.risks.get(), safeguards: self.safeguards.get(), contact: self.contact.get(), minimum_age: self.minimum_age.get(),
            dangerous: self.dangerous.get(), insurance: self.insurance.get(), indoor: self.indoor.get(), by_approval: self.by_approval.get(),
            requirements: self.requirements.get(), questions: self.questions.get(), positions: self.positions.get(),
        }
    }
}

/// The form with its flaws: read anew at every stroke, kept at every stroke.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    pub fields: Fields,
    pub form: Form,
    /// The activity that is changed, as it was last seen; none for a new one.
    pub base: RwSignal<Option<ActivityDetail>>,
    /// As it opened, with what the form filled in by itself: only what differs was typed.
    pub opened: RwSignal<Written>,
    /// Position and place of the shift that may come again.
    pub repeating: RwSignal<Option<(usize, usize)>>,
    /// Position and place of the programme that may go on.
    pub extending: RwSignal<Option<(usize, usize)>>,
    /// Position and place of the shift of a programme that may be taken out.
    pub removing: RwSignal<Option<(usize, usize)>>,
    read: Memo<Result<NewActivity, Vec<Found>>>,
}

impl Draft {
    /// Begins with what was kept under `key`, or with `start`. What was kept of an activity that others changed since is put on top of that.
    pub(super) fn new(key: &str, start: Written, base: Option<ActivityDetail>) -> Self {
        let opened = RwSignal::new(start.clone());
        let fields = Fields::of(match kept(key) {
            Some(kept) if base.is_some() => kept.written.merged(&kept.base, start),
            Some(kept) => kept.written,
            None => start,
        });
        let (key, base) = (key.to_owned(), RwSignal::new(base));
        let read = Memo::new(move |_| {
            let mut written = fields.written();
            // Nothing picked means the whole city, as the picker says.
            written.division.get_or_insert_with(|| city().root.clone());
            base.with(|base| reader::read(&written, &city().zone, base.as_ref(), now()))
        });
        Effect::new(move |_| {
            let (base, written) = (opened.get(), fields.written());
            if written == base {
                forget(&key);
            } else if let Ok(json) = serde_json::to_string(&Kept { base, written }) {
                tab_storage::write(&key, &json);
            }
        });
        Self { fields, form: Form::new(), base, opened, repeating: RwSignal::new(None), extending: RwSignal::new(None), removing: RwSignal::new(None), read }
    }

    /// Goes on from `latest`: what was typed stays, the rest is as others left it.
    pub(super) fn rebase(self, latest: ActivityDetail) {
        let zone = &city().zone;
        let Some(before) = self.base.try_get_untracked().flatten() else { return };
        let theirs = Written::of(&latest, zone);
        let merged = untrack(|| self.fields.written()).merged(&Written::of(&before, zone), theirs.clone());
        self.base.set(Some(latest));
        self.opened.set(theirs);
        self.fields.put(merged);
    }

    /// The activity, or what the form shows instead.
    pub(super) fn read(self) -> Result<NewActivity, Vec<Fault>> {
        self.read.get_untracked().map_err(|found| found.into_iter().map(|found| Fault { text: words(found.flaw), field: found.field }).collect())
    }

    /// What is wrong with the field `id`. What more typing may mend is kept back until the form was
    /// sent once; the server's own fault is shown where the page finds none.
    pub(super) fn error(self, id: impl Into<String>) -> Signal<Option<String>> {
        let id = id.into();
        Signal::derive(move || {
            let faults = self.form.faults();
            let sent = faults.with(|all| !all.is_empty());
            let own = self.read.with(|read| read.as_ref().err().and_then(|found| found.iter().find(|found| found.field == id)).map(|found| found.flaw));
            match own {
                Some(flaw) if sent || is_final(flaw) => Some(words(flaw)),
                Some(_) => None,
                None => {
                    let refused = self.form.refusal().with(Option::is_some);
                    faults.with(|all| all.iter().find(|fault| refused && fault.field == id).map(|fault| fault.text.clone()))
                }
            }
        })
    }
}

fn is_final(flaw: Flaw) -> bool {
    match flaw {
        Flaw::Field(code) => !mends_itself(code),
        Flaw::Draft(fault) => matches!(fault, DraftFault::ShiftTime | DraftFault::Capacity),
    }
}

fn words(flaw: Flaw) -> String {
    match flaw {
        Flaw::Field(code) => problems::field(code),
        Flaw::Draft(fault) => problems::fault(fault).to_owned(),
    }
}
