//! What an organiser types, its bounds, and what keeps it from being published.

use super::question::check_asked;
use super::{Category, Terms};
use crate::division::DivisionCode;
use crate::ids::{PositionId, ShiftId, StationId};
use crate::recurrence::{Occurrence, Programme, are_followed};
use crate::station::Position as MapPosition;
use crate::text::Line;
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};

/// What an organiser types to make an activity, or to change one. It starts as a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ActivityDraft {
    pub title: Line,
    pub category: Category,
    pub division: DivisionCode,
    pub station: Option<StationId>,
    pub place: Line,
    pub map_position: Option<MapPosition>,
    pub terms: Terms,
    pub positions: Vec<PositionDraft>,
}

impl ActivityDraft {
    /// Whether it names positions or shifts that are kept already; a new activity has none.
    pub fn names_kept_parts(&self) -> bool {
        self.positions.iter().any(|position| position.id.is_some() || position.shifts.iter().any(|shift| shift.id.is_some()))
    }
}

/// A position with its shifts, as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PositionDraft {
    /// Which of the activity's positions it is; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PositionId>,
    pub name: Line,
    pub shifts: Vec<ShiftDraft>,
    /// The rules that some of its shifts came from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub programmes: Vec<Programme>,
}

/// A shift as typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ShiftDraft {
    /// Which of the position's shifts it is; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<ShiftId>,
    pub time: Interval,
    pub capacity: u32,
    /// Which shift of one of the position's programmes it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Occurrence>,
}

/// Most positions of one activity, and most shifts of one position: bounds of one request.
pub const MOST_POSITIONS: usize = 20;
/// See [`MOST_POSITIONS`].
pub const MOST_SHIFTS: usize = 60;
/// Most people of one shift.
pub const MOST_PEOPLE: u32 = 10_000;
/// Longest shift, in hours.
pub const LONGEST_SHIFT_HOURS: i64 = 24;
/// Shifts lie between these instants, 2000-01-01 and 2100-01-01 UTC: a year beyond is a slip.
pub const SHIFT_YEARS: Interval = Interval { start: Timestamp::from_unix_ms(946_684_800_000), end: Timestamp::from_unix_ms(4_102_444_800_000) };

/// What keeps a draft from being kept or published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DraftFault {
    /// No position, or too many.
    Positions,
    /// A position without shift, or with too many.
    Shifts,
    /// A shift that ends before it begins, lasts over a day, or lies outside [`SHIFT_YEARS`].
    ShiftTime,
    /// A shift for nobody, or for more people than one shift may have.
    Capacity,
    /// The place on the map is not on earth.
    MapPosition,
    /// Something is asked of volunteers that nobody could fulfil, or is asked twice.
    Requirements,
    /// Too many questions, or a choice without options.
    Questions,
    /// A rule and the shifts that are said to come from it do not fit together.
    Programme,
    /// Dangerous work without accident insurance cannot be published (Art. 17).
    InsuranceMissing,
    /// All shifts have begun already.
    AllInThePast,
    /// A position or shift that is not the activity's, or not any more.
    Foreign,
    /// A shift that has begun keeps its time and stays.
    ShiftBegun,
    /// A shift that people could sign up for begins later than now.
    ShiftPast,
    /// Fewer places than people hold.
    BelowTaken,
    /// Dangerous work is published by a reviewer only.
    ReviewNeeded,
}

/// Checks the form of a draft.
///
/// # Errors
/// The first fault found.
pub fn check_draft(draft: &ActivityDraft) -> Result<(), DraftFault> {
    let within = |count: usize, most: usize| (1..=most).contains(&count);
    if !within(draft.positions.len(), MOST_POSITIONS) {
        return Err(DraftFault::Positions);
    }
    if draft.map_position.is_some_and(|p| !p.is_on_earth()) {
        return Err(DraftFault::MapPosition);
    }
    check_asked(&draft.terms)?;
    for position in &draft.positions {
        if !within(position.shifts.len(), MOST_SHIFTS) {
            return Err(DraftFault::Shifts);
        }
        if !are_followed(&position.programmes, position.shifts.iter().filter_map(|shift| shift.occurrence)) {
            return Err(DraftFault::Programme);
        }
        for shift in &position.shifts {
            let length = shift.time.millis();
            let in_our_time = SHIFT_YEARS.start <= shift.time.start && shift.time.end <= SHIFT_YEARS.end;
            if length == 0 || length > LONGEST_SHIFT_HOURS * 3_600_000 || !in_our_time {
                return Err(DraftFault::ShiftTime);
            }
            if !(1..=MOST_PEOPLE).contains(&shift.capacity) {
                return Err(DraftFault::Capacity);
            }
        }
    }
    Ok(())
}

/// Whether a draft may be shown to the public at `now`.
///
/// # Errors
/// What is missing.
pub fn may_publish(terms: &Terms, shifts: impl IntoIterator<Item = Interval>, now: Timestamp) -> Result<(), DraftFault> {
    if terms.dangerous && terms.insurance.is_none() {
        return Err(DraftFault::InsuranceMissing);
    }
    if shifts.into_iter().all(|time| time.start <= now) {
        return Err(DraftFault::AllInThePast);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: Timestamp = Timestamp::from_unix_ms(1_790_000_000_000);

    fn draft() -> ActivityDraft {
        let time = Interval { start: BEGIN, end: BEGIN.plus_minutes(60) };
        ActivityDraft {
            title: "清洁家园".parse().unwrap(),
            category: Category::Environment,
            division: "431002".parse().unwrap(),
            station: None,
            place: "广场".parse().unwrap(),
            map_position: None,
            terms: Terms::new("一起打扫".parse().unwrap(), "扫地".parse().unwrap(), "无".parse().unwrap(), "手套".parse().unwrap()),
            positions: vec![PositionDraft { id: None, name: "清洁".parse().unwrap(), shifts: vec![ShiftDraft { id: None, time, capacity: 5, occurrence: None }], programmes: Vec::new() }],
        }
    }

    #[test]
    fn each_fault_of_a_draft_has_its_name() {
        type Spoil = fn(&mut ActivityDraft);
        let cases: [(Spoil, DraftFault); 11] = [
            (|d| d.positions.clear(), DraftFault::Positions),
            (|d| d.positions = vec![d.positions[0].clone(); MOST_POSITIONS + 1], DraftFault::Positions),
            (|d| d.positions[0].shifts.clear(), DraftFault::Shifts),
            (|d| d.positions[0].shifts[0].time.end = BEGIN, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time.end = Timestamp::from_unix_ms(BEGIN.unix_ms() + 86_400_001), DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: Timestamp::from_unix_ms(0), end: Timestamp::from_unix_ms(3_600_000) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: SHIFT_YEARS.end.plus_minutes(-30), end: SHIFT_YEARS.end.plus_minutes(30) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].time = Interval { start: Timestamp::from_unix_ms(i64::MIN), end: Timestamp::from_unix_ms(i64::MAX) }, DraftFault::ShiftTime),
            (|d| d.positions[0].shifts[0].capacity = 0, DraftFault::Capacity),
            (|d| d.positions[0].shifts[0].occurrence = Some(Occurrence { programme: 0, day: "2026-09-21".parse().unwrap() }), DraftFault::Programme),
            (|d| d.map_position = Some(MapPosition { latitude_e7: 900_000_001, longitude_e7: 0 }), DraftFault::MapPosition),
        ];
        assert_eq!(check_draft(&draft()), Ok(()));
        for (spoil, fault) in cases {
            let mut spoilt = draft();
            spoil(&mut spoilt);
            assert_eq!(check_draft(&spoilt), Err(fault));
        }
    }

    #[test]
    fn dangerous_work_without_insurance_is_not_published() {
        let mut terms = draft().terms;
        let coming = [draft().positions[0].shifts[0].time];
        let before = BEGIN.plus_seconds(-1);
        terms.dangerous = true;
        assert_eq!(may_publish(&terms, coming, before), Err(DraftFault::InsuranceMissing));
        terms.insurance = Some("某保险 123".parse().unwrap());
        assert_eq!(may_publish(&terms, coming, before), Ok(()));
        assert_eq!(may_publish(&terms, coming, BEGIN), Err(DraftFault::AllInThePast));
    }
}
