//! The service record (志愿服务记录): hours served, with method and evidence grade.
//! Source: 志愿服务条例 Art. 19 and MCA Order 67: true, exact, complete, free, prompt.

use crate::ids::{ActivityId, RecordId, ShiftId, TeamId};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How well a record is proven. Totals show each grade apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum EvidenceGrade {
    /// Scanned by both sides: the station's code and the person's code.
    A,
    /// Scanned by one side.
    B,
    /// Ticked by the activity's leader, or said at the kiosk: the number was typed.
    C,
    /// Entered afterwards; needs proof and a second person's approval.
    D,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordStatus {
    /// Checked in, not yet out.
    Open,
    /// Hours are credited.
    Credited,
    /// Check-out was forgotten: the leader settles the hours, nothing is credited silently.
    Pending,
    /// Something does not fit and a person must look.
    InReview,
}

/// One line of "my records".
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ServiceRecord {
    pub id: RecordId,
    pub activity: ActivityId,
    pub activity_title: String,
    pub shift: ShiftId,
    /// The team that issues the record (谁组织谁记录).
    pub team: TeamId,
    pub team_name: String,
    pub checked_in_at: Timestamp,
    pub checked_out_at: Option<Timestamp>,
    pub credited_minutes: u32,
    pub grade: EvidenceGrade,
    pub status: RecordStatus,
}

/// Sums over all records of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordTotals {
    pub credited_minutes: u64,
    /// Of these, minutes entered afterwards (grade D).
    pub afterwards_minutes: u64,
    pub records: u64,
    /// Records that wait for somebody.
    pub unsettled: u64,
}
