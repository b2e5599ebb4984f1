//! Codes of places that this phone has read: kept here before they are sent, each for the person who read it, until the server
//! has answered. [`store`] keeps them, [`delivery`] sends them.
//!
//! Logging out deletes none: they wait for the same person to come back, and nobody else's session sends them.

mod delivery;
mod store;

pub use delivery::{News, deliver, news};
pub use store::{Held, Kept, count, hold, of, take_held, waits};

use domain::api::attendance::{PlaceScan, PlaceScanned};
use domain::check_in::ScanRefusal;
use domain::ids::PersonId;
use domain::kiosk::ScanOutcome;

/// Whether the person's records tell it, so that nobody needs to read the answer here.
pub fn speaks_for_itself(scanned: &PlaceScanned) -> bool {
    match scanned.outcome {
        ScanOutcome::CheckedIn { .. } | ScanOutcome::CheckedOut { .. } | ScanOutcome::Merged { .. } | ScanOutcome::Refused { refusal: ScanRefusal::JustScanned } => true,
        ScanOutcome::ToBeMatched { .. } | ScanOutcome::InReview { .. } | ScanOutcome::Refused { .. } => false,
    }
}

/// Keeps a scan of `person`; tells its key, and whether it survives a reload.
pub fn keep(person: PersonId, scan: PlaceScan) -> (String, bool) {
    let kept = store::keep(person, scan);
    delivery::tell(News::Changed);
    kept
}

/// Forgets the scan `key`: its answer was read.
pub fn forget(key: &str) {
    store::forget(key);
    delivery::tell(News::Changed);
}
