//! Scanners: the phones with which leaders take scans and tick people off for an activity of their own.
//!
//! Unlike a kiosk such a phone has no right of its own: each request is its leader's, who is logged in.

use super::endpoint::endpoints;
use super::kiosk::{ScanAnswers, ScanBatch};
use crate::ids::{ActivityId, DeviceId, ScanId};
use crate::kiosk::KioskState;
use serde::{Deserialize, Serialize};

/// A browser that is to take scans for an activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ScannerRequest {
    /// The scanner it was before, if it kept one: it is the same again when the same person opens it for the same activity.
    pub device: Option<DeviceId>,
}

/// What a scanner asks beside its day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ScannerQuery {
    /// The oldest scan of which it still has the answer: from here on it is told what the server has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<ScanId>,
}

endpoints! {
    /// Makes a scanner for the activity of the browser that asks. Looks at the people it lists are written into the audit log.
    OpenScanner "scanner_open": Post "/api/activities/{activity}/scanners", Scoped(Action::ManageActivities), Natural, 200, (ActivityId) (()) (ScannerRequest) -> KioskState;
    /// Tells a scanner its day and who is on the list, with names. Looks are written into the audit log.
    GetScanner "scanner_get": Get "/api/activities/{activity}/scanners/{device}", Scoped(Action::ManageActivities), Natural, 200, ((ActivityId, DeviceId)) (ScannerQuery) (()) -> KioskState;
    /// Delivers scans and ticks of a scanner. Each counts once, however often it is sent.
    SendScannerScans "scanner_scan": Post "/api/activities/{activity}/scanners/{device}/scans", Scoped(Action::ManageActivities), Natural, 200, ((ActivityId, DeviceId)) (()) (ScanBatch) -> ScanAnswers;
}
