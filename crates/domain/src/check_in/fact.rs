//! Facts: scans that are believed, and what people have ruled about them since.

use crate::ids::{ActivityId, DeviceId, InvalidId, PersonId, ScanId, ShiftId, StationId};
use crate::record::EvidenceGrade;
use crate::time::{Interval, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Names a scan: the device that made it, or whose code was read, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScanKey {
    pub device: DeviceId,
    pub scan: ScanId,
}

/// Where a device takes scans, and whose board shows them. In an address it is a word and an id: `station-06b0fz3m4k2d8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A station's kiosk: for every shift that is held there.
    Station(StationId),
    /// A leader's phone: for every shift of one activity, wherever it is held.
    Activity(ActivityId),
}

impl Place {
    /// Whether the shift is one that this place takes scans for.
    pub fn holds(self, shift: &Candidate) -> bool {
        match self {
            Self::Station(station) => shift.station == Some(station),
            Self::Activity(activity) => shift.activity == activity,
        }
    }
}

const STATION: &str = "station";
const ACTIVITY: &str = "activity";

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Station(station) => write!(f, "{STATION}-{station}"),
            Self::Activity(activity) => write!(f, "{ACTIVITY}-{activity}"),
        }
    }
}

impl FromStr for Place {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('-').ok_or(InvalidId)? {
            (STATION, id) => id.parse().map(Self::Station),
            (ACTIVITY, id) => id.parse().map(Self::Activity),
            _ => Err(InvalidId),
        }
    }
}

/// Who read whose code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The device at the place read the volunteer's code, or took the number, or a leader ticked the name.
    Place,
    /// The volunteer's own phone read the code of the place.
    Volunteer,
}

/// One believed scan of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    pub key: ScanKey,
    /// When the device saw it.
    pub at: Timestamp,
    pub place: Place,
    pub side: Side,
    /// What it proves by itself: [`EvidenceGrade::A`] only ever comes out of two of them.
    pub grade: EvidenceGrade,
    /// The shift that was chosen at the device, where several came into question.
    pub chosen: Option<ShiftId>,
    /// Whoever stood at the device said that the person helps without having signed up.
    pub walk_in: bool,
    /// The device is in the hands of the very person whose scan it is: see [`is_own_hand`].
    pub own_hand: bool,
    /// The person was told that it is noted, and went on. It is never refused afterwards: what breaks
    /// a rule goes to review.
    pub kept: bool,
    /// What was said of it since; the last word counts.
    pub ruling: Option<Ruling>,
}

/// Whether a scan is somebody's word about their own hours: the person holds the device that made it, or brings it to the
/// server. A second person has to stand behind it, as behind an entry by hand
/// ([`crate::attendance::may_settle`]); whose code was read makes no difference, because the same hand holds both sides.
pub fn is_own_hand(person: PersonId, holder: PersonId, bringer: PersonId) -> bool {
    person == holder || person == bringer
}

/// What somebody who answers for the place said of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ruling {
    /// It counts for nothing: a mistake, or found not to be so.
    SetAside,
    /// It counts for this shift, whatever rule it breaks.
    Counts(ShiftId),
}

/// A shift that a person's scan may be for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub shift: ShiftId,
    pub activity: ActivityId,
    /// Where it is held, if at a station.
    pub station: Option<StationId>,
    pub time: Interval,
    /// Whether the person has a place in it. Without one it counts only when somebody rules so.
    pub has_place: bool,
}
