//! Why a volunteer code is not believed, in words: what it is and the one next step. The `match` is
//! exhaustive: a new reason does not compile without its texts.

use super::format;
use crate::t;
use crate::trust::Ages;
use domain::credential::Refusal;

/// What it is, and what to do next. `ages` are those of what the device checked with.
pub fn refusal(refusal: Refusal, ages: Ages) -> (String, String) {
    match refusal {
        Refusal::NotOurs => (t!(verify.not_ours).into(), t!(verify.not_ours_next).into()),
        Refusal::OtherCity => (t!(verify.other_city).into(), t!(verify.other_city_next).into()),
        Refusal::Damaged => (t!(verify.damaged).into(), t!(verify.damaged_next).into()),
        Refusal::UnknownKey => {
            let what = ages.keys_from.map_or_else(|| t!(verify.no_keys).into(), |from| t!(verify.unknown_key, age = format::ago(from)));
            (what, t!(verify.unknown_key_next).into())
        }
        Refusal::Expired { seconds } => (t!(verify.expired, long = format::lasting(seconds)), t!(verify.expired_next).into()),
        Refusal::NotYet { seconds } => (t!(verify.not_yet, long = format::lasting(seconds)), t!(verify.not_yet_next).into()),
        Refusal::OldSlot { seconds } => (t!(verify.old_slot, long = format::lasting(seconds)), t!(verify.old_slot_next).into()),
        Refusal::EarlySlot { seconds } => (t!(verify.early_slot, long = format::lasting(seconds)), t!(verify.early_slot_next).into()),
        Refusal::OtherPlace => (t!(verify.other_place).into(), t!(verify.other_place_next).into()),
        Refusal::Revoked => (t!(verify.revoked).into(), t!(verify.revoked_next).into()),
    }
}
