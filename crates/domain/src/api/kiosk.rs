//! Kiosks: enrolment, scans, and their station's view of them.

use super::endpoint::endpoints;
use crate::credential::PublicKey;
use crate::ids::{DeviceId, StationId};
use crate::kiosk::{Kiosk, KioskReport, KioskState, Scan, ScanAnswer};
use crate::scan_file::{LARGEST_SCAN_FILE, ScanFile, ScanFileRead};
use crate::text::Line;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The one-time code that enrols a kiosk. Shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolmentCode {
    /// 8 characters, in the alphabet of volunteer numbers.
    pub code: String,
    pub expires_at: Timestamp,
}

/// A kiosk enrols itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    pub code: String,
    /// What people call it: "front desk".
    pub name: Line,
    /// The key with which it will sign files of scans; none where the browser makes no keys.
    #[serde(default)]
    pub public_key: Option<PublicKey>,
}

/// Scans, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScanBatch {
    pub scans: Vec<Scan>,
}

/// One answer for each scan, in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScanAnswers {
    pub answers: Vec<ScanAnswer>,
    /// People checked in here now.
    pub present: u32,
}

/// The kiosks of a station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Kiosks {
    pub kiosks: Vec<Kiosk>,
}

endpoints! {
    /// Makes a one-time code that enrols a kiosk at the station.
    MakeEnrolmentCode "kiosk_code": Post "/api/stations/{station}/kiosk-codes", Scoped(Action::ManageKiosks), Natural, 201, (StationId) (()) (()) -> EnrolmentCode;
    /// Enrols this browser as a kiosk; the answer sets the kiosk's cookie.
    EnrolKiosk "kiosk_enrol": Post "/api/kiosk/enrolment", Anyone, Natural, 201, (()) (()) (EnrolRequest) -> KioskState;
    /// Tells a kiosk its station and its day, and hears how the kiosk is.
    GetKiosk "kiosk_get": Get "/api/kiosk", Kiosk, Natural, 200, (()) (KioskReport) (()) -> KioskState;
    /// Delivers scans. Each counts once, however often it is sent.
    SendScans "kiosk_scan": Post "/api/kiosk/scans", Kiosk, Natural, 200, (()) (()) (ScanBatch) -> ScanAnswers;
    /// Takes the scans of a file that a kiosk without network wrote.
    ReadScanFile "kiosk_scan_file": Post "/api/stations/{station}/scan-files", Scoped(Action::ManageKiosks), Natural, 200, (StationId) (()) (ScanFile) -> ScanFileRead, up to LARGEST_SCAN_FILE;
    /// Lists the kiosks of a station.
    ListKiosks "kiosk_list": Get "/api/stations/{station}/kiosks", Scoped(Action::ManageKiosks), Natural, 200, (StationId) (()) (()) -> Kiosks;
    /// Revokes a kiosk: its later scans are refused.
    RevokeKiosk "kiosk_revoke": Delete "/api/kiosks/{device}", Scoped(Action::ManageKiosks), Natural, 204, (DeviceId) (()) (()) -> ();
}
