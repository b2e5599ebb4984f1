//! Kiosks (签到终端): what they know, what they send, what they are told.

mod health;

pub use health::{Ailment, ailments};

use crate::check_in::{Place, ScanRefusal};
use crate::credential;
use crate::ids::{DeviceId, ScanId, ShiftId};
use crate::text::Line;
use crate::time::{Interval, Timestamp};
use crate::volunteer::VolunteerNumber;
use serde::{Deserialize, Serialize};

/// One scan: an append-only fact, unique by the kiosk and the number the kiosk gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Scan {
    pub id: ScanId,
    /// When the kiosk read the code, by the kiosk's clock.
    pub scanned_at: Timestamp,
    /// What the code said, as read, or a volunteer number as typed; at most [`LONGEST_TEXT`] bytes.
    pub text: String,
    /// Somebody at the kiosk has compared the person with the card on paper.
    #[serde(default)]
    pub face_confirmed: bool,
    /// The shift that was chosen, where the kiosk asked which.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<ShiftId>,
    /// Somebody at the kiosk said that the person helps without having signed up.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub walk_in: bool,
    /// Why the kiosk itself refused the code, if it did: the person was sent away, so the scan stands
    /// as a fact and counts for nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<credential::Refusal>,
}

/// The most bytes of one scanned text that are kept.
pub const LONGEST_TEXT: usize = 512;
/// Most scans of one request.
pub const MOST_SCANS: usize = 200;

/// What became of one scan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScanAnswer {
    pub id: ScanId,
    #[serde(flatten)]
    pub outcome: ScanOutcome,
}

/// The outcome, with what the kiosk shows: a masked name and the activity, never more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ScanOutcome {
    CheckedIn { name: String, activity: String, shift: Interval },
    /// `capped`: the day's cap took something away.
    CheckedOut { name: String, activity: String, credited_minutes: u32, capped: bool },
    /// The same coming or going was seen before, by another kiosk or by the other side.
    Merged { name: String, activity: String },
    /// The person helps without having signed up; the station says for which shift.
    ToBeMatched { name: String },
    /// The person has gone on, and a rule is broken: somebody of the station looks at it.
    InReview {
        name: String,
        #[serde(flatten)]
        refusal: ScanRefusal,
    },
    Refused {
        #[serde(flatten)]
        refusal: ScanRefusal,
    },
}

/// What a kiosk, or a leader's phone, knows of itself and its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskState {
    pub device: DeviceId,
    #[serde(flatten)]
    pub place: Place,
    /// The station's name, or the activity's title. (Older kiosks kept it by the other word.)
    #[serde(alias = "station_name")]
    pub place_name: String,
    pub server_time: Timestamp,
    /// Today's shifts here.
    pub shifts: Vec<KioskShift>,
    /// People checked in here now.
    pub present: u32,
    /// Who has a place in one of the shifts, so that the kiosk knows without network whom it greets.
    #[serde(default)]
    pub roster: Vec<Expected>,
    /// What the server has of this kiosk's scans, when the kiosk asked from where on.
    #[serde(default)]
    pub known: Option<Known>,
}

/// Somebody who has a place in one of today's shifts: no more than the kiosk needs to greet them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Expected {
    pub number: VolunteerNumber,
    pub shift: ShiftId,
    /// Checked in to it now.
    pub present: bool,
    /// What a leader sees of them; a station's kiosk, which anybody may look at, is told nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listed: Option<Listed>,
}

/// A line of a leader's tick list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Listed {
    /// The whole name.
    pub name: String,
    /// The leader themselves, who is not theirs to tick.
    pub is_self: bool,
    /// The last coming, and the going that belongs to it.
    pub checked_in_at: Option<Timestamp>,
    pub checked_out_at: Option<Timestamp>,
    /// Of all stays in this shift.
    pub credited_minutes: u32,
}

/// How a kiosk is, by its own account.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct KioskReport {
    /// Scans that wait to be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waiting: Option<u32>,
    /// When the oldest of them was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest: Option<Timestamp>,
    /// Seconds that its clock is ahead of the server's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_ahead_seconds: Option<i32>,
    /// Per cent of the battery, where the browser tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub battery_percent: Option<u8>,
    /// Version of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Line>,
    /// The oldest scan of which it still has the answer: from here on it is told what the server has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<ScanId>,
}

/// What the server has of one kiosk's scans, from a scan on that the kiosk named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Known {
    /// How many they are.
    pub count: u32,
    /// The last of them, by the kiosk's own numbers.
    pub latest: Option<ScanId>,
}

/// What a kiosk still has of the scans that the server has answered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub count: u32,
    /// The first of them: from here on the server is asked what it has.
    pub oldest: ScanId,
    pub latest: ScanId,
}

impl Known {
    /// Whether the server has lost scans that it has answered for, because it was restored from a backup: it has
    /// fewer of them than the kiosk, or not the last one. `held` must be from before the question. A server that has more has lost
    /// none: an answer of its own may have been lost on the way.
    pub fn lacks(&self, held: Held) -> bool {
        self.count < held.count || self.latest < Some(held.latest)
    }
}

/// One of today's shifts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct KioskShift {
    pub id: ShiftId,
    pub activity: String,
    pub position: String,
    pub time: Interval,
    pub expected: u32,
    pub present: u32,
}

/// A kiosk as its station's people see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kiosk {
    pub id: DeviceId,
    pub name: String,
    pub enrolled_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub revoked: bool,
    /// What it last told of itself.
    pub report: KioskReport,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_with_fewer_scans_or_without_the_last_one_was_restored() {
        let id = ScanId::from_raw;
        let held = Held { count: 3, oldest: id(10), latest: id(30) };
        let lacks = |count, latest: Option<i64>| Known { count, latest: latest.map(id) }.lacks(held);
        assert!(!lacks(3, Some(30)));
        assert!(!lacks(5, Some(40)), "answers that never came back are no loss");
        assert!(lacks(2, Some(30)), "one before the last is missing");
        assert!(lacks(3, Some(25)), "the last is missing, though there is another more");
        assert!(lacks(0, None));
    }
}
