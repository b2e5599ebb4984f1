//! Attendance (在岗): a volunteer's own scan, the board of a station or of an activity, words about single scans, and records entered by hand.

use super::endpoint::endpoints;
use crate::check_in::{Place, ScanRefusal, Side};
use crate::ids::{ActivityId, DeviceId, EntryId, PersonId, ScanId, ShiftId};
use crate::kiosk::ScanOutcome;
use crate::sign_up::RosterLine;
use crate::text::Line;
use crate::time::{Interval, Timestamp};
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// The day of a place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Board {
    /// Today's shifts that the place takes scans for, by their begin.
    pub shifts: Vec<BoardShift>,
    /// Shifts of earlier days that scans still to be settled may be for.
    #[serde(default)]
    pub earlier: Vec<BoardShift>,
    /// Who has a place in one of them, or came without.
    pub lines: Vec<RosterLine>,
    /// Whether some people were left out.
    pub more: bool,
    /// Scans that somebody has to look at, the oldest first.
    pub unsettled: Vec<BoardScan>,
    /// The last scans that counted, the latest first.
    pub recent: Vec<BoardScan>,
    /// Records entered by hand that wait for a second person.
    pub entries: Vec<Entry>,
}

/// One of the day's shifts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardShift {
    pub id: ShiftId,
    pub activity_id: ActivityId,
    pub activity: String,
    pub position: String,
    pub time: Interval,
}

/// A scan as the keeper sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BoardScan {
    pub device: DeviceId,
    pub scan: ScanId,
    /// Name of the kiosk.
    pub kiosk: String,
    /// Whether the kiosk read the person's code, or the person's phone the kiosk's.
    pub side: Side,
    pub at: Timestamp,
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub meaning: ScanMeaning,
    /// Which rule it breaks, when it is in review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ScanRefusal>,
}

/// What a scan is taken to mean now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ScanMeaning {
    In,
    Out,
    /// The same coming or going, seen once more.
    Merged,
    /// Somebody without a place: for which shift?
    ToBeMatched,
    /// A rule is broken, and the person was not told.
    Review,
    /// Ruled to count for nothing.
    SetAside,
}

/// The own phone has read the code of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceScan {
    /// What was read, at most [`crate::place_code::LONGEST_ADDRESS`] bytes: the text of a [`crate::place_code::PlaceCode`], or an address with it.
    pub code: String,
    /// When, by the phone's clock. It never counts as the time of the scan: the code's own moment does.
    pub scanned_at: Timestamp,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceScanned {
    /// Name of the station whose code it is; none when the code is not believed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub station: Option<String>,
    /// The moment it counts for: when the kiosk made the code.
    pub at: Timestamp,
    pub outcome: ScanOutcome,
}

/// A word about a scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RulingRequest {
    pub device: DeviceId,
    pub scan: ScanId,
    /// The shift it counts for; without one it counts for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<ShiftId>,
    /// Why; the person may ask.
    pub reason: Line,
}

/// A record to enter by hand: evidence grade D.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryDraft {
    pub number: VolunteerNumber,
    pub shift: ShiftId,
    /// When the person came and left; what lies outside the shift is not credited.
    pub time: Interval,
    /// What proves it, in words.
    pub reason: Line,
}

/// A record entered by hand that waits for a second person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    pub id: EntryId,
    pub shift: ShiftId,
    pub activity: String,
    pub person: PersonId,
    pub number: VolunteerNumber,
    pub name: String,
    pub time: Interval,
    pub reason: String,
    /// Who entered it: somebody else has to approve.
    pub entered_by: PersonId,
    pub entered_by_name: String,
    pub entered_at: Timestamp,
}

/// The second person's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EntryDecision {
    pub approve: bool,
}

/// A scan behind somebody's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RosterScan {
    pub person: PersonId,
    pub shift: ShiftId,
    /// Whose board has it.
    pub place: Place,
    pub device: DeviceId,
    pub scan: ScanId,
}

/// What was said of somebody's attendance by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Correction {
    pub person: PersonId,
    pub shift: ShiftId,
    pub what: Corrected,
    /// Who said it.
    pub by: String,
    pub at: Timestamp,
    pub reason: String,
}

/// What was corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Corrected {
    /// The person was there: a record by hand, which counts once a second person has approved it.
    Entered {
        time: Interval,
        /// The second person's word; none while it waits for one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        decided: Option<SecondWord>,
    },
    /// The scan of that moment counts for the shift.
    Counted { scanned_at: Timestamp },
    /// The scan of that moment, which had counted for the shift, counts for nothing.
    SetAside { scanned_at: Timestamp },
}

/// What the second person said, and who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SecondWord {
    pub approved: bool,
    pub by: String,
}

endpoints! {
    /// Checks the caller in or out by the code of a place that their own phone has read. The same code read twice by one person counts once.
    ScanPlace "attendance_scan": Post "/api/me/scans", Volunteer, Natural, 200, (()) (()) (PlaceScan) -> PlaceScanned;
    /// Shows the day of a station or of an activity. Who looks is written down.
    GetBoard "attendance_board": Get "/api/places/{place}/board", Scoped(Action::SettleAttendance), Natural, 200, (Place) (()) (()) -> Board;
    /// Says what a scan of the place counts for, or that it counts for nothing. Hours follow at once.
    RuleScan "attendance_rule": Post "/api/places/{place}/rulings", Scoped(Action::SettleAttendance), Required, 204, (Place) (()) (RulingRequest) -> ();
    /// Enters a record by hand. It counts once a second person has approved.
    EnterRecord "attendance_enter": Post "/api/places/{place}/entries", Scoped(Action::SettleAttendance), Required, 201, (Place) (()) (EntryDraft) -> Entry;
    /// Approves or refuses a record that somebody else entered.
    DecideEntry "attendance_decide": Post "/api/entries/{entry}/decision", Scoped(Action::SettleAttendance), Required, 204, (EntryId) (()) (EntryDecision) -> ();
}
