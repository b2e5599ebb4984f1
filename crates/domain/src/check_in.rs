//! Check-in and check-out (签到 / 签退): what scans mean.
//!
//! A scan is a fact and is kept whatever comes out of it; presence and hours are derived from all of a
//! person's facts together, by a pure state machine: [`read`]. Source of the figures: the policy.

mod credit;
mod day;
mod fact;

pub use credit::{Credit, Settled, credit, credited_minutes};
pub use day::{End, Entered, Known, Meaning, Moment, Reading, Stay, closes_at, is_open, opens_at, read};
pub use fact::{Candidate, Fact, Place, Ruling, ScanKey, Side, is_own_hand};

use crate::credential;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Why a scan changes nothing. The kiosk shows it with the one next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum ScanRefusal {
    /// The same code a moment ago.
    JustScanned,
    /// No place in any shift here today.
    NotSignedUp,
    /// Check-in opens at that time.
    TooEarly { opens_at: Timestamp },
    /// The shift has ended.
    TooLate { ended_at: Timestamp },
    /// As many in/out pairs as a day allows.
    TooManyPairs { most: u8 },
    /// Still checked in at another place: check out there first.
    OpenElsewhere,
    /// The code is not believed.
    Code {
        #[serde(flatten)]
        fault: credential::Refusal,
    },
    /// A card on paper, and nobody has said that the face fits.
    FaceNotConfirmed,
    /// Whoever holds the device does not take their own attendance.
    OwnHand,
    /// The number is unknown.
    UnknownVolunteer,
    /// The scan's own time lies too far from the server's clock.
    ClockWrong,
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod simulation;
