//! Words for how a sign-up stands, and for what follows from giving it up.

use super::format;
use crate::city::{city, now};
use crate::t;
use domain::sign_up::{Ending, SignUp, SignUpStatus, WardPlace};
use domain::time::Timestamp;

/// What has come of signing up.
pub fn done(one: &SignUp) -> String {
    match one.status {
        SignUpStatus::Pending => t!(activity.pending_toast).to_owned(),
        SignUpStatus::Waitlisted => t!(activity.waiting_toast, place = one.place_in_line.unwrap_or(1).to_string()),
        _ => t!(activity.signed_up_toast).to_owned(),
    }
}

/// What follows when a sign-up for a shift that begins at `starts_at`, and was `moved` after it or not, is given up now.
pub fn consequence(status: SignUpStatus, moved: bool, starts_at: Timestamp) -> String {
    let rules = &city().policy.sign_up;
    let (now, until) = (now(), rules.cancellable_until(starts_at));
    match (status, Ending::of_own_doing(status, moved, starts_at, rules, now)) {
        (SignUpStatus::Waitlisted | SignUpStatus::Offered, _) => t!(activity.leave_help).to_owned(),
        (SignUpStatus::Confirmed, Some(Ending::Withdrawn)) if now >= until => t!(joining.cancel_moved_help).to_owned(),
        (SignUpStatus::Confirmed, Some(Ending::Withdrawn)) => t!(activity.cancel_help, time = format::near_moment(until)),
        (SignUpStatus::Confirmed, _) => t!(activity.cancel_late_help, time = format::near_moment(until)),
        _ => t!(activity.cancel_pending_help).to_owned(),
    }
}

/// What becomes of minors when the guardian beside them gives up, in a sentence for those who go and one for those who stay.
pub fn beside(wards: &[WardPlace]) -> Vec<String> {
    let names = |goes_too: bool| wards.iter().filter(|ward| ward.goes_too == goes_too).map(|ward| ward.name.as_str()).collect::<Vec<_>>().join(t!(joining.and));
    let (go, stay) = (names(true), names(false));
    let go = (!go.is_empty()).then(|| t!(joining.wards_go, names = go));
    let stay = (!stay.is_empty()).then(|| t!(joining.wards_stay, names = stay));
    go.into_iter().chain(stay).collect()
}
