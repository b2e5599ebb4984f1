//! Codes of places that this phone has read: kept here before they are sent, each for the person who read it, until the server
//! has answered. [`store`] keeps them, [`delivery`] sends them.
//!
//! Logging out deletes none: they wait for the same person to come back, and nobody else's session sends them.

mod delivery;
mod store;

pub use delivery::{News, deliver, news};
pub use store::{Held, Kept, hold, keep, of, take_held, waits};

use domain::api::attendance::PlaceScanned;
use domain::check_in::ScanRefusal;
use domain::kiosk::ScanOutcome;

/// Whether the person's records tell it, so that nobody needs to read the answer here.
pub fn speaks_for_itself(scanned: &PlaceScanned) -> bool {
    match scanned.outcome {
        ScanOutcome::CheckedIn { .. } | ScanOutcome::CheckedOut { .. } | ScanOutcome::Merged { .. } | ScanOutcome::Refused { refusal: ScanRefusal::JustScanned } => true,
        ScanOutcome::ToBeMatched { .. } | ScanOutcome::InReview { .. } | ScanOutcome::Refused { .. } => false,
    }
}

/// Forgets the scan `key`: its answer was read.
pub fn forget(key: &str) {
    store::forget(key);
    delivery::tell(News::Changed);
}
