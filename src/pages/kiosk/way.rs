//! Which operations a place is served by: a station's kiosk has its own cookie, a leader's scanner goes by who is logged in.

use super::queue;
use crate::api::{self, ApiError};
use domain::api::kiosk::{GetKiosk, ScanAnswers, ScanBatch, SendScans};
use domain::api::scanner::{GetScanner, OpenScanner, ScannerQuery, ScannerRequest, SendScannerScans};
use domain::check_in::Place;
use domain::ids::{ActivityId, DeviceId};
use domain::kiosk::{KioskReport, KioskState, Scan};
use domain::problem::ErrorCode;

/// Asks for the day when the page starts; a scanner is made, or is again the one that it was.
pub(super) async fn begin(activity: Option<ActivityId>) -> Result<KioskState, ApiError> {
    match activity {
        None => api::send::<GetKiosk>((), &KioskReport::default(), &()).await,
        Some(activity) => {
            let device = queue::last_state(Some(activity)).map(|state| state.device);
            api::send::<OpenScanner>(activity, &(), &ScannerRequest { device }).await
        }
    }
}

/// Asks for the day again.
pub(super) async fn ask(place: Place, device: DeviceId, report: KioskReport) -> Result<KioskState, ApiError> {
    match place {
        Place::Station(_) => api::send::<GetKiosk>((), &report, &()).await,
        Place::Activity(activity) => api::renew::<GetScanner>((activity, device), &ScannerQuery { since: report.since }).await,
    }
}

/// Delivers scans.
pub(super) async fn deliver(place: Place, device: DeviceId, scans: Vec<Scan>) -> Result<ScanAnswers, ApiError> {
    let batch = ScanBatch { scans };
    match place {
        Place::Station(_) => api::send::<SendScans>((), &(), &batch).await,
        Place::Activity(activity) => api::send::<SendScannerScans>((activity, device), &(), &batch).await,
    }
}

/// Whether the answer says that the device takes scans here no more.
pub(super) fn is_closed(activity: Option<ActivityId>, error: &ApiError) -> bool {
    match activity {
        None => error.code() == Some(ErrorCode::NotEnrolled),
        Some(_) => matches!(error.code(), Some(ErrorCode::NotLoggedIn | ErrorCode::Forbidden | ErrorCode::NotFound)),
    }
}
