//! Why the code of a place is not believed, in words: what it is and the one next step. The `match` is exhaustive.

use super::format;
use crate::t;
use domain::credential::Refusal;

/// What it is, and what to do next.
pub fn refusal(refusal: Refusal) -> (String, String) {
    match refusal {
        Refusal::NotOurs | Refusal::OtherCity | Refusal::OtherPlace => (t!(scan.not_ours).into(), t!(scan.not_ours_next).into()),
        Refusal::Damaged => (t!(scan.damaged).into(), t!(scan.damaged_next).into()),
        Refusal::UnknownKey => (t!(scan.unknown).into(), t!(scan.unknown_next).into()),
        Refusal::Revoked => (t!(scan.revoked).into(), t!(scan.revoked_next).into()),
        Refusal::OldSlot { seconds } => (t!(scan.old, long = format::lasting(seconds)), t!(scan.old_next).into()),
        Refusal::EarlySlot { seconds } | Refusal::NotYet { seconds } => (t!(scan.early, long = format::lasting(seconds)), t!(scan.early_next).into()),
        Refusal::Expired { seconds } => (t!(scan.expired, long = format::lasting(seconds)), t!(scan.expired_next).into()),
    }
}
