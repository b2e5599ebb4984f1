//! Changing an activity: what may still change once people have signed up, and what is told of it.
//!
//! Whoever has a place keeps it: there are never fewer places than people hold, and a shift with sign-ups is not removed
//! silently but called off. What has begun keeps its time, because records hang on it.

use super::{ActivityDetail, ActivityDraft, ActivityStatus, DraftFault, Shift, Terms};
use crate::ids::ShiftId;
use crate::text::Paragraphs;
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Characters of a text that a change quotes.
const LONGEST_QUOTE: usize = 200;

/// One thing that is otherwise than before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Change {
    Title { from: String, to: String },
    Place { from: String, to: String },
    /// The beginning of what is asked of those who come; none asks for nothing.
    Conditions { from: Option<String>, to: Option<String> },
    /// Years of age.
    MinimumAge { from: Option<u8>, to: Option<u8> },
    /// The name of a position.
    Position { from: String, to: String },
    /// When a shift is.
    Time { from: Interval, to: Interval },
    /// How many people a shift takes.
    Capacity { time: Interval, from: u32, to: u32 },
    ShiftAdded { time: Interval },
    /// A shift does not take place.
    ShiftGone { time: Interval },
    /// Something else it says; too long to quote, or nobody's business but the team's.
    Part { part: Part },
    /// It stands otherwise; with the words that were said to that.
    Status {
        to: ActivityStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<String>,
    },
}

/// What else an activity says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Category,
    Division,
    Station,
    Summary,
    Content,
    Risks,
    Safeguards,
    Insurance,
    Contact,
    /// Anything else that decides who may come and how.
    Rules,
}

/// A change, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The shift it is about; none when it is about all of them.
    pub shift: Option<ShiftId>,
    pub what: Change,
}

impl Change {
    /// Whether people who signed up are told: what they came for, when, where, or under which conditions. A shift that is gone is told
    /// by a message of its own.
    pub const fn is_told(&self) -> bool {
        match self {
            Self::Title { .. } | Self::Place { .. } | Self::Conditions { .. } | Self::MinimumAge { .. } | Self::Position { .. } | Self::Time { .. } => true,
            Self::Part { part } => !matches!(part, Part::Category | Part::Division | Part::Summary | Part::Rules),
            Self::Capacity { .. } | Self::ShiftAdded { .. } | Self::ShiftGone { .. } | Self::Status { .. } => false,
        }
    }
}

/// What keeps a change from being made, and at which field of the draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeFault {
    pub field: String,
    pub fault: DraftFault,
}

/// Shifts that take place now and are not in the draft any more.
pub fn missing<'a>(before: &'a ActivityDetail, draft: &ActivityDraft) -> Vec<&'a Shift> {
    let kept: HashSet<ShiftId> = draft.positions.iter().flat_map(|position| &position.shifts).filter_map(|shift| shift.id).collect();
    before.shifts.iter().filter(|shift| !shift.called_off && !kept.contains(&shift.id)).collect()
}

/// Whether `draft` may take the place of what the activity says at `now`. That the draft is well formed is asked elsewhere
/// ([`super::check_draft`]).
///
/// # Errors
/// The first fault, at its field.
pub fn check_change(before: &ActivityDetail, draft: &ActivityDraft, now: Timestamp) -> Result<(), ChangeFault> {
    let published = before.status == ActivityStatus::Published;
    let mut seen = HashSet::new();
    for (at, position) in draft.positions.iter().enumerate() {
        let path = format!("draft.positions[{at}]");
        if position.id.is_some_and(|id| !before.positions.iter().any(|kept| kept.id == id)) {
            return Err(ChangeFault { field: format!("{path}.name"), fault: DraftFault::Foreign });
        }
        for (number, shift) in position.shifts.iter().enumerate() {
            let fault = |part: &str, fault| Err(ChangeFault { field: format!("{path}.shifts[{number}].{part}"), fault });
            let Some(id) = shift.id else {
                if published && shift.time.start <= now {
                    return fault("time", DraftFault::ShiftPast);
                }
                continue;
            };
            let kept = before.shifts.iter().find(|kept| kept.id == id && !kept.called_off && Some(kept.position) == position.id);
            let Some(kept) = kept.filter(|_| seen.insert(id)) else { return fault("time", DraftFault::Foreign) };
            if !published {
                continue;
            }
            let moved = kept.time != shift.time;
            if moved && kept.time.start <= now {
                return fault("time", DraftFault::ShiftBegun);
            }
            if moved && shift.time.start <= now {
                return fault("time", DraftFault::ShiftPast);
            }
            if shift.capacity < kept.taken {
                return fault("capacity", DraftFault::BelowTaken);
            }
        }
    }
    if published && missing(before, draft).iter().any(|shift| shift.time.start <= now) {
        return Err(ChangeFault { field: "draft.positions".into(), fault: DraftFault::ShiftBegun });
    }
    if published && draft.terms.dangerous && draft.terms.insurance.is_none() {
        return Err(ChangeFault { field: "draft.terms.insurance".into(), fault: DraftFault::InsuranceMissing });
    }
    Ok(())
}

/// What `draft` changes, in the order of the form.
pub fn changes(before: &ActivityDetail, draft: &ActivityDraft) -> Vec<Changed> {
    let mut all = Vec::new();
    if before.title != draft.title.as_str() {
        all.push(Change::Title { from: before.title.clone(), to: draft.title.to_string() });
    }
    if before.place != draft.place.as_str() {
        all.push(Change::Place { from: before.place.clone(), to: draft.place.to_string() });
    }
    let parts = [(before.category != draft.category, Part::Category), (before.division != draft.division, Part::Division), (before.station != draft.station, Part::Station)];
    all.extend(of_parts(&parts));
    all.extend(of_terms(&before.terms, &draft.terms));
    let mut all: Vec<Changed> = all.into_iter().map(|what| Changed { shift: None, what }).collect();
    for position in &draft.positions {
        if let Some(kept) = before.positions.iter().find(|kept| Some(kept.id) == position.id && kept.name != position.name.as_str()) {
            all.push(Changed { shift: None, what: Change::Position { from: kept.name.clone(), to: position.name.to_string() } });
        }
        for shift in &position.shifts {
            match before.shifts.iter().find(|kept| Some(kept.id) == shift.id) {
                None => all.push(Changed { shift: None, what: Change::ShiftAdded { time: shift.time } }),
                Some(kept) => {
                    if kept.time != shift.time {
                        all.push(Changed { shift: shift.id, what: Change::Time { from: kept.time, to: shift.time } });
                    }
                    if kept.capacity != shift.capacity {
                        all.push(Changed { shift: shift.id, what: Change::Capacity { time: shift.time, from: kept.capacity, to: shift.capacity } });
                    }
                }
            }
        }
    }
    all.extend(missing(before, draft).into_iter().map(|shift| Changed { shift: Some(shift.id), what: Change::ShiftGone { time: shift.time } }));
    all
}

fn of_terms(before: &Terms, after: &Terms) -> Vec<Change> {
    let mut all = Vec::new();
    if before.conditions != after.conditions {
        let quoted = |text: &Option<Paragraphs>| text.as_ref().map(quote);
        all.push(Change::Conditions { from: quoted(&before.conditions), to: quoted(&after.conditions) });
    }
    if before.minimum_age != after.minimum_age {
        all.push(Change::MinimumAge { from: before.minimum_age, to: after.minimum_age });
    }
    all.extend(of_parts(&[
        (before.summary != after.summary, Part::Summary),
        (before.content != after.content, Part::Content),
        (before.risks != after.risks, Part::Risks),
        (before.safeguards != after.safeguards, Part::Safeguards),
        (before.insurance != after.insurance, Part::Insurance),
        (before.contact != after.contact, Part::Contact),
    ]));
    let named = Terms {
        summary: after.summary.clone(), content: after.content.clone(), conditions: after.conditions.clone(), risks: after.risks.clone(),
        safeguards: after.safeguards.clone(), contact: after.contact.clone(), minimum_age: after.minimum_age, insurance: after.insurance.clone(), ..before.clone()
    };
    all.extend(of_parts(&[(named != *after, Part::Rules)]));
    all
}

fn of_parts(parts: &[(bool, Part)]) -> impl Iterator<Item = Change> {
    parts.iter().filter(|(is_other, _)| *is_other).map(|(_, part)| Change::Part { part: *part })
}

fn quote(text: &Paragraphs) -> String {
    let text = text.as_str();
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests;
